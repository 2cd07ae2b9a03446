"""What a rule found, before its place is worked out: of many findings only the first are listed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dataprep.linter import identity
from dataprep.linter.excerpt import excerpt
from dataprep.linter.finding import Finding
from dataprep.records.pointer import column, place

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from dataprep.linter.finding import Problem
    from dataprep.linter.rule import Rule
    from dataprep.records.record import Line


@dataclass(frozen=True, slots=True)
class Found:
    """A FINDING without its place, if it has one: PROBLEM is in LINE, which begins at START."""

    finding: Finding
    problem: Problem | None = None
    line: Line | None = None
    start: int = 0

    @classmethod
    def of(cls, rule: Rule, problem: Problem, path: str, line: Line | None, known: str) -> Found:
        """Return PROBLEM as RULE found it in LINE of the file PATH, or in the file as a whole.

        There it is KNOWN by that.
        """
        finding = Finding(
            path=path,
            line=line.number if line else problem.line,
            column=problem.column,
            pointer=problem.at,
            code=rule.code,
            name=rule.name,
            severity=rule.severity,
            message=problem.message,
            fix=replace(problem.fix, edits=()) if problem.fix else None,
            identity=known,
        )
        return cls(finding, problem, line)

    def moved(self, lines: int) -> Found:
        """Return the same, so many LINES further down."""
        return replace(self, finding=replace(self.finding, line=lines + (self.finding.line or 0)))

    def beginning(self, starts: Sequence[int]) -> Found:
        """Return the same with the offset of its line, one of STARTS."""
        return replace(self, start=starts[self.finding.line - 1]) if self.finding.line else self

    def placed(self, private: Container[int | None]) -> Finding:
        """Return the finding with its place. Of a line that is PRIVATE no excerpt is left."""
        if self.problem is None or self.line is None:
            return self.finding
        data = self.line.data
        found = replace(self.finding, identity=identity.of_content(data, self.problem.at))
        span = _span(self.problem, data)
        if span is None:
            return found
        shown = excerpt(data, *span)
        return replace(
            found,
            column=self.problem.column or column(data, span[0]),
            excerpt=None if found.line in private else shown,
            offset=self.start + shown.offset if shown else None,
        )


def _span(problem: Problem, data: bytes) -> tuple[int, int] | None:
    """Return the bytes of the line DATA that PROBLEM is about: a value, a key, or one character."""
    if problem.column is not None:
        text = data.decode("utf-8", "replace")
        start, end = (len(text[:at].encode()) for at in (problem.column - 1, problem.column))
        return start, end
    found = place(data, problem.at)
    if found is None:
        return None
    return found.key if problem.at_key and found.key else (found.start, found.end)
