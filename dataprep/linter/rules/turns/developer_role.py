"""DP202: the role developer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import message_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer


@message_rule("DP202", Severity.WARNING, roles="developer", targets="sft dpo")
def developer_role(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """A message has the role `developer` where `system` is usual.

    ## Why
    OpenAI's description of supervised and preference records does not list `developer`, and
    other providers and chat templates do not know it.

    ## What to do
    Write `system`.
    """
    yield Problem(f"{at}/role", f"'{message['role']}' is not listed for this method")
