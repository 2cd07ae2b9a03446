"""DP115: a setting of a request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import Drop
from dataprep.linter.finding import Problem, Severity, unsafe
from dataprep.linter.rule import schema_rule
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.schema import Fault


@schema_rule("DP115", Severity.ERROR, keywords="request")
def request_field(fault: Fault) -> Iterator[Problem]:
    """A record holds a setting of a request.

    ## Why
    Records are what the model learns from; `model`, `temperature` or `response_format` say how it
    is asked, and have no place there. The provider refuses the file: 'Example 1 contains an extra
    "model"'. Requests that were logged, or written for the batch interface, hold more than the
    record.

    ## What to do
    Remove the key. Of a logged request keep `messages` and `tools`, and add the answer.

    ## Fix safety
    Unsafe: how the model was asked is lost with the key. A logged request (`body`) lacks its
    answer, and is left alone.
    """
    where = "holds a request" if fault.key == "body" else "belongs in a request"
    words = f"{quoted(fault.key)} {where}, not in a record"
    fix = unsafe("remove the key", Drop(fault.at)) if fault.key != "body" else None
    yield Problem(fault.at, words, at_key=True, fix=fix)
