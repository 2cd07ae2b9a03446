"""What the settings say of a rule: another severity, and values of its options."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import partial, update_wrapper
from typing import TYPE_CHECKING, Any

from dataprep.errors import UsageError
from dataprep.linter.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping
    from inspect import Parameter

    from dataprep.linter.rule import Rule

SEVERITY = "severity"
OFF = "off"
SEVERITIES = (*(str(severity) for severity in Severity), OFF)

# What stands in a settings file for the types that options have; true is no number.
TYPES = {"int": int, "float": (int, float), "bool": bool, "str": str}
KINDS = {"int": "a whole number", "float": "a number", "bool": "true or false", "str": "a string"}


@dataclass(frozen=True, slots=True)
class Override:
    """What is set of the rule CODE; SEVERITY is None where it keeps its own."""

    code: str
    severity: Severity | None = None
    options: tuple[tuple[str, Any], ...] = ()
    off: bool = False

    @classmethod
    def of(cls, rule: Rule, table: Mapping[str, Any]) -> Override:
        """Return what TABLE sets of RULE.

        Raises:
            UsageError: the rule has no such option, or one of another type.
        """
        if not isinstance(table, dict):
            raise UsageError(f"{rule.name} = {table!r} is no table; write [lint.rules.{rule.name}]")
        given = dict(table)
        severity = given.pop(SEVERITY, None)
        if severity is not None and severity not in SEVERITIES:
            raise UsageError(
                f"{rule.name}.{SEVERITY} = {severity!r} is not one of {', '.join(SEVERITIES)}"
            )
        for name, value in given.items():
            if name not in rule.options:
                raise UsageError(_no_option(rule, name))
            if not fits(rule.options[name], value):
                wanted = KINDS[kind(rule.options[name])]
                raise UsageError(f"{rule.name}.{name} = {value!r} is not {wanted}")
        off = severity == OFF
        own = None if off or severity is None else Severity(severity)
        return cls(rule.code, own, tuple(sorted(given.items())), off)

    def applied(self, rule: Rule) -> Rule:
        """Return RULE with what is set of it."""
        if self.options:
            bound = partial(rule.check, **dict(self.options))
            rule = replace(rule, check=update_wrapper(bound, rule.check))
        return replace(rule, severity=self.severity or rule.severity)


def kind(option: Parameter) -> str:
    """Return the name of the type of OPTION, which may also be None for the rule's own choice."""
    return str(option.annotation).removesuffix(" | None")


def fits(option: Parameter, value: Any) -> bool:
    """Say whether VALUE has the type of OPTION."""
    wanted = TYPES[kind(option)]
    return isinstance(value, wanted) and (wanted is bool or not isinstance(value, bool))  # type: ignore[arg-type]


def _no_option(rule: Rule, name: str) -> str:
    known = [SEVERITY, *rule.options]
    close = get_close_matches(name, known, n=1)
    hint = f"did you mean {close[0]}?" if close else f"there are: {', '.join(known)}"
    return f"{rule.name} has no option {name!r}; {hint}"
