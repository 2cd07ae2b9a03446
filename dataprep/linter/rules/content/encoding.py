"""How text looks that was written as UTF-8 and read as Windows-1252, Latin-1 or Mac Roman."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Windows-1252 has no character for five of the bytes; browsers read those as Latin-1 does.
READ = {bytes([byte]).decode("cp1252", "ignore") or chr(byte): byte for byte in range(128, 256)}
READ |= {chr(byte): byte for byte in range(128, 256)}
NEXT = "".join(re.escape(char) for char, byte in READ.items() if byte < 0xC0)

# In the bytes: a letter from U+00C2 to U+00F4, and one whose code is that of a next byte.
TRIGGER = r"\xc3[\x82-\xb4](\xc2|\xc5|\xc6|\xcb|\xe2)|\xe2\x80\x9a\xc3\x84\xc3"
RUN = re.compile(f"(?:[\xc2-\xdf][{NEXT}]|[\xe0-\xef][{NEXT}]{{2}}|[\xf0-\xf4][{NEXT}]{{3}})+")
MAC = re.compile("\u201a\u00c4[\u00ec\u00ee\u00f2\u00f4\u00f9\u00fa\u00b6]")
# What closes a quotation may stand behind a capital: in some languages Ã, Â and Ö end words.
CLOSING = "\xbb\u201c\u201d\u2019\xa0"
SIGNS = re.compile("[\u2010-\u203a\u20ac\u2100-\u27bf\ufeff\ufffd\U0001f000-\U0001faff]")


def misread(text: str) -> Iterator[tuple[int, str, str]]:
    """Give what in TEXT was misread: where it begins, the characters, and what they were."""
    for found in MAC.finditer(text):
        yield found.start(), found[0], found[0].encode("mac_roman").decode("utf-8", "replace")
    for found in RUN.finditer(text):
        broken = found[0]
        try:
            meant = bytes(READ[char] for char in broken).decode("utf-8")
        except UnicodeDecodeError:
            continue
        if _surely(broken, meant, text[found.start() - 1 : found.start()]):
            yield found.start(), broken, meant


def _surely(broken: str, meant: str, before: str) -> bool:
    """Say whether MEANT, and not BROKEN, was written after the character BEFORE."""
    if len(meant) > 1:
        return True
    if broken[0] in "\xc2\xc3":
        readable = meant.isprintable() or meant == "\xa0"
        return readable and not (before.isupper() and broken[1] in CLOSING)
    return SIGNS.match(meant) is not None
