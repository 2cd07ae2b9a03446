"""What became of the rows: counted share by share, and reported in the end."""

from __future__ import annotations

import shlex
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

import orjson

from dataprep.errors import DataprepError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dataprep.converter.work import Rejected, Share

# How many unknown speakers are named.
NAMES = 10


class UnknownSpeakers(DataprepError):  # noqa: N818 — it says what there is
    """Speakers whose role is not known, in rows that were not to be left out."""

    def __init__(self, rows: Counter[str]) -> None:
        shown = rows.most_common(NAMES)
        names = ", ".join(f"{name!r} ({count:,})" for name, count in shown)
        more = f" and {len(rows) - NAMES:,} more" if len(rows) > NAMES else ""
        first = shown[0][0]
        option = shlex.quote(f"{first}=ROLE") if first.isprintable() else "NAME=ROLE"
        super().__init__(
            f"unknown speakers, and in how many rows: {names}{more}; nothing is written\n"
            f"Map each with --role {option}, or leave such rows out: --policy unknown-role=reject"
        )


class RowRejected(DataprepError):  # noqa: N818 — it says what happened to the row
    """A row cannot be turned into a record, and none was to be left out."""


@dataclass(frozen=True, slots=True)
class Output:
    """A file of records that was written."""

    path: str
    records: int


@dataclass(frozen=True, slots=True)
class ConvertReport:
    """What became of the rows: each is a record or REJECTED; CHANGED counts records, by reason.

    FORMAT names several where the sources have several; NOTES say of each source what does not
    fit its own. Without records there are no FILES.
    """

    format: str
    rows: int
    records: int
    rejected: dict[str, int]
    changed: dict[str, int]
    unknown_roles: dict[str, int]
    files: tuple[Output, ...]
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Tally:
    """The counts of the shares so far."""

    rows: int = 0
    taken: Counter[str] = field(default_factory=Counter)
    records: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    unknown_roles: Counter[str] = field(default_factory=Counter)

    def counted(
        self,
        shares: Iterable[Share],
        *,
        rejects: BinaryIO | None,
        strict: bool = False,
        all_known: bool = False,
    ) -> Iterator[Share]:
        """Give SHARES on as they are counted; write to REJECTS the rows that were rejected.

        Raises:
            RowRejected: STRICT, and one was.
            UnknownSpeakers: there are some, and ALL_KNOWN is wanted.
        """
        for share in shares:
            share.first = self.taken[share.path]
            for rejected in share.rejected:
                path, row = share.origin(rejected.row)
                if strict:
                    raise RowRejected(f"{path}: row {row} is rejected: {rejected.reason}")
                if rejects:
                    rejects.write(_line(path, row, rejected))
            self.taken[share.path] += share.taken
            self.rows += share.rows
            self.records += len(share.places)
            self.rejected += Counter(duplicate=share.duplicates)
            self.rejected.update(rejected.reason for rejected in share.rejected)
            self.changed += share.changed
            self.unknown_roles += share.unknown_roles
            yield share
        if all_known and self.unknown_roles:
            raise UnknownSpeakers(self.unknown_roles)

    def report(self, name: str, files: Iterable[Output], notes: Iterable[str]) -> ConvertReport:
        """Return the report, with NOTES, on the rows of the format NAME, now records in FILES."""
        return ConvertReport(
            format=name,
            rows=self.rows,
            records=self.records,
            rejected=dict(sorted(self.rejected.items())),
            changed=dict(sorted(self.changed.items())),
            unknown_roles=dict(sorted(self.unknown_roles.items())),
            files=tuple(files),
            notes=tuple(notes),
        )


def _line(path: str, row: int, rejected: Rejected) -> bytes:
    line = {"path": path, "row": row, "reason": rejected.reason, "value": rejected.value}
    return orjson.dumps(line, default=str, option=orjson.OPT_APPEND_NEWLINE)
