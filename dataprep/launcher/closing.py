"""A provider that takes no more jobs: what it says, until when, and the ways that remain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.catalog import catalog
from dataprep.launcher.provider import TrainingNotAvailable, names
from dataprep.records.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dataprep.launcher.provider import Provider

# These go anywhere or nowhere, and are named apart.
OTHERS = ("compatible", "local")


def closed(
    error: TrainingNotAvailable, service: Provider, ids: Mapping[str, str]
) -> TrainingNotAvailable:
    """Return ERROR of SERVICE with what helps: dates, ways, and the uploads IDS, by path."""
    said = [f"{error}{_dates(service)}", *_ways(service, ids)]
    return TrainingNotAvailable("\n".join(said), where=service, uploads=tuple(ids.values()))


def _dates(service: Provider) -> str:
    """Return who can still create jobs and until when, as the catalogue knows it."""
    if service.name not in catalog.providers():
        return ""
    training = catalog.provider(service.name).training
    known = [training.access, training.ends and f"nobody from {training.ends} on"]
    return "".join(f"; {each}" for each in known if each)


def _ways(service: Provider, ids: Mapping[str, str]) -> Iterator[str]:
    """Give what can be done with the uploads IDS, and where else the files can be trained on."""
    place = f"--provider {service.name}"
    if service.base_url:
        place += f" --base-url {service.base_url}"
    for path, upload_id in ids.items():
        delete = printable(f"dataprep files delete {upload_id} {place}")
        yield (
            f"{path} is uploaded as {printable(upload_id)}: another launch uses it again, and "
            f"`{delete}` deletes it"
        )
    elsewhere = ", ".join(name for name in names() if name not in (service.name, *OTHERS))
    yield (
        f"the same file trains elsewhere: --provider {elsewhere}, or compatible with "
        "--base-url URL; or as a rehearsal on this machine with --provider local"
    )
