"""DP453: an image of a format that is not trained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import message_rule
from dataprep.linter.rules.images.image import TRIGGER, urls
from dataprep.records.image import SUPPORTED, embedded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer


@message_rule("DP453", Severity.ERROR, roles="user", trigger=TRIGGER)
def unsupported_image(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """An image is of a format that the provider does not take.

    ## Why
    Only JPEG, PNG and WEBP are trained. The provider leaves other records out of the training, and
    says so only after the job.

    ## What to do
    Convert the image.
    """
    for place, url in urls(message, at):
        image = embedded(url)
        if image and image.head and image.kind not in SUPPORTED:
            is_of = f"is {image.kind}" if image.kind else "is of no known format"
            yield Problem(place, f"the image {is_of}, but only {', '.join(SUPPORTED)} are trained")
