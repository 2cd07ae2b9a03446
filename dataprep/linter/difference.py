"""What fixes would change, as a unified diff without context: lines of training data are long."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Change = tuple[Sequence[bytes], Sequence[bytes]]

# A longer run of changed lines is cut in pieces, so that memory is constant.
LONGEST = 1000


def unified(path: str, changes: Iterable[Change]) -> Iterator[bytes]:
    """Give the diff of the file PATH, of which CHANGES are all lines: old ones and new ones."""
    heading = f"--- {path}\n+++ {path}\n".encode()
    for hunk in _hunks(changes):
        yield heading
        yield hunk
        heading = b""


def _hunks(changes: Iterable[Change]) -> Iterator[bytes]:
    before = after = 0  # the lines that are behind us
    old: list[bytes] = []
    new: list[bytes] = []
    for was, now in changes:
        same = list(was) == list(now)
        if (old or new) and (same or len(old) >= LONGEST):
            yield _hunk(before, old, after, new)
            before, after = before + len(old), after + len(new)
            old, new = [], []
        if same:
            before, after = before + len(was), after + len(now)
        else:
            old += was
            new += now
    if old or new:
        yield _hunk(before, old, after, new)


def _hunk(before: int, old: list[bytes], after: int, new: list[bytes]) -> bytes:
    marked = [_marked(b"-", line) for line in old] + [_marked(b"+", line) for line in new]
    return f"@@ -{_range(before, old)} +{_range(after, new)} @@\n".encode() + b"".join(marked)


def _range(behind: int, lines: list[bytes]) -> str:
    """Return where LINES stand; of none, the line behind which they would."""
    return f"{behind + bool(lines)},{len(lines)}"


def _marked(mark: bytes, line: bytes) -> bytes:
    whole = line.endswith(b"\n")
    return mark + line + (b"" if whole else b"\n\\ No newline at end of file\n")
