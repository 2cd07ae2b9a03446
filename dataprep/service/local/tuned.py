"""A model that was tuned here is found by its name, and exported."""

from __future__ import annotations

from pathlib import Path

from dataprep.records.sink import written
from dataprep.service.errors import ServiceError
from dataprep.service.local.base import LocalBase, bases
from dataprep.service.local.setup import check_installed
from dataprep.service.store import weights_file

SUFFIX = ".gguf"


def exported(model: str, to: Path, *, data: Path, kind: str, force: bool) -> None:
    """Write MODEL, a tuned one or a base in the folder DATA, to the file TO as KIND, whole.

    Raises:
        ServiceError: there is no such model, or it cannot be exported.
        SinkError: TO is there already, and there is no FORCE, or it cannot be written.
    """
    check_installed()
    if to.suffix != SUFFIX:
        raise ServiceError(f"{to}: name a file that ends in {SUFFIX}")
    known = bases(data)
    base, adapter = (known[model], None) if model in known else _tuned(model, data, known)
    from dataprep.service.local.export import export

    with written(str(to), force=force) as file:
        export(model, adapter, base, Path(file.name), kind)


def _tuned(model: str, data: Path, known: dict[str, LocalBase]) -> tuple[LocalBase, Path]:
    """Return the base of MODEL and the adapter on it, which are in the folder DATA."""
    path = weights_file(data, model)
    if not path.is_file():
        raise ServiceError(
            f"{model}: there is no such model in {data}; `dataprep jobs list --provider local`"
            " shows the jobs and what they made"
        )
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, "numpy") as opened:
            name = opened.metadata()["base"]
    except SafetensorError as error:
        raise ServiceError(
            f"{model}: was made by the rehearsal, which nothing else can run; tune a base of"
            " `dataprep local setup`"
        ) from error
    if name not in known:
        raise ServiceError(f"{model}: was tuned of {name}, which is not here; set it up again")
    return known[name], path
