"""DP321: the older form of a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import Edit, Put, Rename
from dataprep.linter.finding import Problem, Severity, unsafe
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.tools.calls import Call, calls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record


@record_rule("DP321", Severity.WARNING, trigger='"function_call"')
def legacy_function_call(record: Record, context: Context) -> Iterator[Problem]:
    """A message has `function_call`, the older form of `tool_calls`.

    ## Why
    `function_call` is deprecated. It has no id and there can be only one, so no answer can be
    tied to it; other providers and chat templates do not read it.

    ## What to do
    Write `tool_calls`, a list, and give each call an id.

    ## Fix safety
    Unsafe: the call gets an id that was made up, and the message of the `function` behind it
    becomes the answer of the `tool`.
    """
    for call in calls(record):
        if call.legacy:
            message = "'function_call' is deprecated in favour of 'tool_calls'"
            fix = unsafe("write it as a tool call", *_renewed(record, call))
            yield Problem(call.at, message, at_key=True, fix=fix)


def _renewed(record: Record, call: Call) -> Iterator[Edit]:
    """Give what makes CALL a tool call, and the message behind it its answer."""
    made = {"name": call.name, "arguments": call.arguments}
    identity = f"call_{call.turn}"
    yield Rename(call.at, "tool_calls")
    yield Put(call.at, [{"id": identity, "type": "function", "function": made}])
    for at, message in list(record.messages)[call.turn + 1 : call.turn + 2]:
        if message["role"] == "function":
            yield Put(f"{at}/role", "tool")
            yield Rename(f"{at}/name", "tool_call_id")
            yield Put(f"{at}/name", identity)
