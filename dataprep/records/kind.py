"""What a file really is, told from its first bytes and not from its name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

import orjson

COMPRESSED = {".gz": b"\x1f\x8b", ".zst": b"\x28\xb5\x2f\xfd"}

_FIRST_KEY = re.compile(rb'\{[ \t]*("[^"\\\n]*")[ \t]*:')
_LFS = b"version https://git-lfs.github.com/spec/"
_UTF8_MARK = b"\xef\xbb\xbf"
# The longer mark comes first: UTF-32's begins with UTF-16's.
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_BINARY = (
    (b"\x1f\x8b", "gzip data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"PAR1", "a Parquet file"),
    (b"ARROW1", "an Arrow file"),
    (b"PK\x03\x04", "a zip archive"),
)


class Form(Enum):
    """The forms a file can have."""

    LINES = "JSON Lines"
    EMPTY = "empty"
    ARRAY = "a JSON array"
    PRETTY = "pretty-printed JSON"
    LFS_POINTER = "a Git LFS pointer"
    WIDE = "UTF-16 or UTF-32 text"
    BINARY = "binary data"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is: its form, a detail for messages, and its UTF-8 byte-order mark's length."""

    form: Form
    detail: str = ""
    mark: int = 0


def kind_of(head: bytes, *, whole: bool) -> Kind:
    """Return what a file is whose first bytes are HEAD; WHOLE says that there are no more."""
    if head.startswith(_LFS):
        return Kind(Form.LFS_POINTER)
    for start, encoding in _MARKS:
        if head.startswith(start):
            return Kind(Form.WIDE, encoding)
    for start, name in _BINARY:
        if head.startswith(start):
            return Kind(Form.BINARY, name)
    mark = len(_UTF8_MARK) if head.startswith(_UTF8_MARK) else 0
    text = head[mark:]
    if not text.strip():
        return Kind(Form.EMPTY if whole else Form.LINES, mark=mark)
    if b"\x00" in text[:64]:
        return _with_nuls(text)
    return Kind(_form(text, whole=whole), mark=mark)


def _with_nuls(text: bytes) -> Kind:
    """Tell UTF-16 without a mark, whose every second byte is NUL in plain JSON, from other data."""
    if not text[0] and text[1:2].strip(b"\x00"):
        return Kind(Form.WIDE, "utf-16-be")
    if text[0] and not text[1:2].strip(b"\x00") and text[2:3].strip(b"\x00"):
        return Kind(Form.WIDE, "utf-16-le")
    return Kind(Form.BINARY, "binary data with NUL bytes")


def _form(text: bytes, *, whole: bool) -> Form:
    """Tell JSON Lines from one value spread over several lines, or an array of rows."""
    first, newline, rest = text.lstrip().partition(b"\n")
    alone = not rest.strip() and (whole or not newline)
    if first.startswith(b"[") and (alone or not _parses(first)):
        return Form.ARRAY if _opens_rows(first, rest) else Form.LINES
    goes_on = first.startswith(b"{") and first.rstrip().endswith((b"{", b"[", b","))
    # A record with a comma after it, or one that was cut off, is a line with a fault.
    lone = _parses(first.rstrip().rstrip(b",")) or _record_follows(first, rest)
    if goes_on and newline and not lone:
        return Form.PRETTY
    return Form.LINES


def _record_follows(first: bytes, rest: bytes) -> bool:
    """Say whether REST begins with a record, and not with a message that belongs to FIRST."""
    key, following = _FIRST_KEY.match(first), _FIRST_KEY.match(rest)
    if key and following and key[1] == following[1]:
        return True
    second, _, third = rest.partition(b"\n")
    return rest.startswith(b"{") and _parses(second) and not third.lstrip().startswith(b"]")


def _opens_rows(first: bytes, rest: bytes) -> bool:
    """Say whether an array begins whose first item is an object, or that is spread over lines."""
    inside = first[1:].lstrip() or rest.lstrip()
    return inside.startswith((b"{", b"]"))


def _parses(line: bytes) -> bool:
    try:
        orjson.loads(line)
    except orjson.JSONDecodeError:
        return False
    return True
