"""An image, by itself or within its URL: the format and size that its first bytes name."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

# The formats that are trained, and what a data URL calls them.
SUPPORTED = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
# How much base64 is decoded to see what it is: a photograph may begin with a preview.
HEAD = 1 << 18

_MAGIC = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"RIFF....WEBP", "WEBP"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II\\*\0", "TIFF"),
    (b"MM\0\\*", "TIFF"),
    (b"%PDF", "PDF"),
    (b"....ftyp(?:hei|hev|mif)", "HEIC"),
    (b"....ftypavi", "AVIF"),
    (b"\0\0\1\0", "ICO"),
    (b"\\s*(?:<\\?xml[^>]*>\\s*)?(?:<!--.*?-->\\s*)?<svg", "SVG"),
    (b"\\s*<(?:!doctype|html)", "an HTML page"),
)
_KINDS = [(re.compile(magic, re.DOTALL | re.IGNORECASE), kind) for magic, kind in _MAGIC]
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


def image_kind(start: bytes) -> str:
    """Return the format of the image that begins with START; "" if unknown."""
    return next((kind for magic, kind in _KINDS if magic.match(start)), "")


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
        case "GIF" if len(head) >= 10:
            return int.from_bytes(head[6:8], "little"), int.from_bytes(head[8:10], "little")
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
