"""DP450: more or larger images than a record may have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import record_rule
from dataprep.linter.rules.images.image import TRIGGER, urls
from dataprep.records.image import embedded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.records.record import Record


@record_rule("DP450", Severity.ERROR, trigger=TRIGGER)
def excessive_images(record: Record, context: Context) -> Iterator[Problem]:
    """A record has more images than the provider takes, or larger ones.

    ## Why
    The provider refuses a record with too many images, and leaves one with an image of too many
    bytes out of the training.

    ## What to do
    Keep the images that the answer is about, and make them smaller: of sides beyond 2,048 pixels
    nothing more is seen.
    """
    limits = context.provider.limits[context.method]
    found = [image for at, message in record.messages for image in urls(message, at)]
    if limits.images_per_example is not None and len(found) > limits.images_per_example:
        at = found[limits.images_per_example][0].removesuffix("/image_url/url")
        yield Problem(at, f"{len(found)} images, but a record may have {limits.images_per_example}")
    for at, url in found:
        image = embedded(url)
        if limits.image_bytes is not None and image and image.length > limits.image_bytes:
            yield Problem(
                at, f"{image.length:,} bytes, but an image may have {limits.image_bytes:,}"
            )
