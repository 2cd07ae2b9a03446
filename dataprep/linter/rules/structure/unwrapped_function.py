"""DP122: a function without its wrapping."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dataprep.linter.edits import Put
from dataprep.linter.finding import Fix, Problem, Severity, safe
from dataprep.linter.rule import schema_rule
from dataprep.linter.wording import quoted
from dataprep.records.pointer import steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.schema import Fault

_TOOL = ("name", "description", "parameters", "input_schema", "strict")
_CALL = ("name", "arguments", "input")
_NEW_NAMES = {"input_schema": "parameters", "input": "arguments"}


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

    ## Fix safety
    Safe: the parts of the tool or call stand in `function` as they were. A call without an id
    is left alone.
    """
    if "input_schema" in fault.value:
        words = "a tool in Anthropic's form: 'input_schema' is 'parameters' in 'function' here"
    else:
        inside = ("name", "description", "parameters", "strict", "arguments", "input")
        given = [quoted(key) for key in inside if key in fault.value]
        belong = "belongs" if len(given) == 1 else "belong"
        listed = " and ".join([", ".join(given[:-1]), given[-1]] if given[1:] else given)
        words = f"{listed} {belong} in 'function'"
    yield Problem(fault.at, words, fix=_fix(fault))


def _fix(fault: Fault) -> Fix | None:
    given = fault.value
    called = steps(fault.at)[-2] == "tool_calls"
    inside = {
        _NEW_NAMES.get(key, key): given[key] for key in (_CALL if called else _TOOL) if key in given
    }
    whole = {"type": "function", "function": inside}
    if called:
        if not isinstance(given.get("id"), str):
            return None
        arguments = inside.get("arguments", {})
        if not isinstance(arguments, str):
            inside["arguments"] = json.dumps(arguments, ensure_ascii=False)
        whole = {"id": given["id"], **whole}
    return safe("put it in 'function'", Put(fault.at, whole))
