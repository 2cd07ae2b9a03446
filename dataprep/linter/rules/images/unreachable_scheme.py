"""DP456: an image where the provider cannot fetch it."""

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

# One letter is a drive: such a URL is a path.
SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]+):")


@message_rule("DP456", Severity.ERROR, roles="user", trigger=TRIGGER)
def unreachable_scheme(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """The URL of an image is of a kind that the provider cannot fetch.

    ## Why
    Files of a computer, pages of a browser and private stores are out of its reach: the record is
    left out of the training.

    ## What to do
    Embed the image as a data URL, or put it where anybody can read it over HTTPS.
    """
    for place, url in urls(message, at):
        scheme = SCHEME.match(url)
        if scheme and scheme[1].lower() not in ("http", "https", "data"):
            yield Problem(place, f"{quoted(scheme[1] + ':')} cannot be fetched")
