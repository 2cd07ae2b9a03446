"""Checking the lines of one part: what a worker does."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dataprep import schema
from dataprep.linter.finding import Finding
from dataprep.linter.selection import rule_set
from dataprep.records.method import method_of
from dataprep.records.pointer import column, place
from dataprep.records.record import Line, Record, State, read
from dataprep.records.source import lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.finding import Problem
    from dataprep.linter.rule import Rule
    from dataprep.linter.selection import RuleSet
    from dataprep.records.record import Json, Unreadable
    from dataprep.records.source import Part


@dataclass(frozen=True, slots=True)
class Plan:
    """What a worker must know: which file (by number), for which target, which codes count.

    LISTED is how many findings of each code are kept (None: all); the others are counted.
    """

    file: int
    target: str
    codes: frozenset[str]
    listed: int | None


@dataclass(slots=True)
class Share:
    """What some lines held. Findings carry line numbers within the share."""

    file: int = 0
    lines: int = 0
    bytes: int = 0
    records: int = 0
    unreadable: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)

    def add(self, rule: Rule, problem: Problem, line: Line, listed: int | None) -> None:
        """Count PROBLEM, and keep it where it is among the first LISTED of its code."""
        self.counts[rule.code] += 1
        if listed is None or self.counts[rule.code] <= listed:
            self.findings.append(finding(rule, problem, line.path, line))

    def merge(self, later: Share, listed: int | None) -> None:
        """Add the share LATER, whose lines follow this one's."""
        before, self.counts = self.counts, self.counts + later.counts
        for found in later.findings:
            before[found.code] += 1
            if listed is None or before[found.code] <= listed:
                self.findings.append(replace(found, line=self.lines + (found.line or 0)))
        self.lines += later.lines
        self.bytes += later.bytes
        self.records += later.records
        self.unreadable += later.unreadable


def check(task: tuple[Part, Plan]) -> Share:
    """Return what the lines of a part hold."""
    part, plan = task
    data = part.read()
    rules = rule_set(plan.target, plan.codes)
    share = Share(file=plan.file, bytes=len(data))
    for text in lines(data):
        share.lines += 1
        found = read(Line(part.path, share.lines, text))
        if isinstance(found, Record):
            share.records += 1
            problems = record_problems(found, plan.target, rules)
        else:
            share.unreadable += found.state is not State.BLANK
            problems = line_problems(found, rules)
        for rule, problem in problems:
            if rule.code in rules.chosen:
                share.add(rule, problem, found.line, plan.listed)
    return share


def line_problems(unreadable: Unreadable, rules: RuleSet) -> Iterator[tuple[Rule, Problem]]:
    """Give what is wrong with a line that is not a record; one explanation is enough."""
    fitting = [rule for rule in rules.line if unreadable.state in rule.states]
    for rule in sorted(fitting, key=lambda rule: rule.fallback):
        for problem in rule.check(unreadable):
            yield rule, problem
            return


def record_problems(record: Record, target: str, rules: RuleSet) -> Iterator[tuple[Rule, Problem]]:
    """Give what is wrong with a record: what its schema says, else what the rules say."""
    if not schema.accepts(target)(record.value):
        yield from _structure_problems(record.value, target, rules)
        return
    for rule in rules.record:
        for problem in rule.check(record):
            yield rule, problem
    for at, message in record.messages:
        for rule in rules.for_role(message["role"]):
            for problem in rule.check(message, at):
                yield rule, problem


def finding(rule: Rule, problem: Problem, path: str, line: Line | None = None) -> Finding:
    """Return PROBLEM as a finding of RULE in LINE of the file PATH, or in the file as a whole."""
    return Finding(
        path=path,
        line=line.number if line else None,
        column=_column(problem, line) if line else None,
        pointer=problem.at,
        code=rule.code,
        name=rule.name,
        severity=rule.severity,
        message=problem.message,
    )


def _structure_problems(value: Json, target: str, rules: RuleSet) -> Iterator[tuple[Rule, Problem]]:
    for fault in _faults(value, target):
        code = fault.annotation.get("code")
        rule = rules.by_code[code] if code else rules.by_keyword[fault.keyword]
        for problem in rule.check(fault):
            yield rule, replace(problem, message=fault.annotation.get("message", problem.message))


def _faults(value: Json, target: str) -> Iterator[schema.Fault]:
    """Give the faults of a record, or the one that explains them all: it is of another method.

    A reinforcement record may hold any key, so it cannot be told from a faulty chat record.
    """
    mine, other = target.partition("/")[2], method_of(value)
    if mine != other and "dpo" in (mine, other) and "rft" not in (mine, other):
        yield schema.Fault("", "method", other, {}, mine)
    else:
        yield from schema.faults(target, value)


def _column(problem: Problem, line: Line) -> int | None:
    if problem.column is not None:
        return problem.column
    found = place(line.data, problem.at)
    if found is None:
        return None
    start = found.key[0] if problem.at_key and found.key else found.start
    return column(line.data, start)
