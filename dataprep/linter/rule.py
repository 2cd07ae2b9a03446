"""How a rule is declared: a marked function, one file each.

The function's name is the rule's name, its docstring the rule's page. A rule says where and
what; the linter adds the rest.

A decorator marks the function and returns it unchanged, so that it can be sent to a
worker process by name.
"""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from dataprep import plugins
from dataprep.tokens.count import TIKTOKEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from dataprep.catalog.catalog import Model, Provider
    from dataprep.linter.finding import Problem, Severity
    from dataprep.linter.table import Number, Text
    from dataprep.records.kind import Kind
    from dataprep.records.record import State

    Suspects = Callable[[Sequence[Any]], Iterable[int]]

F = TypeVar("F", bound="Callable[..., Iterator[Problem]]")

GROUP = "dataprep.rules"
MARK = "__dataprep_rule__"
FIX_SECTION = "## Fix safety"
ALL = frozenset[str]()
# The family of secrets and personal data.
PRIVACY = "DP6"
_SENTENCE = re.compile(r".+?(?<!e\.g)(?<!i\.e)[.!?](?= |$)|.+")


def all_of(texts: Sequence[Any]) -> Iterable[int]:
    """Return the index of each of TEXTS: nothing tells beforehand which are worth a look."""
    return range(len(texts))


class Scope(Enum):
    """What a rule is called with."""

    FILE = "file"  # a whole file, after its lines
    LINE = "line"  # a line that is not a record
    SCHEMA = "schema"  # a fault that the schema found
    TURNS = "turns"  # the roles and weights of a record that passed its schema
    RECORD = "record"  # such a record
    MESSAGE = "message"  # a message of such a record
    ANSWER = "answer"  # a text of such a record that the model learns
    REPLY = "reply"  # such a text that answers a message of the user, and that message
    DATASET = "dataset"  # what is kept of all such records of a file
    SPLIT = "split"  # the same, of the training files and the validation file


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as declared. An empty TARGETS, ROLES, STATES or KEYWORDS means every one.

    TRIGGER is a regular expression without which the rule finds nothing (`linter.trigger`); of a
    rule about SPELLING it is matched in the line as it stands.
    SUSPECTS picks of many texts or records, by their index, those that it may have something to
    say of.
    NUMBERS and TEXTS are the columns that a rule about many records needs (`linter.table`).
    A rule about PROSE is not asked of messages that are programs.
    A rule that is not on by DEFAULT runs where its code or name is selected.
    """

    code: str
    severity: Severity
    scope: Scope
    check: Callable[..., Iterator[Problem]]
    targets: frozenset[str] = ALL
    roles: frozenset[str] = ALL
    states: frozenset[State] = frozenset()
    keywords: frozenset[str] = ALL
    fallback: bool = False
    trigger: str = ""
    spelling: bool = False
    suspects: Suspects = all_of
    numbers: tuple[Number, ...] = ()
    texts: tuple[Text, ...] = ()
    prose: bool = False
    default: bool = True

    @property
    def name(self) -> str:
        """The rule's name, in kebab case."""
        return self.check.__name__.replace("_", "-")

    @property
    def title(self) -> str:
        """The first line of its page."""
        return self.page.partition("\n")[0]

    @property
    def is_private(self) -> bool:
        """Whether it finds what no report may show."""
        return self.code.startswith(PRIVACY)

    @property
    def page(self) -> str:
        """Its whole page, in Markdown."""
        return inspect.getdoc(self.check) or ""

    @property
    def fixes(self) -> bool:
        """Whether its problems may carry a fix: its page then says how safe that is."""
        return FIX_SECTION in (self.check.__doc__ or "")

    @property
    def cure(self) -> str:
        """The first sentence of what its page says is to be done, in one line."""
        section = self.page.partition("## What to do\n")[2]
        found = _SENTENCE.match(" ".join(section.partition("\n## ")[0].split()))
        return found[0] if found else ""

    @property
    def options(self) -> dict[str, inspect.Parameter]:
        """What can be set of it: the keyword-only parameters of its function."""
        parameters = inspect.signature(self.check).parameters
        return {name: p for name, p in parameters.items() if p.kind is p.KEYWORD_ONLY}


@dataclass(frozen=True, slots=True)
class LintedFile:
    """A file as its rules see it: what it is, and what its lines held (UNREADABLE ones too)."""

    path: str
    kind: Kind
    bytes: int
    records: int
    unreadable: int
    training: bool


@dataclass(frozen=True, slots=True)
class Context:
    """What a file is linted for, and the TOKENIZER that may tell what is short enough."""

    provider: Provider
    method: str
    today: date
    model_name: str | None = None
    model: Model | None = None
    tokenizer: str = TIKTOKEN

    @property
    def target(self) -> str:
        """The target as the user writes it: ``openai/sft``."""
        return f"{self.provider.name}/{self.method}"


def file_rule(code: str, severity: Severity, *, targets: str = "") -> Callable[[F], F]:
    """Mark a rule about a whole file, called once with ``(file, context)``."""
    return _mark(code, severity, Scope.FILE, targets=_words(targets))


def line_rule(
    code: str, severity: Severity, *states: State, fallback: bool = False
) -> Callable[[F], F]:
    """Mark a rule about lines that are not records for one of STATES.

    A FALLBACK is called only where no other rule had anything to say of the line.
    """
    return _mark(code, severity, Scope.LINE, states=frozenset(states), fallback=fallback)


def schema_rule(code: str, severity: Severity, *, keywords: str = "") -> Callable[[F], F]:
    """Mark a rule about faults of KEYWORDS, and of schema places that name its code."""
    return _mark(code, severity, Scope.SCHEMA, keywords=_words(keywords))


def turns_rule(code: str, severity: Severity, *, targets: str = "") -> Callable[[F], F]:
    """Mark a rule about who speaks when, called with the `Turn`s of a record.

    Records with the same turns are judged once: the rule sees nothing else of them.
    """
    return _mark(code, severity, Scope.TURNS, targets=_words(targets))


def record_rule(
    code: str,
    severity: Severity,
    *,
    targets: str = "",
    trigger: str = "",
    spelling: bool = False,
    suspects: Suspects = all_of,
) -> Callable[[F], F]:
    """Mark a rule about a record, called with ``(record, context)``.

    TARGETS are those it is for: ``openai``, ``openai/sft`` or ``sft``. SUSPECTS is called with many
    records; a rule that has it needs no trigger.
    """
    kept = {"targets": _words(targets), "trigger": trigger, "spelling": spelling}
    return _mark(code, severity, Scope.RECORD, suspects=suspects, **kept)


def message_rule(
    code: str,
    severity: Severity,
    *,
    roles: str = "",
    targets: str = "",
    trigger: str = "",
    prose: bool = False,
) -> Callable[[F], F]:
    """Mark a rule about messages of ROLES, called with ``(message, pointer)``."""
    kept = {"roles": _words(roles), "targets": _words(targets), "trigger": trigger}
    return _mark(code, severity, Scope.MESSAGE, prose=prose, **kept)


def answer_rule(
    code: str, severity: Severity, *, targets: str = "", suspects: Suspects = all_of
) -> Callable[[F], F]:
    """Mark a rule about every text that the model learns, called with ``(text, pointer)``.

    SUSPECTS is called with many texts, and is to be much faster than the rule for each of them.
    """
    return _mark(code, severity, Scope.ANSWER, targets=_words(targets), suspects=suspects)


def reply_rule(
    code: str, severity: Severity, *, targets: str = "", suspects: Suspects = all_of
) -> Callable[[F], F]:
    """Mark a rule about answers to the user, called with ``(question, answer, its pointer)``.

    Both are texts; the answer is one that the model learns. SUSPECTS is called with many pairs.
    """
    return _mark(code, severity, Scope.REPLY, targets=_words(targets), suspects=suspects)


def dataset_rule(
    code: str,
    severity: Severity,
    *,
    numbers: Sequence[Number] = (),
    texts: Sequence[Text] = (),
    targets: str = "",
    default: bool = True,
) -> Callable[[F], F]:
    """Mark a rule about all records of a file, called with ``(table, context)``.

    Its problems name their LINE. NUMBERS and TEXTS are the columns it reads in the table.
    """
    kept = {"numbers": tuple(numbers), "texts": tuple(texts), "default": default}
    return _mark(code, severity, Scope.DATASET, targets=_words(targets), **kept)


def split_rule(code: str, severity: Severity, *, numbers: Sequence[Number]) -> Callable[[F], F]:
    """Mark a rule about training and validation, called with ``(training tables, validation)``.

    Its problems are in the validation file, and name their LINE there.
    """
    return _mark(code, severity, Scope.SPLIT, numbers=tuple(numbers))


@cache
def rules() -> tuple[Rule, ...]:
    """Return every rule, by code: ours, and those of other people's packages."""
    found = {
        value: getattr(value, MARK)
        for module in plugins.modules("dataprep.linter.rules", GROUP)
        for value in vars(module).values()
        if inspect.isfunction(value) and hasattr(value, MARK)
    }
    return tuple(sorted(found.values(), key=lambda rule: rule.code))


def _mark(code: str, severity: Severity, scope: Scope, **kept: Any) -> Callable[[F], F]:
    def mark(check: F) -> F:
        setattr(check, MARK, Rule(code, severity, scope, check, **kept))
        return check

    return mark


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())
