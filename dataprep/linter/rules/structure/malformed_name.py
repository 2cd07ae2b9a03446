"""DP107: a name out of its pattern."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import schema_rule
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.schema import Fault


@schema_rule("DP107", Severity.ERROR, keywords="pattern")
def malformed_name(fault: Fault) -> Iterator[Problem]:
    """A name is empty, is too long, or holds a character that is not allowed.

    ## Why
    The provider refuses the file. The name of a tool has at most 64 letters, digits, `_` and `-`.
    The `name` of a message must not be empty, and holds no white space and no slashes, bars or
    angle brackets.

    ## What to do
    Rename the tool, in its definition and in every call; write `Anna_Lind` for `Anna Lind`, or
    leave the `name` of a message out.
    """
    name, pattern = fault.value, fault.schema["pattern"]
    wrong = next((sign for sign in name if not re.search(pattern, sign)), None)
    if not name:
        words = "a name is empty"
    elif wrong is None:
        words = f"the name {quoted(name)} has {len(name)} characters, of 64 at most"
    else:
        words = f"the name {quoted(name)} holds {quoted(wrong)}, which is not allowed"
    yield Problem(fault.at, words)
