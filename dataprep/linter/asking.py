"""Asking the rules about records: many at once, for most have nothing to say of most of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.programs import is_program
from dataprep.linter.rule import Scope

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from dataprep.linter.finding import Problem
    from dataprep.linter.rule import Context, Rule
    from dataprep.linter.selection import Judged, RuleSet
    from dataprep.records.record import Json, Line, Pointer, Record

    Found = Iterator[tuple[Line, Rule, Problem]]


def record_problems(
    records: Sequence[Record], judged: Judged, context: Context, rules: RuleSet
) -> Found:
    """Give what rules without a trigger find in RECORDS that passed their schema.

    They have the same turns, which are JUDGED.
    """
    for rule in rules.record:
        for row in rule.suspects(records):
            for problem in rule.check(records[row], context):
                yield records[row].line, rule, problem
    for record in records if judged.problems or judged.calls else ():
        for rule, problem in judged.problems:
            yield record.line, rule, problem
        for rule, index, at in judged.calls:
            for problem in rule.check(record.chat[index], at):
                yield record.line, rule, problem
    if judged.answers:
        yield from _answer_problems(records, judged, rules)


def triggered_problems(
    hits: Iterable[tuple[Record, Collection[str]]], context: Context, rules: RuleSet
) -> Found:
    """Give what rules find in the records of HITS, each with the codes that were triggered."""
    for record, codes in hits:
        programs: dict[Pointer, bool] = {}
        for rule in map(rules.triggered.__getitem__, codes):
            if rule.scope is Scope.RECORD:
                for problem in rule.check(record, context):
                    yield record.line, rule, problem
                continue
            for at, message in record.messages:
                if rule.roles and message["role"] not in rule.roles:
                    continue
                if rule.prose and at not in programs:
                    programs[at] = is_program(message)
                if not (rule.prose and programs[at]):
                    for problem in rule.check(message, at):
                        yield record.line, rule, problem


def _answer_problems(records: Sequence[Record], judged: Judged, rules: RuleSet) -> Found:
    said = [record.texts or [_text(message) for message in record.chat] for record in records]
    for index, at in judged.answers:
        answers = [texts[index] for texts in said]
        for rule in rules.answer:
            for row in rule.suspects(answers):
                for problem in rule.check(answers[row], at):
                    yield records[row].line, rule, problem
    for index, at in judged.replies:
        pairs = [(texts[index - 1], texts[index]) for texts in said]
        for rule in rules.reply:
            for row in rule.suspects(pairs):
                for problem in rule.check(*pairs[row], at):
                    yield records[row].line, rule, problem


def _text(message: dict[str, Json]) -> str:
    """Return the content of MESSAGE where it is one text, else nothing."""
    content = message.get("content")
    return content if isinstance(content, str) else ""
