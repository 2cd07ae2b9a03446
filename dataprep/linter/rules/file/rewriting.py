"""Whole files written anew: one record a line, in UTF-8, without a mark. Memory is constant."""

from __future__ import annotations

import codecs
import re
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from dataprep.records.pointer import STRING

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCK = 1 << 20

# A quotation mark alone begins a text that goes on in the next block.
_TOKEN = re.compile(STRING.pattern + rb'|["\[\]{}]', re.DOTALL)
_BREAK = re.compile(rb"(" + STRING.pattern + rb")|(,)?[ \t]*[\r\n]\s*", re.DOTALL)


def without_mark(file: BinaryIO) -> Iterator[bytes]:
    """Give the bytes of FILE without its byte-order mark."""
    yield file.read(BLOCK).removeprefix(codecs.BOM_UTF8)
    yield from _blocks(file)


def in_utf_8(file: BinaryIO, *, encoding: str) -> Iterator[bytes]:
    """Give the text of FILE, which is in ENCODING, in UTF-8."""
    decoder = codecs.getincrementaldecoder(encoding)()
    first = decoder.decode(file.read(BLOCK)).removeprefix("\ufeff")
    yield first.encode()
    for block in _blocks(file):
        yield decoder.decode(block).encode()
    yield decoder.decode(b"", final=True).encode()


def one_a_line(file: BinaryIO) -> Iterator[bytes]:
    """Give each object of FILE, an array of them or one after the other, on a line of its own.

    What is between them and is no comma, space or bracket of the array stands on its own line
    too: nothing is lost.
    """
    left = _Values()
    for block in _blocks(file):
        yield from left.add(block)
    yield from left.end()


class _Values:
    """The values of a file whose blocks are added one after the other.

    DATA is what is not given yet, READ how much of it was looked at, DEPTH how many brackets are
    open there; the array around all values is none of them.
    """

    def __init__(self) -> None:
        # An array of bytes grows in place: a record that does not end may take the whole file.
        self.data, self.read, self.depth, self.in_array = bytearray(), 0, 0, False

    def add(self, block: bytes) -> Iterator[bytes]:
        """Give the values that end in BLOCK."""
        self.data += block
        given = 0
        for token in _TOKEN.finditer(self.data, self.read):
            mark = token[0]
            if mark == b'"':
                break
            self.read = token.end()
            if mark in (b"{", b"["):
                if self.depth == 0:
                    yield from _between(self.data[given : token.start()])
                    given = token.start()
                    if mark == b"[" and not self.in_array:
                        self.in_array, given = True, token.end()
                        continue
                self.depth += 1
            elif mark in (b"}", b"]") and self.depth:
                self.depth -= 1
                if self.depth == 0:
                    yield _BREAK.sub(_joined, self.data[given : token.end()]) + b"\n"
                    given = token.end()
            elif mark == b"]" and self.in_array:
                yield from _between(self.data[given : token.start()])
                self.in_array, given = False, token.end()
        del self.data[:given]
        self.read -= given

    def end(self) -> Iterator[bytes]:
        """Give what is left: the rest of a value that does not end."""
        yield from _between(self.data)


def _between(data: bytearray) -> Iterator[bytes]:
    if text := data.strip(b", \t\r\n"):
        yield bytes(text + b"\n")


def _joined(found: re.Match[bytes]) -> bytes:
    return found[1] or (b", " if found[2] else b"")


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    return iter(partial(file.read, BLOCK), b"")
