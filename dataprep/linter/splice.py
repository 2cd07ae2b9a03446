"""Fixes of one line to its new bytes: only the edited places change.

Every edit comes down to bytes that take the place of others. Fixes that overlap are not made
together: the first one is, and the line is looked at again.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from dataprep.linter.edits import Drop, DropLine, Edit, Put, Rename, Reword, Splice
from dataprep.linter.exact import doubles
from dataprep.records.pointer import Place, children, place, pointer, steps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dataprep.linter.finding import Fix
    from dataprep.records.record import Json, Pointer

# One character of a text, as JSON may write it.
_CHARACTER = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]",
    re.DOTALL,
)
# Allowed raw in JSON, but some readers end a line there.
_BREAKS = re.compile("[\x85\u2028\u2029]")


def applied(data: bytes, fixes: Sequence[Fix]) -> tuple[bytes | None, list[bool]]:
    """Return the line DATA after as many of FIXES as go together, and which those are.

    None stands for a line that is removed.
    """
    taken: list[Splice] = []
    names: set[Pointer] = set()
    made = []
    for number, fix in enumerate(fixes):
        if any(isinstance(edit, DropLine) for edit in fix.edits):
            return None, [index == number for index in range(len(fixes))]
        given = {_renamed(edit) for edit in fix.edits if isinstance(edit, Rename)}
        wanted = [splice for edit in fix.edits for splice in _splices(edit, data)]
        wanted = [s for s in wanted if data[s.start : s.end] != s.data]
        fits = bool(wanted) and not _overlap([*taken, *wanted]) and names.isdisjoint(given)
        if fits := fits and possible(fix, data):
            taken += wanted
            names |= given
        made.append(fits)
    return _spliced(data, taken), made


def possible(fix: Fix, data: bytes) -> bool:
    """Say whether nothing is lost or doubled by FIX in the line DATA."""
    return all(_possible(edit, data) for edit in fix.edits)


def _possible(edit: Edit, data: bytes) -> bool:
    match edit:
        case Put(value=dict() | list()):
            # What is written anew was read: of a key that stands twice, with one of its values.
            return not _has_doubles(data)
        case Rename():
            return place(data, _renamed(edit)) is None
        case _:
            return True


def _renamed(edit: Rename) -> Pointer:
    return edit.at.rpartition("/")[0] + pointer([edit.key])


@lru_cache(maxsize=4)
def _has_doubles(data: bytes) -> bool:
    """Say whether a key stands twice; kept, since a line may have hundreds of fixes that ask."""
    return next(doubles(data), None) is not None


def encoded(value: Json, like: bytes) -> bytes:
    """Return VALUE as JSON, with the spaces and escapes that the line LIKE has."""
    escaped = like.isascii() and b"\\u" in like
    separators = (",", ":") if b'": ' not in like and b'":' in like else (", ", ": ")
    text = json.dumps(value, ensure_ascii=escaped, separators=separators)
    text = _BREAKS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    try:
        return text.encode()
    except UnicodeEncodeError:  # half a character, which only an escape can stand for
        return json.dumps(value, separators=separators).encode()


def _spliced(data: bytes, splices: Iterable[Splice]) -> bytes:
    pieces, end = [], 0
    for splice in sorted(splices, key=lambda s: (s.start, s.end)):
        pieces += [data[end : splice.start], splice.data]
        end = splice.end
    return b"".join([*pieces, data[end:]])


def _overlap(splices: list[Splice]) -> bool:
    """Say whether two of SPLICES touch the same bytes, or insert at the same place."""
    spans = sorted((splice.start, splice.end) for splice in splices)
    return any(later[0] < earlier[1] or earlier == later for earlier, later in pairwise(spans))


def _splices(edit: Edit, data: bytes) -> list[Splice]:
    """Return the bytes of DATA that EDIT changes; none where its place is not there."""
    match edit:
        case Splice():
            return [edit]
        case Put(at, value):
            found = place(data, at)
            return (
                [Splice(found.start, found.end, encoded(value, data))]
                if found
                else _new(edit, data)
            )
        case Rename(at, key):
            found = place(data, at)
            return [Splice(*found.key, encoded(key, data))] if found and found.key else []
        case Drop(at):
            return list(_dropped(edit, data)) if at else []
        case Reword(at):
            found = place(data, at)
            return [_reworded(edit, data, found)] if found else []
        case _:
            return []


def _new(edit: Put, data: bytes) -> list[Splice]:
    """Return what adds a member behind the last one of its object."""
    parent, _, _ = edit.at.rpartition("/")
    holder = place(data, parent)
    if holder is None or data[holder.start : holder.start + 1] != b"{":
        return []
    member = encoded({steps(edit.at)[-1]: edit.value}, data)[1:-1]
    members = children(data, holder.start)
    if not members:
        return [Splice(holder.start + 1, holder.end - 1, member)]
    comma = b", " if b": " in member else b","
    end = members[-1][1].end
    return [Splice(end, end, comma + member)]


def _dropped(edit: Drop, data: bytes) -> Iterator[Splice]:
    """Give what removes members or items, each with one of the commas beside it."""
    holder = place(data, edit.at.rpartition("/")[0])
    found = children(data, holder.start) if holder else []
    step = steps(edit.at)[-1]
    gone = [number for number, (name, _) in enumerate(found) if name == step]
    gone = gone[:-1] if edit.earlier else gone
    places = [child for _, child in found]
    if len(gone) == len(found) > 0:
        yield Splice(_start(places[0]), places[-1].end)
        return
    first_kept = min(set(range(len(found))) - set(gone), default=0)
    for number in gone:
        if number > first_kept:
            yield Splice(places[number - 1].end, places[number].end)
        else:
            yield Splice(_start(places[number]), _start(places[number + 1]))


def _start(child: Place) -> int:
    return child.key[0] if child.key else child.start


def _reworded(edit: Reword, data: bytes, text: Place) -> Splice:
    """Return the bytes of the text at TEXT that stand for the characters of EDIT."""
    inner = data[text.start + 1 : text.end - 1].decode()
    ends = [0, *(found.end() for found in _CHARACTER.finditer(inner))]
    start, end = (
        text.start + 1 + len(inner[: ends[index]].encode()) for index in (edit.start, edit.end)
    )
    return Splice(start, end, encoded(edit.text, data)[1:-1])
