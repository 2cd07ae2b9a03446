"""Which encoding a line is in that is not UTF-8, where its bytes show it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_HIGH = re.compile(rb"[\x80-\xff]+")
_KANA = re.compile("[\u3041-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_RUSSIAN = re.compile("[\u043e\u0435\u0430\u0438\u043d\u0442]")
_ASIAN = re.compile("[\u2010-\u203b\u2100-\u25ff\u3000-\u9fff\uac00-\ud7a3\uff01-\uff60]")
# The commoner half of GBK's characters, in the order of their sounds.
_COMMON = re.compile("[\u3000-\u301f\uff01-\uff5e\u2014-\u2026]")
_UNLIKELY = re.compile(
    "[\x80-\xa0\u0192\u02c6\u02dc\u2020\u2021\u2039\u203a\u0160\u017d\u00a4\u00a6]"
)
# Fewer letters than these could be Chinese as well.
_ENOUGH = 6


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding: its name for people, Python's for it, and what its texts look like."""

    name: str
    codec: str
    plausible: Callable[[str, bytes], bool]


def encoding_of(data: bytes) -> Encoding | None:
    """Return the encoding that DATA, one line, is plausibly in; None where none stands out."""
    for encoding in _KNOWN:
        try:
            text = data.decode(encoding.codec)
        except UnicodeDecodeError:
            continue
        letters = "".join(char for char in text if not char.isascii())
        if encoding.plausible(letters, data):
            return encoding
    return None


def mostly_utf_8(data: bytes) -> bool:
    """Say whether DATA is UTF-8 but for a few bytes."""
    text = data.decode("utf-8", "surrogateescape")
    wrong = sum("\udc80" <= char <= "\udcff" for char in text)
    right = sum(not char.isascii() for char in text) - wrong
    return right >= wrong


def _japanese(letters: str, _: bytes) -> bool:
    return _share(_KANA, letters) > 0.25 and _share(_ASIAN, letters) == 1


def _korean(letters: str, _: bytes) -> bool:
    return len(letters) >= _ENOUGH and _share(_HANGUL, letters) > 0.9


def _chinese(letters: str, data: bytes) -> bool:
    common = sum(_is_common(char) for char in letters)
    return _share(_ASIAN, letters) == 1 and common > 0.8 * len(letters) and _runs(data) > 1.5


def _is_common(char: str) -> bool:
    return bool(_COMMON.match(char)) or 0xB0 <= char.encode("gbk")[0] <= 0xD7


def _russian(letters: str, data: bytes) -> bool:
    """Russian's six commonest letters make two fifths of it; other alphabets miss them."""
    return _share(_RUSSIAN, letters) > 0.3 and _runs(data) > 2


def _western(letters: str, data: bytes) -> bool:
    return not _UNLIKELY.search(letters) and _runs(data) <= 2


def _share(wanted: re.Pattern[str], letters: str) -> float:
    return len(wanted.findall(letters)) / max(1, len(letters))


def _runs(data: bytes) -> float:
    """Return the mean length of the runs of bytes that are not ASCII."""
    runs = _HIGH.findall(data)
    return sum(map(len, runs)) / max(1, len(runs))


_KNOWN = (
    Encoding("Shift-JIS", "cp932", _japanese),
    Encoding("EUC-JP", "euc_jp", _japanese),
    Encoding("Windows-1251", "cp1251", _russian),
    Encoding("EUC-KR", "cp949", _korean),
    Encoding("GBK", "gbk", _chinese),
    Encoding("Windows-1252", "cp1252", _western),
)
