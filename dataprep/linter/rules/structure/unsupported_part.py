"""DP118: a part of a kind that is not for training."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.edits import Put
from dataprep.linter.finding import Problem, Severity, safe
from dataprep.linter.rule import schema_rule
from dataprep.linter.wording import did_you_mean, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.schema import Fault

# Names that other interfaces have for the same parts.
_SAME = {
    "input_text": "text",
    "output_text": "text",
    "input_image": "image_url",
    "image": "image_url",
}


@schema_rule("DP118", Severity.ERROR)
def unsupported_part(fault: Fault) -> Iterator[Problem]:
    """A content part is of a kind that is not for training, or not here.

    ## Why
    Fine-tuning takes text, and images in messages of the user; audio and files are not
    supported. Parts such as `input_text` are of the Responses interface, `image` and
    `tool_use` of other providers. The file is refused.

    ## What to do
    Write the part as `text` or `image_url`, or remove it. An image that an answer speaks of
    belongs in the message of the user.

    ## Fix safety
    Safe for `input_text` and `output_text`, which another interface writes for `text`. Parts
    of another form are left alone.
    """
    known = fault.schema.get("enum", ["text"])
    same = _SAME.get(fault.value) if isinstance(fault.value, str) else None
    if same in known:
        hint = f"; did you mean '{same}'?"
    else:
        hint = did_you_mean(fault.value, known) or f"; known: {', '.join(known)}"
    words = f"a part of the kind {quoted(fault.value)} may not be here{hint}"
    alike = same == "text" and same in known
    fix = safe("write 'text'", Put(fault.at, "text")) if alike else None
    yield Problem(fault.at, words, fix=fix)
