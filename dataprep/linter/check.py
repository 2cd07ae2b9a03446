"""Checking the lines of one part: what a worker does."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from dataprep.linter import identity
from dataprep.linter.asking import record_problems, triggered_problems
from dataprep.linter.found import Found
from dataprep.linter.rules.structure.explanation import faults
from dataprep.linter.selection import rule_set
from dataprep.linter.splice import possible
from dataprep.linter.table import BATCH, Table
from dataprep.records.record import Line, Record, State, read
from dataprep.records.source import lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.finding import Finding, Problem, Safety
    from dataprep.linter.override import Override
    from dataprep.linter.rule import Context, Rule
    from dataprep.linter.selection import Judged, RuleSet
    from dataprep.linter.trigger import Hits
    from dataprep.records.record import Json, Unreadable
    from dataprep.records.source import Part


@dataclass(frozen=True, slots=True)
class Plan:
    """What a worker must know: which file (by number), what it is linted for, which codes count.

    LISTED is how many findings of each code are kept (None: all); the others are counted.
    OVERRIDES are what is set of the rules.
    """

    file: int
    context: Context
    codes: frozenset[str]
    listed: int | None
    overrides: tuple[Override, ...] = ()

    @property
    def rules(self) -> RuleSet:
        """The rules, laid out for dispatch."""
        return rule_set(self.context.target, self.codes, self.overrides)


@dataclass(slots=True)
class Share:
    """What some lines held. What was FOUND and the table carry line numbers within the share.

    PRIVATE are the lines in which a rule found what no report may show.
    """

    file: int = 0
    lines: int = 0
    bytes: int = 0
    records: int = 0
    unreadable: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    fixable: Counter[Safety] = field(default_factory=Counter)
    found: list[Found] = field(default_factory=list)
    table: Table = field(default_factory=Table)
    private: set[int] = field(default_factory=set)

    def add(
        self, rule: Rule, problem: Problem, path: str, line: Line | None, listed: int | None
    ) -> None:
        """Count PROBLEM, and keep it where it is among the first LISTED of its code."""
        self.counts[rule.code] += 1
        if problem.fix:
            self.fixable[problem.fix.safety] += 1
        if rule.is_private and line:
            self.private.add(line.number)
        if listed is None or self.counts[rule.code] <= listed:
            known = "" if line else self._identity(problem, path)
            self.found.append(Found.of(rule, problem, path, line, known))

    @property
    def findings(self) -> list[Finding]:
        """What was found, each with its place."""
        return [found.placed(self.private) for found in self.found]

    def _identity(self, problem: Problem, path: str) -> str:
        """Return the identity of what a rule about a whole file found, in a record or in PATH."""
        content = self.table.content(problem.line) if problem.line else None
        return identity.of_content(content, problem.at) if content else identity.of_file(path)

    def merge(self, later: Share, listed: int | None) -> None:
        """Add the share LATER, whose lines follow this one's."""
        before, self.counts = self.counts, self.counts + later.counts
        self.fixable += later.fixable
        for found in later.found:
            before[found.finding.code] += 1
            if listed is None or before[found.finding.code] <= listed:
                self.found.append(found.moved(self.lines))
        self.private |= {line + self.lines for line in later.private}
        self.table.merge(later.table, self.lines)
        self.lines += later.lines
        self.bytes += later.bytes
        self.records += later.records
        self.unreadable += later.unreadable


def check(task: tuple[Part, Plan]) -> Share:
    """Return what the lines of a part hold."""
    part, plan = task
    data = part.read()
    rules = plan.rules
    texts = lines(data)
    hits = rules.triggers.scan(data, texts, size=part.end)
    share = Share(file=plan.file, bytes=len(data), lines=len(texts))
    for start in range(0, len(texts), BATCH):
        batch = enumerate(texts[start : start + BATCH], start + 1)
        found = [read(Line(part.path, number, text)) for number, text in batch]
        for line, rule, problem in sorted(_problems(found, plan, hits, share), key=_by_line):
            if rule.code in rules.chosen:
                problem = _with_possible_fix(problem, line.data)
                share.add(rule, problem, part.path, line, plan.listed)
    if share.found:
        starts = list(accumulate((len(text) + 1 for text in texts), initial=part.start))
        share.found = [found.beginning(starts) for found in share.found]
        share.private &= {found.finding.line for found in share.found}
    if plan.listed is None:  # there may be many: their lines are not kept
        share.found = [Found(finding) for finding in share.findings]
    return share


def _by_line(found: tuple[Line, Rule, Problem]) -> int:
    return found[0].number


def _problems(
    batch: list[Record | Unreadable], plan: Plan, hits: Hits, share: Share
) -> Iterator[tuple[Line, Rule, Problem]]:
    """Give what is wrong with the lines of BATCH, and put into SHARE what they hold."""
    rules = plan.rules
    records: list[Record] = []
    alike: dict[Judged, list[Record]] = {}
    for found in batch:
        if not isinstance(found, Record):
            share.unreadable += found.state is not State.BLANK
            for rule, problem in line_problems(found, rules):
                yield found.line, rule, problem
        elif judged := rules.judged(found):
            records.append(found)
            alike.setdefault(judged, []).append(found)
        else:
            share.records += 1
            for rule, problem in structure_problems(found.value, plan.context.target, rules):
                yield found.line, rule, problem
    for judged, same in alike.items():
        yield from record_problems(same, judged, plan.context, rules)
    yield from triggered_problems(hits(records), plan.context, rules)
    share.records += len(records)
    share.table.extend(records, rules.numbers, rules.texts)


def line_problems(unreadable: Unreadable, rules: RuleSet) -> Iterator[tuple[Rule, Problem]]:
    """Give what is wrong with a line that is not a record; one explanation is enough."""
    fitting = [rule for rule in rules.line if unreadable.state in rule.states]
    for rule in sorted(fitting, key=lambda rule: rule.fallback):
        for problem in rule.check(unreadable):
            yield rule, problem
            return


def structure_problems(value: Json, target: str, rules: RuleSet) -> Iterator[tuple[Rule, Problem]]:
    """Give what the schema says of a record that does not meet it."""
    for fault in faults(value, target):
        code = fault.annotation.get("code")
        rule = rules.by_code[code] if code else rules.by_keyword[fault.keyword]
        for problem in rule.check(fault):
            yield rule, replace(problem, message=fault.annotation.get("message", problem.message))


def _with_possible_fix(problem: Problem, data: bytes) -> Problem:
    """Return PROBLEM, without its fix where that cannot be made in the line DATA."""
    if problem.fix is None or possible(problem.fix, data):
        return problem
    return replace(problem, fix=None)
