"""The stage: a file goes to a provider, unless the provider holds it already."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dataprep.errors import SourceError, UsageError
from dataprep.launcher import manifest
from dataprep.launcher import provider as providers
from dataprep.launcher.manifest import Stored
from dataprep.launcher.progress import silent
from dataprep.launcher.sending import Delivery
from dataprep.records.digest import digest
from dataprep.records.source import look

if TYPE_CHECKING:
    from dataprep.launcher.progress import Progress
    from dataprep.launcher.provider import Provider


def upload(
    path: str, *, provider: str, base_url: str | None = None, progress: Progress = silent
) -> Stored:
    """Upload the file PATH to PROVIDER and say under which id it is held.

    The manifest beside the file keeps it, so that neither a second upload nor a launch sends
    it again.

    Raises:
        SourceError: the file cannot be read.
        UsageError: it is compressed, or there is no file to go back to.
        ProviderError: the provider cannot take it.
    """
    check_plain(path)
    service = providers.provider(provider, base_url)
    return stored(path, service, digest(path), progress=progress)


def stored(path: str, service: Provider, content: str, *, progress: Progress) -> Stored:
    """Return the upload of PATH that the manifest beside it knows, or make one and keep it there.

    CONTENT is the digest of what was checked. What SERVICE no longer holds is uploaded again.

    Raises:
        SourceError: PATH holds something else by now.
    """
    kept_in = manifest.beside(path)
    with manifest.locked(kept_in):
        _check_unchanged(path, content)
        book = manifest.read(kept_in)
        for known in reversed(book.uploads):
            same = (known.sha256, known.provider, known.base_url)
            if same == (content, service.name, service.base_url) and service.holds(known.id):
                return known
        unchanged = partial(_check_unchanged, path, content)
        sent = Delivery(path, content, service, kept_in, progress, unchanged).upload()
        unchanged()
        made = Stored(sent.name, content, service.name, service.base_url, sent.id)
        manifest.keep(manifest.read(kept_in).with_upload(made), kept_in)
    return made


def _check_unchanged(path: str, content: str) -> None:
    if digest(path) != content:
        raise SourceError(f"{path} changed since it was checked; launch again")


def check_plain(path: str) -> None:
    """Raise UsageError unless PATH is a file that a provider reads as it is.

    Raises:
        SourceError: there is no such file.
        UsageError: it is compressed, a folder or a stream.
    """
    if not Path(path).is_file():
        look(path)
        raise UsageError(f"{path} is no file that can be uploaded; name one")
    if compression := look(path).compression:
        plain = path.removesuffix(compression)
        raise UsageError(
            f"{path} is compressed, and providers take plain JSON Lines; unpack it to {plain} first"
        )
