"""Records that came before are left out: equal to the byte, found by a hash of 128 bits."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dataprep.converter.work import Share

HASH_BYTES = 16
# Each table grows by itself, so that little is held twice while it does.
TABLES = 256
_EMPTY = bytes(HASH_BYTES)


class Hashes:
    """A set of hashes in no more than 32 bytes each, where Python's own takes over 80."""

    def __init__(self) -> None:
        self._tables = [_Table() for _ in range(TABLES)]

    def add(self, digest: bytes) -> bool:
        """Add DIGEST; say whether it is new."""
        return self._tables[digest[0]].add(digest)

    @property
    def size(self) -> int:
        """How many bytes the hashes take."""
        return sum(len(table.slots) for table in self._tables)


class _Table:
    """Hashes in slots, each in the first free one from where it belongs."""

    __slots__ = ("count", "slots")

    def __init__(self) -> None:
        self.count = 0
        self.slots = bytearray(8 * HASH_BYTES)

    def add(self, digest: bytes) -> bool:
        if not self._put(digest):
            return False
        self.count += 1
        # Never more than four fifths full, and more than half full after it grew.
        if self.count * 5 * HASH_BYTES > len(self.slots) * 4:
            self._grow()
        return True

    def _put(self, digest: bytes) -> bool:
        slots = self.slots
        end = len(slots)
        at = int.from_bytes(digest[1:9]) % (end // HASH_BYTES) * HASH_BYTES
        while (there := slots[at : at + HASH_BYTES]) != _EMPTY:
            if there == digest:
                return False
            at = (at + HASH_BYTES) % end
        slots[at : at + HASH_BYTES] = digest
        return True

    def _grow(self) -> None:
        before = bytes(self.slots)
        self.slots = bytearray(len(before) // HASH_BYTES * 3 // 2 * HASH_BYTES)
        for start in range(0, len(before), HASH_BYTES):
            if (digest := before[start : start + HASH_BYTES]) != _EMPTY:
                self._put(digest)


def unique(shares: Iterable[Share]) -> Iterator[Share]:
    """Give SHARES on without the records that came before; those are counted."""
    seen = Hashes()
    for share in shares:
        new = [index for index, digest in enumerate(share.digests) if seen.add(digest)]
        if len(new) < len(share.places):
            share.duplicates = len(share.places) - len(new)
            records = share.records
            share.text = b"".join(records[index] for index in new)
            share.places = array("L", (share.places[index] for index in new))
            if share.prompts:
                share.prompts = array("Q", (share.prompts[index] for index in new))
        yield share
