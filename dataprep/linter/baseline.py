"""A baseline: the findings that are known, so that only new ones count.

A finding is known by its rule and its content (`linter.identity`), and as often as it was found:
a copy of a record brings its findings again, a line that moved does not.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

import orjson

from dataprep.errors import UsageError
from dataprep.linter.identity import seen_from_here
from dataprep.records.source import opened
from dataprep.schema import hand_written_fault

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from dataprep.linter.finding import Finding

VERSION = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding that is known: PATH is for readers, and for telling what is stale."""

    path: str
    code: str
    identity: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """How often each finding is known."""

    counts: Counter[Entry]

    def new(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return those of FINDINGS, in order, that are not known, or not so often."""
        left = self._left()
        new = []
        for found in findings:
            if left[found.code, found.identity]:
                left[found.code, found.identity] -= 1
            else:
                new.append(found)
        return new

    def stale(
        self, findings: Iterable[Finding], paths: Iterable[str], codes: Collection[str]
    ) -> int:
        """Return how many entries of the linted PATHS and CODES none of FINDINGS fits."""
        left = self._left()
        left.subtract((found.code, found.identity) for found in findings)
        linted = {seen_from_here(path) for path in paths}
        could = Counter[tuple[str, str]]()
        for entry, count in self.counts.items():
            if entry.path in linted and entry.code in codes:
                could[entry.code, entry.identity] += count
        return sum(min(count, left[key]) for key, count in could.items() if left[key] > 0)

    def _left(self) -> Counter[tuple[str, str]]:
        left = Counter[tuple[str, str]]()
        for entry, count in self.counts.items():
            left[entry.code, entry.identity] += count
        return left


def read(path: str) -> Baseline:
    """Return the baseline in the file PATH.

    Raises:
        SourceError: it cannot be read.
        UsageError: it is no baseline.
    """
    with opened(path) as file:
        text = file.read()
    try:
        document: Any = orjson.loads(text)
        fault = hand_written_fault("dataprep/baseline", document)
    except orjson.JSONDecodeError as error:
        fault = f"not JSON: {error}"
    if fault:
        raise UsageError(f"{path} is no baseline ({fault}); write one with --write-baseline")
    counts = Counter[Entry]()
    for entry in document["findings"]:
        counts[Entry(entry["path"], entry["code"], entry["identity"])] += entry["count"]
    return Baseline(counts)


def write(findings: Iterable[Finding], out: BinaryIO) -> None:
    """Write FINDINGS to OUT as a baseline: one a line, sorted, so that a change is a small one."""
    counts = Counter((seen_from_here(f.path), f.code, f.identity) for f in findings)
    lines = [
        json.dumps({"path": path, "code": code, "identity": identity, "count": count})
        for (path, code, identity), count in sorted(counts.items())
    ]
    body = ",\n".join(f"  {line}" for line in lines)
    out.write(f'{{"version": {VERSION}, "findings": [\n{body}\n]}}\n'.encode())
