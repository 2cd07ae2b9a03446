"""DP462: an image that shows nothing, or more than is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import message_rule
from dataprep.linter.rules.images.image import TRIGGER, urls
from dataprep.records.image import SUPPORTED, embedded, size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer

# The model sees patches of 32 pixels; every image is first fitted into 2,048 a side.
SMALLEST = 4
LARGEST = 8192


@message_rule("DP462", Severity.WARNING, roles="user", trigger=TRIGGER)
def odd_image_size(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """An image is too small to show anything, larger than can be seen, or of no readable size.

    ## Why
    An image of one pixel tracks readers or fills a gap. One of many thousands is made smaller
    before the model sees it: small print in it is lost, and its bytes were for nothing. Where the
    file does not say its size it is damaged, and the record may be left out of the training.

    ## What to do
    Remove the image, or embed it anew.
    """
    for place, url in urls(message, at):
        image = embedded(url)
        if image is None or image.kind not in SUPPORTED:
            continue
        found = size(image.kind, image.head)
        if found is None or 0 in found:
            yield Problem(place, f"the {image.kind} does not say its size: it is damaged")
        elif min(found) < SMALLEST or max(found) > LARGEST:
            yield Problem(place, f"the image is of {found[0]} by {found[1]} pixels")
