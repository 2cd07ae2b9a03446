"""DP319: a requirement that is not declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import Drop
from dataprep.linter.finding import Problem, Severity, unsafe
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.tools.definitions import DEFINES, definitions, parts
from dataprep.linter.wording import did_you_mean, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record

# With one of these, another part of the schema may declare the property.
OPEN = {"$ref", "allOf", "anyOf", "oneOf", "patternProperties"}


@record_rule("DP319", Severity.WARNING, trigger=DEFINES)
def undeclared_requirement(record: Record, context: Context) -> Iterator[Problem]:
    """The parameters of a tool require a property that they do not declare.

    ## Why
    The model must write an argument of which it knows nothing but the name; most often the name
    was changed in one of the two places.

    ## What to do
    Declare the property, or take its name out of `required`.

    ## Fix safety
    Unsafe: the name may be right, and the declaration missing.
    """
    for tool in definitions(record):
        for at, part in parts(tool.parameters, f"{tool.at}/parameters"):
            declared, required = part.get("properties"), part.get("required")
            if (
                not isinstance(declared, dict)
                or not isinstance(required, list)
                or part.keys() & OPEN
            ):
                continue
            for index, name in enumerate(required):
                if isinstance(name, str) and name not in declared:
                    hint = did_you_mean(name, declared)
                    message = f"{quoted(name)} is required but not declared{hint}"
                    place = f"{at}/required/{index}"
                    fix = unsafe("take it out of 'required'", Drop(place))
                    yield Problem(place, message, fix=fix)
