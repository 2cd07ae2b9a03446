"""DP460: a data URL that holds no base64, or base64 that stands alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import message_rule
from dataprep.linter.rules.images.image import BARE, TRIGGER, urls
from dataprep.linter.wording import quoted
from dataprep.records.image import embedded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer


@message_rule("DP460", Severity.ERROR, roles="user", trigger=TRIGGER)
def malformed_data_url(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """The data URL of an image is malformed, or its base64 stands alone.

    ## Why
    It must read `data:image/jpeg;base64,` and the base64 of the file. The provider cannot read
    anything else, and leaves the record out of the training.

    ## What to do
    Write what is missing.
    """
    for place, url in urls(message, at):
        if url[:5].lower() == "data:" and embedded(url) is None:
            what = "';base64' stands" if "," in url[:80] else "comma stands"
            yield Problem(place, f"no {what} before the data: {quoted(url)}")
        elif BARE.match(url):
            yield Problem(place, "base64 without 'data:image/…;base64,' is no URL")
