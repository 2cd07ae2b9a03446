"""DP324: an empty list of tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import Drop
from dataprep.linter.finding import Problem, Severity, safe
from dataprep.linter.rule import record_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record


@record_rule("DP324", Severity.WARNING, trigger='"tools"')
def empty_tools(record: Record, context: Context) -> Iterator[Problem]:
    """A record has an empty list of tools.

    ## Why
    A chat request with an empty list is refused ("[] is too short - 'tools'"). The key says that
    there are tools, and there are none.

    ## What to do
    Leave the key out of records without tools.

    ## Fix safety
    Safe: without the key there are no tools either.
    """
    holder, at = (
        (record.value, "") if "messages" in record.value else (record.value["input"], "/input")
    )
    if holder.get("tools") == []:
        fix = safe("remove the key", Drop(f"{at}/tools"))
        yield Problem(f"{at}/tools", "the list of tools is empty", fix=fix)
