"""Images that a data set holds as bytes, or names by their path, become data URLs."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dataprep.converter.shape import Unconvertible
from dataprep.records.image import SUPPORTED, image_kind

if TYPE_CHECKING:
    from dataprep.converter.shape import Message
    from dataprep.records.record import Json

# The end of the first bytes that tell what an image is.
HEAD = 1024


@dataclass(frozen=True, slots=True)
class Images:
    """What is done with images: FOLDER holds those named by a path, LARGEST is allowed in bytes.

    With ALL_EMBEDDED a record that only links to an image is no record.
    """

    folder: str | None = None
    all_embedded: bool = False
    largest: int | None = None

    def embedded(self, messages: list[Message]) -> list[Message]:
        """Return MESSAGES with their images in the URLs.

        Raises:
            Unconvertible: one is not there, too large, or of a format that is not trained.
        """
        if not any(isinstance(message.get("content"), list) for message in messages):
            return messages
        return [
            {**message, "content": [self._embedded(part) for part in content]}
            if isinstance(content := message.get("content"), list)
            else message
            for message in messages
        ]

    def _embedded(self, part: Json) -> Json:
        match part:
            case {"type": "image_url", "image_url": {"url": given, **beside}}:
                return {**part, "image_url": {"url": self._url(given), **beside}}
        return part

    def _url(self, given: Json) -> Json:
        """Return the URL of the image GIVEN: bytes, a path, a URL, or Arrow's bytes and path."""
        match given:
            case bytes():
                return self._data_url(given)
            case {"bytes": bytes(data)}:
                return self._data_url(data)
            case {"path": str(path)}:
                return self._url(path)
            case str() if _scheme(given) == "data":
                return given
            case str() if self.folder is not None and not _scheme(given):
                return self._data_url(_read(Path(self.folder), given))
        if self.all_embedded:
            raise Unconvertible("image-not-embedded")
        return given

    def _data_url(self, data: bytes) -> str:
        kind = image_kind(data[:HEAD])
        if kind not in SUPPORTED:
            raise Unconvertible("unsupported-image")
        if self.largest is not None and len(data) > self.largest:
            raise Unconvertible("oversized-image")
        return f"data:{SUPPORTED[kind]};base64,{base64.b64encode(data).decode()}"


def _scheme(url: str) -> str:
    """Return the scheme of URL, or nothing for a path; ``C:`` is a drive and no scheme."""
    try:
        scheme = urlsplit(url).scheme
    except ValueError:
        return ""
    return scheme if len(scheme) > 1 else ""


def _read(folder: Path, name: str) -> bytes:
    """Return what the file NAME in FOLDER holds; nothing outside of FOLDER is read."""
    try:
        path = (folder / name).resolve()
        if path.is_relative_to(folder.resolve()):
            return path.read_bytes()
    except (OSError, ValueError) as error:
        raise Unconvertible("image-not-found") from error
    raise Unconvertible("image-not-found")
