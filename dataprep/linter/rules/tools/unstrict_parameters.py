"""DP325: parameters that strict mode does not take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.tools.definitions import definitions, parts
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record


@record_rule("DP325", Severity.WARNING, trigger='"strict"')
def unstrict_parameters(record: Record, context: Context) -> Iterator[Problem]:
    """A tool is `strict`, but its parameters are not as strict mode wants them.

    ## Why
    A request with such a tool is refused: in strict mode every object has
    `"additionalProperties": false`, and all of its properties are required.

    ## What to do
    Close every object and require every property (one that may be left out takes `null`), or
    remove `strict`.
    """
    for tool in definitions(record):
        if not tool.value.get("strict"):
            continue
        for at, part in parts(tool.parameters, f"{tool.at}/parameters"):
            declared, required = part.get("properties"), part.get("required")
            if not isinstance(declared, dict):
                continue
            if part.get("additionalProperties") is not False:
                yield Problem(at, "the tool is strict, but additionalProperties is not false")
                continue
            kept = required if isinstance(required, list) else []
            left = [name for name in declared if name not in kept]
            if left:
                yield Problem(at, f"the tool is strict, but {quoted(left[0])} is not required")
