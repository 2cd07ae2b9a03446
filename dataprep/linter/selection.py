"""Which rules run: chosen by code, prefix or name, and by the target they are for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from dataprep import schema
from dataprep.catalog.catalog import provider
from dataprep.errors import UsageError
from dataprep.linter.columns import whole
from dataprep.linter.finding import Severity
from dataprep.linter.override import Override
from dataprep.linter.rule import Rule, Scope, rules
from dataprep.linter.trigger import Triggers
from dataprep.linter.turns import signature, turns

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from dataprep.linter.finding import Problem
    from dataprep.linter.table import Number, Text
    from dataprep.linter.turns import Turn
    from dataprep.records.record import Json, Pointer, Record

# Different runs of turns that are remembered; files have a few hundred at most.
MOST_SIGNATURES = 4096


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """What the turns of a record decide: the PROBLEMS in them, and which rules see which message.

    CALLS are a rule, the message's index and its pointer. ANSWERS are the messages that the model
    learns, REPLIES those of them that follow a question, by index and pointer of the content.
    """

    problems: list[tuple[Rule, Problem]]
    calls: list[tuple[Rule, int, Pointer]]
    answers: list[tuple[int, Pointer]]
    replies: list[tuple[int, Pointer]]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules laid out for dispatch. CHOSEN are the codes that may be reported.

    Rules that explain what is broken (lines, schema faults) are all here, chosen or not:
    where the best explanation is ignored, a worse one must not take its place.
    """

    chosen: frozenset[str]
    file: tuple[Rule, ...]
    line: tuple[Rule, ...]
    turns: tuple[Rule, ...]
    record: tuple[Rule, ...]
    message: tuple[Rule, ...]
    answer: tuple[Rule, ...]
    reply: tuple[Rule, ...]
    dataset: tuple[Rule, ...]
    split: tuple[Rule, ...]
    triggered: dict[str, Rule]
    by_code: dict[str, Rule]
    by_keyword: dict[str, Rule]
    triggers: Triggers
    numbers: tuple[Number, ...]
    texts: tuple[Text, ...]
    accepts: Callable[[Json], bool]
    _judged: dict[Hashable, Judged | None] = field(default_factory=dict)

    def judged(self, record: Record) -> Judged | None:
        """Return what the turns of RECORD decide, worked out once for equal turns.

        That is None where the schema does not accept RECORD. It looks no further into a text than
        that it is one: of a plain record, the roles decide.
        """
        if record.roles in self._judged:
            return self._judged[record.roles]
        accepted = self.accepts(record.value)
        if not (accepted or record.roles):
            return None
        key = signature(record)
        if key not in self._judged:
            if len(self._judged) == MOST_SIGNATURES:
                self._judged.clear()
            self._judged[key] = self._judge(turns(record)) if accepted else None
        return self._judged[key]

    def _judge(self, said: tuple[Turn, ...]) -> Judged:
        learnt = [
            turn.role == "assistant"
            and turn.weight != 0
            and not turn.at.startswith("/non_preferred_output")
            for turn in said
        ]
        return Judged(
            problems=[(rule, problem) for rule in self.turns for problem in rule.check(said)],
            calls=[
                (rule, index, turn.at)
                for index, turn in enumerate(said)
                for rule in self.message
                if not rule.roles or turn.role in rule.roles
            ],
            answers=[(i, f"{turn.at}/content") for i, turn in enumerate(said) if learnt[i]],
            replies=[
                (i, f"{turn.at}/content")
                for i, (before, turn) in enumerate(pairwise(said), 1)
                if before.role == "user" and learnt[i]
            ],
        )


@cache
def rule_set(target: str, chosen: frozenset[str], overrides: tuple[Override, ...] = ()) -> RuleSet:
    """Return the rules for TARGET (``openai/sft``) of which CHOSEN may be reported.

    OVERRIDES say what is set of them.
    """
    wanted = {target, *target.split("/")}
    here = provider(target.partition("/")[0]).records.severities
    mine = [
        replace(rule, severity=Severity(here.get(rule.name, rule.severity)))
        for rule in rules()
        if not rule.targets or rule.targets & wanted
    ]
    if overrides:
        changed = {override.code: override for override in overrides}
        mine = [changed[r.code].applied(r) if r.code in changed else r for r in mine]

    def chosen_of(scope: Scope) -> tuple[Rule, ...]:
        found = (rule for rule in mine if rule.scope is scope and rule.code in chosen)
        return tuple(rule for rule in found if not rule.trigger)

    triggered = {rule.code: rule for rule in mine if rule.trigger and rule.code in chosen}
    dataset, split = chosen_of(Scope.DATASET), chosen_of(Scope.SPLIT)
    faults = [rule for rule in mine if rule.scope is Scope.SCHEMA]
    return RuleSet(
        chosen=chosen,
        file=chosen_of(Scope.FILE),
        line=tuple(rule for rule in mine if rule.scope is Scope.LINE),
        turns=chosen_of(Scope.TURNS),
        record=chosen_of(Scope.RECORD),
        message=chosen_of(Scope.MESSAGE),
        answer=chosen_of(Scope.ANSWER),
        reply=chosen_of(Scope.REPLY),
        dataset=dataset,
        split=split,
        triggered=triggered,
        by_code={rule.code: rule for rule in faults},
        by_keyword={keyword: rule for rule in faults for keyword in rule.keywords},
        triggers=Triggers(
            {code: rule.trigger for code, rule in triggered.items()},
            frozenset(code for code, rule in triggered.items() if rule.spelling),
        ),
        numbers=_numbers(dataset + split),
        texts=tuple(dict.fromkeys(c for rule in dataset + split for c in rule.texts)),
        accepts=schema.accepts(target),
    )


def _numbers(rules: tuple[Rule, ...]) -> tuple[Number, ...]:
    """Return the columns that RULES ask for, and the one that their findings are known by."""
    asked = dict.fromkeys(column for rule in rules for column in rule.numbers)
    return (*(asked | {whole: None}),) if rules else ()


def chosen_codes(
    select: Sequence[str] = (), *, extend_select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> frozenset[str]:
    """Return the codes of SELECT (the default, where it is empty) and EXTEND_SELECT but IGNORE.

    Each may be a code, the beginning of one, or a rule's name. The beginning of a code stands
    for those of its rules that are on by default.

    Raises:
        UsageError: one of them fits no rule.
    """
    chosen = fitting(select) if select else {rule.code for rule in rules() if rule.default}
    return frozenset((chosen | fitting(extend_select)) - fitting(ignore))


def rule_named(name: str) -> Rule:
    """Return the rule with the code or name NAME.

    Raises:
        UsageError: there is none.
    """
    for rule in rules():
        if name.upper() == rule.code or name == rule.name:
            return rule
    raise UsageError(_unknown(name))


def overridden(tables: Mapping[str, Mapping[str, Any]]) -> tuple[Override, ...]:
    """Return what TABLES, one a rule (code or name), set of the rules.

    Raises:
        UsageError: there is no such rule or option, or an option is of another type.
    """
    named = [(rule_named(name), table) for name, table in tables.items()]
    return tuple(Override.of(rule, table) for rule, table in named)


def fitting(names: Iterable[str]) -> set[str]:
    """Return the codes that NAMES mean, each a code, the beginning of one, or a rule's name.

    Raises:
        UsageError: one of them fits no rule.
    """
    found: set[str] = set()
    for name in names:
        exact = {r.code for r in rules() if r.name == name or r.code == name.upper()}
        alike = {rule for rule in rules() if rule.code.startswith(name.upper())}
        fitting = exact or {rule.code for rule in alike if rule.default}
        if not fitting:
            raise UsageError(_unknown(name))
        found |= fitting
    return found


def _unknown(name: str) -> str:
    known = [word for rule in rules() for word in (rule.code, rule.name)]
    close = get_close_matches(name, known, n=1)
    hint = f"did you mean {close[0]}?" if close else "`dataprep rule` lists them"
    return f"there is no rule {name!r}; {hint}"
