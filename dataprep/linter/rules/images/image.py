"""An image as a message holds it: its URL."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer

# Every rule about images waits for this.
TRIGGER = '"image_url"'
# The beginning of base64, where a URL should stand.
BARE = re.compile(r"[A-Za-z0-9+/]{60}")


def urls(message: dict[str, Json], at: Pointer) -> Iterator[tuple[Pointer, str]]:
    """Give the URL of each image of MESSAGE, which stands at AT, with its pointer."""
    content = message.get("content")
    if isinstance(content, list):
        for index, part in enumerate(content):
            if part["type"] == "image_url":
                yield f"{at}/content/{index}/image_url/url", part["image_url"]["url"]
