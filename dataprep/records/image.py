"""What an image is, told from its first bytes."""

from __future__ import annotations

import re

# The formats that are trained, and what a data URL calls them.
SUPPORTED = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}

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


def image_kind(start: bytes) -> str:
    """Return the format of the image that begins with START; "" if unknown."""
    return next((kind for magic, kind in _KINDS if magic.match(start)), "")
