"""Sending a file so that neither a lost answer nor a kill makes it be sent twice.

The manifest says that a file is on its way before the first byte goes. Who finds that there
looks among the provider's files for one of this name and size, and takes it if it holds the same.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dataprep.errors import SourceError
from dataprep.launcher import manifest
from dataprep.launcher.manifest import Part, Sending
from dataprep.launcher.once import once
from dataprep.launcher.provider import KeyRefused, ProviderError, Refused
from dataprep.launcher.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable

    from dataprep.launcher.parts import Parts
    from dataprep.launcher.progress import Progress
    from dataprep.launcher.provider import Provider, Upload


PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Delivery:
    """The way of the file PATH, with the digest CONTENT, to SERVICE.

    KEPT_IN is the manifest that it is written down in, and UNCHANGED raises where the file is no
    longer what it was.
    """

    path: str
    content: str
    service: Provider
    kept_in: Path
    progress: Progress
    unchanged: Callable[[], None]

    @property
    def file(self) -> Path:
        """The file."""
        return Path(self.path)

    def upload(self) -> Upload:
        """Upload the file, or carry on with what was begun.

        Raises:
            SourceError: the file changed on the way.
            ProviderError: the provider cannot take it.
        """
        begun = self._begun()
        if begun and (found := self._arrived()):
            return found
        size = self.file.stat().st_size
        with self.progress(f"uploading {self.file.name}", size) as told:
            if parts := self.service.parts(size):
                return self._in_parts(parts, begun, told)
            self._keep(self._fresh())
            return once(lambda: self.service.upload(self.file, told), self._arrived)

    def _in_parts(self, parts: Parts, begun: Sending | None, told: Callable[[int], None]) -> Upload:
        """Send the file in PARTS, of which BEGUN has some; where that has expired, begin anew."""
        if begun and begun.upload and begun.part_bytes == parts.bytes:
            with suppress(Refused):
                return self._finished(parts, begun, told)
        name, size = self.file.name, self.file.stat().st_size
        upload_id = parts.begin(name, size)
        fresh = replace(self._fresh(), upload=upload_id, part_bytes=parts.bytes)
        self._keep(fresh)
        return self._finished(parts, fresh, told)

    def _finished(self, parts: Parts, begun: Sending, told: Callable[[int], None]) -> Upload:
        """Send what BEGUN lacks and put the parts together; where that cannot be, cancel it."""
        upload_id, arrived = str(begun.upload), begun.parts
        size = self.file.stat().st_size
        try:
            for number, start in enumerate(range(0, size, parts.bytes)):
                digest = self._digest(start, parts.bytes)
                if number < len(arrived) and arrived[number].sha256 == digest:
                    told(min(parts.bytes, size - start))
                    continue
                with Window(self.file, told, start=start, size=parts.bytes) as window:
                    part = Part(parts.send(upload_id, window), digest)
                arrived = (*arrived[:number], part)
                self._keep(replace(begun, parts=arrived))
            self.unchanged()
            ids = [part.id for part in arrived]
            return once(lambda: parts.complete(upload_id, ids), self._arrived)
        except KeyRefused:
            raise
        except (Refused, SourceError):
            self._keep(self._fresh())
            with suppress(ProviderError):
                parts.abandon(upload_id)
            raise

    def _arrived(self) -> Upload | None:
        """Return the file if the provider holds it although nobody has said so."""
        size, known = self.file.stat().st_size, self._known()
        # Where no files are listed nobody knows: it is sent again, which costs nothing.
        with suppress(Refused):
            for found in self.service.files():
                alike = (found.name, found.bytes) == (self.file.name, size)
                if alike and found.id not in known and self._holds_the_same(found.id):
                    return found
        return None

    def _holds_the_same(self, upload_id: str) -> bool:
        """Say whether the upload holds this file; where it cannot be read, nobody knows."""
        digest = hashlib.sha256()
        try:
            for piece in self.service.content(upload_id):
                digest.update(piece)
        except Refused:
            return False
        return digest.hexdigest() == self.content

    def _digest(self, start: int, size: int) -> str:
        digest = hashlib.sha256()
        with Window(self.file, lambda _: None, start=start, size=size) as window:
            while piece := window.read(PIECE):
                digest.update(piece)
        return digest.hexdigest()

    def _known(self) -> set[str]:
        return {stored.id for stored in manifest.read(self.kept_in).uploads}

    def _begun(self) -> Sending | None:
        place = self.content, self.service.name, self.service.base_url
        book = manifest.read(self.kept_in)
        return next((each for each in book.sending if each.is_of(*place)), None)

    def _fresh(self) -> Sending:
        return Sending(self.file.name, self.content, self.service.name, self.service.base_url)

    def _keep(self, sending: Sending) -> None:
        manifest.keep(manifest.read(self.kept_in).with_sending(sending), self.kept_in)
