"""DP210: the role function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import turns_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.turns import Turn


@turns_rule("DP210", Severity.WARNING)
def function_role(turns: tuple[Turn, ...]) -> Iterator[Problem]:
    """A message has the role `function`, which is deprecated.

    ## Why
    Since 2023 a tool's result is a message of the `tool`, tied to its call by `tool_call_id`.
    Newer models were trained with those only; other providers refuse the old role.

    ## What to do
    Write `role` `tool` and a `tool_call_id`, and in the answer before it `tool_calls` in place of
    `function_call`.
    """
    for turn in turns:
        if turn.role == "function":
            yield Problem(f"{turn.at}/role", "'function' is deprecated: the role is now 'tool'")
