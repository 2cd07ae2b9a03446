"""An image as a record holds it: its URL, and what the bytes in a data URL are."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataprep.records.image import image_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer

# Every rule about images waits for this.
TRIGGER = '"image_url"'
# The beginning of base64, where a URL should stand.
BARE = re.compile(r"[A-Za-z0-9+/]{60}")
# How much base64 is decoded to see what it is: a photograph may begin with a preview.
HEAD = 1 << 18

# A JPEG is a row of segments; those that begin a frame hold its size.
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class Embedded:
    """An image within its URL: what the URL says it is, and its BASE64 text."""

    declared: str
    base64: str

    @property
    def length(self) -> int:
        """The number of its bytes."""
        return len(self.base64) * 3 // 4 - self.base64[-2:].count("=")

    @property
    def head(self) -> bytes:
        """Its first bytes; nothing where they are not base64."""
        try:
            return base64.b64decode(self.base64[:HEAD])
        except binascii.Error:
            return b""

    @property
    def kind(self) -> str:
        """The format that its first bytes are of; "" if unknown."""
        try:
            start = base64.b64decode(self.base64[:400])
        except binascii.Error:
            return ""
        return image_kind(start)


def urls(message: dict[str, Json], at: Pointer) -> Iterator[tuple[Pointer, str]]:
    """Give the URL of each image of MESSAGE, which stands at AT, with its pointer."""
    content = message.get("content")
    if isinstance(content, list):
        for index, part in enumerate(content):
            if part["type"] == "image_url":
                yield f"{at}/content/{index}/image_url/url", part["image_url"]["url"]


def embedded(url: str) -> Embedded | None:
    """Return the image that the data URL holds; None if URL is another, or has no base64."""
    if url[:5].lower() != "data:":
        return None
    head, comma, text = url.partition(",")
    if not comma or not head.lower().endswith(";base64"):
        return None
    return Embedded(head[5:].partition(";")[0].strip().lower(), text.strip())


def size(kind: str, head: bytes) -> tuple[int, int] | None:
    """Return the width and height that the HEAD of a file of KIND names; None if it names none."""
    match kind:
        case "PNG" if head[12:16] == b"IHDR" and len(head) >= 24:
            return int.from_bytes(head[16:20]), int.from_bytes(head[20:24])
        case "JPEG":
            return _jpeg_size(head)
        case "WEBP" if len(head) >= 30:
            return _webp_size(head)
    return None


def _jpeg_size(head: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(head) and head[at] == 0xFF:
        mark = head[at + 1]
        if mark in _FRAMES:
            return int.from_bytes(head[at + 7 : at + 9]), int.from_bytes(head[at + 5 : at + 7])
        at += 1 if mark == 0xFF else 2 + int.from_bytes(head[at + 2 : at + 4])
    return None


def _webp_size(head: bytes) -> tuple[int, int] | None:
    match head[12:16]:
        case b"VP8X":
            width, height = head[24:27], head[27:30]
            return int.from_bytes(width, "little") + 1, int.from_bytes(height, "little") + 1
        case b"VP8L":
            bits = int.from_bytes(head[21:25], "little")
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            width, height = head[26:28], head[28:30]
            both = int.from_bytes(width, "little"), int.from_bytes(height, "little")
            return both[0] & 0x3FFF, both[1] & 0x3FFF
    return None
