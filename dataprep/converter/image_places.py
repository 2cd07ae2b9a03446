"""Images of a row, put where the texts of its turns mark them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataprep.converter.content import PLACE, image
from dataprep.converter.path import Path
from dataprep.converter.shape import Message, Unconvertible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataprep.records.record import Json

TOKEN = "<image>"  # noqa: S105 — a mark in a text, no secret


@dataclass(frozen=True, slots=True)
class ImagePlaces:
    """Where the images of a row are, and the TOKEN that marks their places; blank for none."""

    path: Path
    token: str = TOKEN

    def placed(self, messages: Sequence[Message], row: Json) -> list[Message]:
        """Return MESSAGES with the images of ROW as parts of the user's content.

        Without a mark the images come before the first text of the user.

        Raises:
            Unconvertible: there are more marks than images, or fewer.
        """
        found = self.path(row)
        given = [_given(one) for one in (found if isinstance(found, list) else [found]) if one]
        marks = sum(self._marks(message) for message in messages if message["role"] == "user")
        if marks == 0 and given and (not self.token or len(given) == 1):
            return _opened(messages, given)
        if marks != len(given):
            raise Unconvertible("images-and-marks-differ")
        coming = iter(given)
        return [
            {**message, "content": self._filled(message["content"], coming)}
            if message["role"] == "user" and self._marks(message)
            else message
            for message in messages
        ]

    def _marks(self, message: Message) -> int:
        content = message["content"]
        if isinstance(content, str):
            return content.count(self.token) if self.token else 0
        return sum(part is PLACE for part in content or ())

    def _filled(self, content: Json, given: Iterator[Json]) -> list[Json]:
        if isinstance(content, list):
            return [image(next(given)) if part is PLACE else part for part in content]
        first, *others = content.split(self.token)
        parts = _text(first)
        for text in others:
            parts += [image(next(given)), *_text(text)]
        return parts


def image_places(said: Json) -> ImagePlaces:
    """Return the images that a definition SAID: a path, or a table of path and token."""
    if isinstance(said, str):
        return ImagePlaces(Path(said))
    return ImagePlaces(Path(said["path"]), said.get("token", TOKEN))


def _opened(messages: Sequence[Message], given: Sequence[Json]) -> list[Message]:
    """Return MESSAGES with the images GIVEN before the first text of the user."""
    shown = [image(one) for one in given]
    opened = list(messages)
    for index, message in enumerate(messages):
        if message["role"] == "user":
            content = message["content"]
            parts = content if isinstance(content, list) else _text(content or "")
            opened[index] = {**message, "content": [*shown, *parts]}
            break
    return opened


def _text(text: str) -> list[Json]:
    text = text.strip("\n")
    return [{"type": "text", "text": text}] if text.strip() else []


def _given(found: Json) -> Json:
    """Return the image FOUND as it is given: its address, its path or its bytes."""
    match found:
        case str() | bytes() | {"bytes": bytes()}:
            return found
        case {"url": str(given)} | {"path": str(given)}:
            return given
    raise Unconvertible("not-an-image")
