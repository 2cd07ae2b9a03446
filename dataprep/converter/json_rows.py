"""Rows of JSON, of whatever form, as parts of JSON lines."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

import orjson

from dataprep.converter.block import BLOCK_ROWS, Rows
from dataprep.errors import TruncatedSource
from dataprep.records.kind import Form
from dataprep.records.source import PART_BYTES, Part, lines, parts, stream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json
    from dataprep.records.source import Source

_BETWEEN = re.compile(r"[\s,]*+")
_CLOSED = re.compile(r"[\s,]*+\]")
# An object whose rows stand in a list, with numbers and texts before it at most.
_WRAPPER = re.compile(
    r'\s*\{\s*(?:"[^"\\]*"\s*:\s*(?:"(?:[^"\\]|\\.)*"|[-\w.+]+)\s*,\s*)*'
    r'"(?:data|rows|examples)"\s*:\s*\[(?=\s*\{)'
)
# Only where a value ends is asked for: a number of 5,000 digits is not computed.
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str)
# A fault this near to the end of what was read may go away with the next block.
_NEAR = 16


def json_parts(source: Source, *, size: int = PART_BYTES) -> Iterator[Part]:
    """Cut SOURCE, JSON of any form, into parts of about SIZE bytes with one row a line.

    Raises:
        TruncatedSource: it ends, or stops being JSON, within a row; the parts before are whole.
    """
    text = source.head[source.kind.mark :].decode("latin-1")
    wrapper = _WRAPPER.match(text)
    if wrapper and not _has_more_lines(text):
        return _packed(source, size, start=source.kind.mark + wrapper.end(), closed=True)
    match source.kind.form:
        case Form.ARRAY:
            return _packed(source, size, start=source.head.index(b"[") + 1, closed=True)
        case Form.PRETTY:
            return _packed(source, size, start=source.kind.mark)
    if _is_concatenated(text):
        return _packed(source, size, start=source.kind.mark)
    return _uncut(parts(source, size=size))


def json_blocks(part: Part) -> Iterator[Rows]:
    """Give the rows of PART, block by block; a line that is not JSON comes as its bytes."""
    found = lines(part.read())
    for start in range(0, len(found), BLOCK_ROWS):
        yield Rows(_rows_of(found[start : start + BLOCK_ROWS]))


def _uncut(coming: Iterator[Part]) -> Iterator[Part]:
    """Give the parts COMING, but for a last line that ends in the middle of a row."""
    last = next(coming, None)
    for part in coming:
        if last:
            yield last
        last = part
    if last is None:
        return
    data = last.read()
    cut = data.rfind(b"\n") + 1
    if not _ends_early(data[cut:]):
        yield last
        return
    if cut:
        yield replace(last, end=last.start + cut, data=data[:cut])
    raise TruncatedSource(f"{last.path}: ends in the middle of a row, at byte {last.end}")


def _ends_early(line: bytes) -> bool:
    try:
        orjson.loads(line or b"null")
    except orjson.JSONDecodeError as error:
        return error.msg.startswith("unexpected end of data")
    return False


def row_of(line: bytes) -> Json:
    """Return the row in LINE, or LINE itself where it is not JSON."""
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        return line


def _rows_of(lines: list[bytes]) -> list[Json]:
    try:
        return [orjson.loads(line) for line in lines]
    except orjson.JSONDecodeError:  # one of them is blank, or not JSON
        return [row_of(line) for line in lines if line.strip()]


def _has_more_lines(text: str) -> bool:
    """Say whether TEXT holds an object a line, of which the first only looks like a wrapper."""
    first, _, rest = text.lstrip().partition("\n")
    return rest.lstrip().startswith("{") and isinstance(row_of(first.encode("latin-1")), dict)


def _is_concatenated(text: str) -> bool:
    """Say whether TEXT begins with several objects on one line."""
    first = text.lstrip().partition("\n")[0]
    try:
        _, end = _DECODER.raw_decode(first)
    except (json.JSONDecodeError, RecursionError):
        return False
    return first[end:].lstrip().startswith("{")


def _packed(source: Source, size: int, *, start: int, closed: bool = False) -> Iterator[Part]:
    """Give the values of SOURCE from the byte START on, a block at a time.

    They are the items of an array if it is CLOSED by a bracket, which ends it; else values that
    follow one another. The bytes are looked at as Latin-1: an index is an offset, and a row
    that is not UTF-8 is that row's fault alone.
    """
    left = ""
    with stream(source) as reader:
        reader.read(start)
        # What is read grows with a long row, so that no row is scanned many times.
        while block := reader.read(max(size, len(left))):
            left += block.decode("latin-1")
            rows, used, fault = _scanned(left, closed=closed)
            if rows:
                data = "\n".join(rows).encode("latin-1")
                yield Part(source.path, start, start + used, data)
            if fault:
                at = start + fault.pos
                raise TruncatedSource(f"{source.path}: is not JSON from byte {at} on: {fault.msg}")
            start, left = start + used, left[used:]
            if closed and (end := _CLOSED.match(left)):
                _check_end(source.path, start + end.end(), left[end.end() :] + _rest(reader))
                return
    if closed or not _BETWEEN.fullmatch(left):
        raise TruncatedSource(f"{source.path}: ends in the middle, at byte {start + len(left)}")


def _rest(reader: BinaryIO) -> str:
    return reader.read(_NEAR).decode("latin-1")


def _check_end(path: str, at: int, text: str) -> None:
    """Raise TruncatedSource if TEXT, from byte AT of PATH, is more than the end of a wrapper."""
    if text.strip() and not text.lstrip().startswith((",", "}")):
        raise TruncatedSource(f"{path}: goes on behind the end of its array, at byte {at}")


def _scanned(text: str, *, closed: bool) -> tuple[list[str], int, json.JSONDecodeError | None]:
    """Return the whole values in TEXT, a line each, where they end, and what is wrong there."""
    rows: list[str] = []
    used = 0
    while (start := _after_between(text, used)) < len(text):
        if closed and text[start] == "]":
            break
        try:
            _, end = _DECODER.raw_decode(text, start)
        except json.JSONDecodeError as error:
            unfinished = error.msg.startswith("Unterminated") or error.pos > len(text) - _NEAR
            return rows, used, None if unfinished else error
        except RecursionError:
            return rows, used, json.JSONDecodeError("nested too deeply", text, start)
        if end == len(text) and text[start] not in '{["':
            break  # the number may go on
        # A line feed inside a value is space: JSON escapes it in strings.
        rows.append(text[start:end].replace("\n", " "))
        used = end
    return rows, used, None


def _after_between(text: str, start: int) -> int:
    between = _BETWEEN.match(text, start)
    return between.end() if between else start
