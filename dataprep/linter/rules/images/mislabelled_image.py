"""DP454: an image that is not what its URL says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import message_rule
from dataprep.linter.rules.images.image import TRIGGER, urls
from dataprep.linter.wording import quoted
from dataprep.records.image import SUPPORTED, embedded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer


def _names(kind: str) -> set[str]:
    return {f"image/{kind.lower()}"} | ({"image/jpg"} if kind == "JPEG" else set())


@message_rule("DP454", Severity.WARNING, roles="user", trigger=TRIGGER)
def mislabelled_image(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """The data URL of an image names another format than its bytes have.

    ## Why
    Some readers trust the name and fail, and others look at the bytes. Often a file was renamed
    instead of converted.

    ## What to do
    Write the media type that fits the bytes: `image/jpeg`, `image/png` or `image/webp`.
    """
    for place, url in urls(message, at):
        image = embedded(url)
        if image and image.kind in SUPPORTED and image.declared not in _names(image.kind):
            declared = quoted(image.declared) if image.declared else "nothing"
            yield Problem(place, f"the image is {image.kind}, but its URL says {declared}")
