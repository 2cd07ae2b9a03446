"""DP465: a link to an image that names no host."""

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

LINK = re.compile(r"\s*https?:(/*)(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)", re.IGNORECASE)


@message_rule("DP465", Severity.ERROR, roles="user", trigger=TRIGGER)
def malformed_image_link(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """A link to an image leads nowhere: it is without a host, or has white space in it.

    ## Why
    The provider cannot fetch the image, and leaves the record out of the training.

    ## What to do
    Correct the link, or embed the image as a data URL.
    """
    for place, url in urls(message, at):
        found = LINK.match(url)
        if not found:
            continue
        slashes, host = found.groups()
        if slashes != "//" or not host:
            yield Problem(place, f"the link names no host: {quoted(url)}")
        elif any(map(str.isspace, host.rstrip())):
            yield Problem(place, f"white space in the host of the link: {quoted(url)}")
