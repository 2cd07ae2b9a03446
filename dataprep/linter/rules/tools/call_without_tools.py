"""DP315: calls where no tools are given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.tools.calls import taught_calls
from dataprep.linter.rules.tools.definitions import definitions
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record


@record_rule("DP315", Severity.WARNING, trigger='"tool_calls"')
def call_without_tools(record: Record, context: Context) -> Iterator[Problem]:
    """A record calls tools but defines none.

    ## Why
    The model learns to call what nobody told it of, and to do so always: in use it calls tools
    that are not offered. The definitions are part of what it reads, in training as in use.

    ## What to do
    Give the record the `tools` that the request will have.
    """
    called = next((call for call in taught_calls(record) if not call.legacy), None)
    if called and not definitions(record):
        yield Problem(
            called.at, f"{quoted(called.name)} is called, but the record defines no tools"
        )
