"""Images of a row, put where the texts of its turns mark them."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataprep.converter.content import PLACE, image
from dataprep.converter.path import Path
from dataprep.converter.shape import Message, Unconvertible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataprep.records.record import Json

TOKEN = "<image>"  # noqa: S105 — a mark in a text, no secret
_KINDS = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpeg", b"GIF8": "gif", b"RIFF": "webp"}


@dataclass(frozen=True, slots=True)
class Images:
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
        urls = [_url(one) for one in (found if isinstance(found, list) else [found]) if one]
        marks = sum(self._marks(message) for message in messages if message["role"] == "user")
        if marks == 0 and urls and (not self.token or len(urls) == 1):
            return _opened(messages, urls)
        if marks != len(urls):
            raise Unconvertible("images-and-marks-differ")
        coming = iter(urls)
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

    def _filled(self, content: Json, urls: Iterator[str]) -> list[Json]:
        if isinstance(content, list):
            return [image(next(urls)) if part is PLACE else part for part in content]
        first, *others = content.split(self.token)
        parts = _text(first)
        for text in others:
            parts += [image(next(urls)), *_text(text)]
        return parts


def images(said: Json) -> Images:
    """Return the images that a definition SAID: a path, or a table of path and token."""
    if isinstance(said, str):
        return Images(Path(said))
    return Images(Path(said["path"]), said.get("token", TOKEN))


def _opened(messages: Sequence[Message], urls: Sequence[str]) -> list[Message]:
    """Return MESSAGES with the images at URLS before the first text of the user."""
    shown = [image(url) for url in urls]
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


def _url(found: Json) -> str:
    """Return the address of an image: its own, its path, or its bytes in a data URL."""
    match found:
        case str():
            return found
        case {"url": str(url)}:
            return url
        case {"bytes": bytes(data)}:
            kind = next((kind for start, kind in _KINDS.items() if data.startswith(start)), "png")
            return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
        case {"path": str(path)}:
            return path
    raise Unconvertible("not-an-image")
