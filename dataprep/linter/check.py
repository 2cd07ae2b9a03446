"""Checking the lines of one part: what a worker does."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from dataprep.linter import identity
from dataprep.linter.excerpt import excerpt
from dataprep.linter.finding import Finding
from dataprep.linter.programs import is_program
from dataprep.linter.rule import Scope
from dataprep.linter.rules.structure.explanation import faults
from dataprep.linter.selection import rule_set
from dataprep.linter.splice import possible
from dataprep.linter.table import Table
from dataprep.linter.trigger import scan
from dataprep.records.pointer import column, place
from dataprep.records.record import Line, Record, State, read
from dataprep.records.source import lines

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from dataprep.linter.finding import Problem, Safety
    from dataprep.linter.override import Override
    from dataprep.linter.rule import Context, Rule
    from dataprep.linter.selection import Judged, RuleSet
    from dataprep.records.record import Json, Pointer, Unreadable
    from dataprep.records.source import Part


# Records that go into the table together.
BATCH = 256


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
    """What some lines held. Findings and table carry line numbers within the share.

    PRIVATE are the lines in which a rule found what no report may show.
    """

    file: int = 0
    lines: int = 0
    bytes: int = 0
    records: int = 0
    unreadable: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    fixable: Counter[Safety] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
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
            found = finding(rule, problem, path, line)
            if line is None:
                found = replace(found, identity=self._identity(problem, path))
            self.findings.append(found)

    def _identity(self, problem: Problem, path: str) -> str:
        """Return the identity of what a rule about a whole file found, in a record or in PATH."""
        content = self.table.content(problem.line) if problem.line else None
        return identity.of_content(content, problem.at) if content else identity.of_file(path)

    def keep(self, records: list[Record], rules: RuleSet) -> None:
        """Count RECORDS and put into the table what the rules ask of them; empty the list."""
        self.records += len(records)
        self.table.extend(records, rules.numbers, rules.texts)
        records.clear()

    def merge(self, later: Share, listed: int | None) -> None:
        """Add the share LATER, whose lines follow this one's."""
        before, self.counts = self.counts, self.counts + later.counts
        self.fixable += later.fixable
        for found in later.findings:
            before[found.code] += 1
            if listed is None or before[found.code] <= listed:
                self.findings.append(replace(found, line=self.lines + (found.line or 0)))
        self.table.merge(later.table, self.lines)
        self.lines += later.lines
        self.bytes += later.bytes
        self.records += later.records
        self.unreadable += later.unreadable


def check(task: tuple[Part, Plan]) -> Share:
    """Return what the lines of a part hold."""
    part, plan = task
    data = part.read()
    context, rules = plan.context, plan.rules
    texts = lines(data)
    hits = scan(rules.triggers, data, texts, size=part.end)
    share = Share(file=plan.file, bytes=len(data))
    kept: list[Record] = []
    problems: Iterable[tuple[Rule, Problem]]
    for number, text in enumerate(texts, 1):
        found = read(Line(part.path, number, text))
        if not isinstance(found, Record):
            share.unreadable += found.state is not State.BLANK
            problems = line_problems(found, rules)
        elif judged := rules.judged(found):
            kept.append(found)
            problems = record_problems(found, context, rules, judged, hits(found))
        else:
            share.records += 1
            problems = structure_problems(found.value, context.target, rules)
        for rule, problem in problems:
            if rule.code in rules.chosen:
                problem = _with_possible_fix(problem, text)
                share.add(rule, problem, part.path, found.line, plan.listed)
        share.lines = number
        if len(kept) == BATCH:
            share.keep(kept, rules)
    share.keep(kept, rules)
    share.findings = _placed(share, data, part.start)
    return share


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


def record_problems(
    record: Record, context: Context, rules: RuleSet, judged: Judged, triggered: Collection[str]
) -> list[tuple[Rule, Problem]]:
    """Return what is wrong with a record that passed its schema; its turns are JUDGED.

    TRIGGERED are the codes of the rules that wait for a trigger and were not spared.
    """
    found = list(judged.problems)
    for rule in rules.record:
        for problem in rule.check(record, context):
            found.append((rule, problem))  # noqa: PERF401 — there nearly never is one
    if judged.calls:
        messages = record.chat
        for rule, index, at in judged.calls:
            found += [(rule, problem) for problem in rule.check(messages[index], at)]
    texts = record.texts or [_text(message) for message in record.chat]
    for index, at in judged.answers:
        if text := texts[index]:
            for rule in rules.answer:
                for problem in rule.check(text, at):
                    found.append((rule, problem))
    for index, at in judged.replies:
        for rule in rules.reply:
            for problem in rule.check(texts[index - 1], texts[index], at):
                found.append((rule, problem))
    if triggered:
        found += _triggered_problems(record, context, [rules.triggered[c] for c in triggered])
    return found


def _text(message: dict[str, Json]) -> str:
    """Return the content of MESSAGE where it is one text, else nothing."""
    content = message.get("content")
    return content if isinstance(content, str) else ""


def _triggered_problems(
    record: Record, context: Context, rules: list[Rule]
) -> Iterator[tuple[Rule, Problem]]:
    programs: set[Pointer] | None = None
    for rule in rules:
        if rule.scope is Scope.RECORD:
            for problem in rule.check(record, context):
                yield rule, problem
            continue
        if rule.prose and programs is None:
            programs = {at for at, message in record.messages if is_program(message)}
        for at, message in record.messages:
            if rule.roles and message["role"] not in rule.roles:
                continue
            if not (rule.prose and programs and at in programs):
                for problem in rule.check(message, at):
                    yield rule, problem


def _with_possible_fix(problem: Problem, data: bytes) -> Problem:
    """Return PROBLEM, without its fix where that cannot be made in the line DATA."""
    if problem.fix is None or possible(problem.fix, data):
        return problem
    return replace(problem, fix=None)


def finding(rule: Rule, problem: Problem, path: str, line: Line | None = None) -> Finding:
    """Return PROBLEM as a finding of RULE in LINE of the file PATH, or in the file as a whole."""
    span = _span(problem, line.data) if line else None
    return Finding(
        path=path,
        line=line.number if line else problem.line,
        column=problem.column or (column(line.data, span[0]) if line and span else None),
        pointer=problem.at,
        code=rule.code,
        name=rule.name,
        severity=rule.severity,
        message=problem.message,
        fix=replace(problem.fix, edits=()) if problem.fix else None,
        identity=identity.of_content(line.data, problem.at) if line else "",
        excerpt=excerpt(line.data, *span) if line and span else None,
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


def _placed(share: Share, data: bytes, start: int) -> list[Finding]:
    """Return the findings of SHARE with their offsets; its lines are DATA, which begin at START.

    Of a line that holds a secret no excerpt is left.
    """
    if not share.findings:
        return []
    starts = list(accumulate((len(line) + 1 for line in lines(data)), initial=start))
    placed = []
    for found in share.findings:
        if found.line and found.excerpt:
            offset = starts[found.line - 1] + found.excerpt.offset
            kept = None if found.line in share.private else found.excerpt
            found = replace(found, offset=offset, excerpt=kept)
        placed.append(found)
    return placed
