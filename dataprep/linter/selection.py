"""Which rules run: chosen by code, prefix or name, and by the target they are for."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from dataprep.errors import UsageError
from dataprep.linter.rule import Rule, Scope, rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules laid out for dispatch. CHOSEN are the codes that may be reported.

    Rules that explain what is broken (lines, schema faults) are all here, chosen or not:
    where the best explanation is ignored, a worse one must not take its place.
    """

    chosen: frozenset[str]
    file: tuple[Rule, ...]
    line: tuple[Rule, ...]
    record: tuple[Rule, ...]
    message: tuple[Rule, ...]
    by_code: dict[str, Rule]
    by_keyword: dict[str, Rule]
    _by_role: dict[str, tuple[Rule, ...]] = field(default_factory=dict)

    def for_role(self, role: str) -> tuple[Rule, ...]:
        """Return the message rules for ROLE."""
        if role not in self._by_role:
            fitting = (rule for rule in self.message if not rule.roles or role in rule.roles)
            self._by_role[role] = tuple(fitting)
        return self._by_role[role]


@cache
def rule_set(target: str, chosen: frozenset[str]) -> RuleSet:
    """Return the rules for TARGET (``openai/sft``) of which CHOSEN may be reported."""
    wanted = {target, *target.split("/")}
    mine = [rule for rule in rules() if not rule.targets or rule.targets & wanted]

    def chosen_of(scope: Scope) -> tuple[Rule, ...]:
        return tuple(rule for rule in mine if rule.scope is scope and rule.code in chosen)

    faults = [rule for rule in mine if rule.scope is Scope.SCHEMA]
    return RuleSet(
        chosen=chosen,
        file=chosen_of(Scope.FILE),
        line=tuple(rule for rule in mine if rule.scope is Scope.LINE),
        record=chosen_of(Scope.RECORD),
        message=chosen_of(Scope.MESSAGE),
        by_code={rule.code: rule for rule in faults},
        by_keyword={keyword: rule for rule in faults for keyword in rule.keywords},
    )


def chosen_codes(
    select: Sequence[str] = (), *, extend_select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> frozenset[str]:
    """Return the codes of SELECT (all rules, where it is empty) and EXTEND_SELECT but IGNORE.

    Each may be a code, the beginning of one, or a rule's name.

    Raises:
        UsageError: one of them fits no rule.
    """
    chosen = _fitting(select) if select else {rule.code for rule in rules()}
    return frozenset((chosen | _fitting(extend_select)) - _fitting(ignore))


def rule_named(name: str) -> Rule:
    """Return the rule with the code or name NAME.

    Raises:
        UsageError: there is none.
    """
    for rule in rules():
        if name.upper() == rule.code or name == rule.name:
            return rule
    raise UsageError(_unknown(name))


def _fitting(names: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for name in names:
        fitting = {r.code for r in rules() if r.code.startswith(name.upper()) or r.name == name}
        if not fitting:
            raise UsageError(_unknown(name))
        found |= fitting
    return found


def _unknown(name: str) -> str:
    known = [word for rule in rules() for word in (rule.code, rule.name)]
    close = get_close_matches(name, known, n=1)
    hint = f"did you mean {close[0]}?" if close else "`dataprep rule` lists them"
    return f"there is no rule {name!r}; {hint}"
