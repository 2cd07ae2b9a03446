"""DP452: an embedded image that cannot be decoded."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import message_rule
from dataprep.linter.rules.images.image import TRIGGER, urls
from dataprep.records.image import embedded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer


@message_rule("DP452", Severity.ERROR, roles="user", trigger=TRIGGER)
def broken_base64(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """The data URL of an image holds no valid base64.

    ## Why
    The provider cannot read the image, and leaves the record out of the training. Most often the
    text was cut off, or is a placeholder.

    ## What to do
    Encode the file again, with the standard alphabet and without line breaks.
    """
    for place, url in urls(message, at):
        image = embedded(url)
        if image is None:
            continue
        try:
            base64.b64decode("".join(image.base64.split()), validate=True)
        except (binascii.Error, ValueError) as error:
            yield Problem(place, f"the image is no valid base64: {str(error).lower()}")
        else:
            if not image.base64:
                yield Problem(place, "the image is empty")
