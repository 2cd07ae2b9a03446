"""DP122: a function without its wrapping."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import schema_rule
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.schema import Fault


@schema_rule("DP122", Severity.ERROR, keywords="unwrapped")
def unwrapped_function(fault: Fault) -> Iterator[Problem]:
    """A tool or a call does not hold what belongs in `function`.

    ## Why
    Other interfaces write tools and calls flat: Anthropic's with `input_schema` and `input`, the
    Responses interface with `name` and `parameters` beside `type`. Fine-tuning data are read as
    the chat interface reads them, and the file is refused.

    ## What to do
    Write a tool as `{"type": "function", "function": {"name": …, "parameters": {…}}}`, and a call
    as `{"id": …, "type": "function", "function": {"name": …, "arguments": "…"}}`.
    """
    if "input_schema" in fault.value:
        words = "a tool in Anthropic's form: 'input_schema' is 'parameters' in 'function' here"
    else:
        inside = ("name", "description", "parameters", "strict", "arguments", "input")
        given = [quoted(key) for key in inside if key in fault.value]
        belong = "belongs" if len(given) == 1 else "belong"
        listed = " and ".join([", ".join(given[:-1]), given[-1]] if given[1:] else given)
        words = f"{listed} {belong} in 'function'"
    yield Problem(fault.at, words)
