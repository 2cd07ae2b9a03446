"""DP461: the same image twice in a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.images.image import TRIGGER, urls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record


@record_rule("DP461", Severity.WARNING, trigger=TRIGGER)
def repeated_image(record: Record, context: Context) -> Iterator[Problem]:
    """A record holds the same image more than once.

    ## Why
    Each is billed. Most often a loop appended the image of the turn before once more.

    ## What to do
    Remove the copy. In a chat the model still sees the images of earlier turns.
    """
    seen: dict[str, str] = {}
    for at, message in record.messages:
        for place, url in urls(message, at):
            first = seen.setdefault(url, place)
            if first != place:
                yield Problem(place, f"the same image as in {first.removesuffix('/image_url/url')}")
