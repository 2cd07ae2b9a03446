"""DP457: a path where the URL of an image should stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import message_rule
from dataprep.linter.rules.images.image import BARE, TRIGGER, urls
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer

# One letter is a drive.
SCHEME = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.-]+:")


@message_rule("DP457", Severity.WARNING, roles="user", trigger=TRIGGER)
def local_image_path(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """An image is named by a path, and not by a URL: the record cannot be uploaded yet.

    ## Why
    A provider sees the record and not the disk: the image is missing there, and the record is left
    out of the training. A trainer on this machine may read the path.

    ## What to do
    Embed the image as a data URL: `data:image/jpeg;base64,` and the base64 of the file.
    `dataprep convert FILE --image-folder FOLDER` does that.
    """
    for place, url in urls(message, at):
        if not SCHEME.match(url) and not BARE.match(url):
            yield Problem(place, f"{quoted(url)} is no URL")
