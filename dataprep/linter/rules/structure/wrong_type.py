"""DP103: a value of the wrong type."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dataprep.linter.edits import Put
from dataprep.linter.finding import Fix, Problem, Severity, safe, unsafe
from dataprep.linter.rule import schema_rule
from dataprep.linter.rules.structure.kinds import allowed
from dataprep.linter.wording import kind, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.schema import Fault


@schema_rule("DP103", Severity.ERROR, keywords="type not contains")
def wrong_type(fault: Fault) -> Iterator[Problem]:
    """A value has the wrong type.

    ## Why
    The provider refuses the file: 'Line 1, message 3, key "content": Input should be a valid
    string'.

    ## What to do
    Write the value as the message says. A number or an object that is meant as text is written
    as a string; the content of a tool message always is. One tool alone stands in a list, too.

    ## Fix safety
    Safe for one item that must stand in a list, and for the arguments of a call, which are
    given as an object where JSON in a string must be: both say the same. Unsafe for a number
    or an object where a text must be: how it is to be written as text is a guess.
    """
    value, types = fault.value, fault.schema.get("type", [])
    scalar = isinstance(value, int | float | str)
    shown = f"{kind(value)} ({quoted(value)})" if scalar else kind(value)
    alone = isinstance(value, dict) and types == "array"
    hint = "; even one item stands in an array" if alone else ""
    words = f"{shown} where {allowed(fault)} must be{hint}"
    yield Problem(fault.at, words, fix=_fix(fault))


def _fix(fault: Fault) -> Fix | None:
    value, types = fault.value, fault.schema.get("type", [])
    if isinstance(value, dict) and types == "array":
        return safe("put it in a list", Put(fault.at, [value]))
    if value is None or "string" not in ([types] if isinstance(types, str) else types):
        return None
    as_text = Put(fault.at, json.dumps(value, ensure_ascii=False))
    if fault.at.endswith("/arguments") and isinstance(value, dict):
        return safe("write the arguments as JSON in a string", as_text)
    return unsafe("write the value as text", as_text)
