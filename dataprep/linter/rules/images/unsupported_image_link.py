"""DP464: a link to what is no JPEG, PNG or WEBP."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import message_rule
from dataprep.linter.rules.images.image import TRIGGER, urls
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer

OTHER = re.compile(
    r"https?://[^?#]*(\.(?:gif|bmp|tiff?|svgz?|pdf|heic|heif|avif|ico|mp4|mov|webm|html?))(?:[?#]|\Z)",
    re.IGNORECASE,
)


@message_rule("DP464", Severity.WARNING, roles="user", trigger=TRIGGER)
def unsupported_image_link(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """A link to an image ends as no image does that is trained.

    ## Why
    Only JPEG, PNG and WEBP are trained. Behind such a link there is most often another format, and
    the provider leaves the record out of the training.

    ## What to do
    Convert the image, or link to one of a format that is trained.
    """
    for place, url in urls(message, at):
        if found := OTHER.match(url):
            yield Problem(place, f"{quoted(found[1])} is neither JPEG, PNG nor WEBP")
