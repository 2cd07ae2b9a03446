"""Mending the lines of one part: what a worker does.

A line is mended on its own, and again until no rule has a fix for it: the rest of the file
does not matter to it, so one pass over the file is enough.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

from dataprep.linter.asking import record_problems, triggered_problems
from dataprep.linter.check import line_problems, structure_problems
from dataprep.linter.finding import Safety
from dataprep.linter.selection import rule_set
from dataprep.linter.splice import applied
from dataprep.linter.table import BATCH, Table
from dataprep.records.record import Line, Record, read
from dataprep.records.source import lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dataprep.linter.finding import Fix, Problem
    from dataprep.linter.override import Override
    from dataprep.linter.rule import Context, Rule
    from dataprep.linter.selection import RuleSet
    from dataprep.linter.trigger import Hits
    from dataprep.records.record import Unreadable
    from dataprep.records.source import Part

# A line that still changes after so many rounds has fixes that undo each other.
ROUNDS = 100


@dataclass(frozen=True, slots=True)
class Mending:
    """What a worker must know: the rules that fix, what for, and whether UNSAFE fixes are made.

    KEEP says that the new bytes are wanted, and not only what they would hold.
    """

    context: Context
    codes: frozenset[str]
    unsafe: bool
    overrides: tuple[Override, ...] = ()
    keep: bool = False

    def keeping(self, *, keep: bool) -> Mending:
        """Return the same, with the new bytes wanted or not."""
        return replace(self, keep=keep)

    @property
    def rules(self) -> RuleSet:
        """The rules, laid out."""
        return rule_set(self.context.target, self.codes, self.overrides)

    def fix(self, rule: Rule, problem: Problem) -> Fix | None:
        """Return the fix of PROBLEM, if it is to be made."""
        if rule.code not in self.codes or problem.fix is None:
            return None
        return problem.fix if self.unsafe or problem.fix.safety is Safety.SAFE else None


@dataclass(slots=True)
class Mended:
    """What became of some lines: how many LINES they are now, and how many fixes were made.

    The TABLE is of the mended records, numbered within the part. CHANGED gives, by the index of
    each old line that is not as it was, what it is now, where that is kept.
    """

    lines: int = 0
    fixed: Counter[str] = field(default_factory=Counter)
    table: Table = field(default_factory=Table)
    changed: dict[int, list[bytes]] = field(default_factory=dict)


def mend(task: tuple[Part, Mending]) -> Mended:
    """Return what becomes of the lines of a part."""
    part, plan = task
    rules = plan.rules
    seen = rules.triggers.scan_each(size=part.end)
    columns = rules.numbers, rules.texts
    done = Mended()
    kept: list[Record] = []
    for index, text in enumerate(lines(part.read())):
        new = []
        for found in _mended(text, plan, seen, done.fixed):
            done.lines += 1
            new.append(found.line.data)
            found.line.number = done.lines
            if isinstance(found, Record) and rules.accepts(found.value):
                kept.append(found)
        if plan.keep and new != [text]:
            done.changed[index] = new
        if len(kept) >= BATCH:
            done.table.extend(kept, *columns)
            kept.clear()
    done.table.extend(kept, *columns)
    return done


def _mended(
    text: bytes, plan: Mending, seen: Hits, fixed: Counter[str]
) -> Iterator[Record | Unreadable]:
    """Give what becomes of the line TEXT, and count the fixes made: mostly one line, itself."""
    todo = [(text, 0)]
    while todo:
        data, rounds = todo.pop()
        found = read(Line("", 0, data))
        wanted = _fixes(found, plan, seen) if rounds < ROUNDS else []
        new, made = applied(data, [fix for _, fix in wanted]) if wanted else (data, [])
        if not any(made):
            yield found
            continue
        fixed.update(code for (code, _), is_made in zip(wanted, made, strict=True) if is_made)
        if new is not None:
            todo += [(piece, rounds + 1) for piece in reversed(new.split(b"\n"))]


def _fixes(found: Record | Unreadable, plan: Mending, seen: Hits) -> list[tuple[str, Fix]]:
    rules = plan.rules
    problems: Iterable[tuple[Rule, Problem]]
    if not isinstance(found, Record):
        problems = line_problems(found, rules)
    elif judged := rules.judged(found):
        asked = record_problems([found], judged, plan.context, rules)
        asked = chain(asked, triggered_problems(seen([found]), plan.context, rules))
        problems = ((rule, problem) for _, rule, problem in asked)
    else:
        problems = structure_problems(found.value, plan.context.target, rules)
    fixes = ((rule.code, plan.fix(rule, problem)) for rule, problem in problems)
    return [(code, fix) for code, fix in fixes if fix]
