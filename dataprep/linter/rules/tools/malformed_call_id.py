"""DP331: an id of the wrong form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.tools.calls import calls
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record


@record_rule("DP331", Severity.ERROR, trigger='"tool_calls"')
def malformed_call_id(record: Record, context: Context) -> Iterator[Problem]:
    """The id of a tool call does not have the form that the trainer asks for.

    ## Why
    Mistral wants exactly nine letters and digits (`^[A-Za-z0-9]{9}$`), and mistral-finetune stops
    at the first id that is another. Ids of OpenAI's models look like `call_` and 24 characters.

    ## What to do
    Write other ids, the same in a call and its answer. `dataprep convert train.jsonl --target
    mistral` does it, and writes the same ids every time.
    """
    form = context.provider.records.call_id
    for call in calls(record):
        if form and call.has_id and not re.fullmatch(form, call.id):
            yield Problem(f"{call.at}/id", f"the id {quoted(call.id)} does not match {form}")
