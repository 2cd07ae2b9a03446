"""DP466: an image that is not in the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import schema_rule
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.schema import Fault


@schema_rule("DP466", Severity.ERROR)
def linked_image(fault: Fault) -> Iterator[Problem]:
    """An image is linked, or of another format, where it must be in the record.

    ## Why
    Together and Fireworks fetch nothing: they read an image from a data URL, of JPEG or PNG
    (Together of WEBP too), and refuse the file otherwise. OpenAI, Azure and Mistral follow links.

    ## What to do
    Fetch the image and write it as `data:image/jpeg;base64,` and its base64.
    """
    # Without its end: the pattern of the schema is that of the beginning.
    wanted = fault.schema["pattern"].strip("^")
    yield Problem(fault.at, f"{quoted(fault.value)} does not begin as {wanted}")
