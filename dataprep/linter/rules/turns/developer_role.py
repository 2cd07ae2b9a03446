"""DP202: the role developer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import Put
from dataprep.linter.finding import Problem, Severity, unsafe
from dataprep.linter.rule import turns_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.turns import Turn


@turns_rule("DP202", Severity.WARNING, targets="sft dpo")
def developer_role(turns: tuple[Turn, ...]) -> Iterator[Problem]:
    """A message has the role `developer` where `system` is usual.

    ## Why
    OpenAI's description of supervised and preference records does not list `developer`, and
    other providers and chat templates do not know it.

    ## What to do
    Write `system`.

    ## Fix safety
    Unsafe: models that know the role read it, and a file for them may want it.
    """
    roles = {turn.role for turn in turns}
    for turn in turns if "system" not in roles else ():
        if turn.role == "developer":
            words = "'developer' is not listed for this method"
            change = Put(f"{turn.at}/role", "system")
            yield Problem(f"{turn.at}/role", words, fix=unsafe("write 'system'", change))
