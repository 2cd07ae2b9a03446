"""DP327: an answer of a tool that names the tool."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import Drop
from dataprep.linter.finding import Problem, Severity, unsafe
from dataprep.linter.rule import message_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer


@message_rule("DP327", Severity.WARNING, roles="tool", trigger='"role":"tool"')
def named_tool_answer(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """A tool message has a `name`.

    ## Why
    The id says which call it answers. Older exports write the name of the function too, which
    OpenAI's description of the format does not have; a server that is strict refuses the file.

    ## What to do
    Remove the name.

    ## Fix safety
    Unsafe: some chat templates print the name.
    """
    if "name" in message:
        words = "a tool message has no 'name': its id names the call"
        fix = unsafe("remove the key", Drop(f"{at}/name"))
        yield Problem(f"{at}/name", words, at_key=True, fix=fix)
