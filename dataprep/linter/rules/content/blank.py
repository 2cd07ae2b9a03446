"""What a blank message is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.rules.content.texts import texts

if TYPE_CHECKING:
    from dataprep.records.record import Json

# A text without a visible ASCII character, unless it is part of an escape: what the rest is,
# `NOTHING` knows.
BLANK = r'"(content|text|refusal)":"([^!-~]|\\[nrtbf]|\\u00[01][0-9a-f])*"'
NOTHING = re.compile(
    "[\\s\x00-\x1f\\u00ad\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2064\\u3164\\ufeff]*"
)


def is_blank(message: dict[str, Json]) -> bool:
    """Say whether MESSAGE shows nothing: neither text nor image."""
    content = message.get("content")
    if isinstance(content, list) and any(part["type"] == "image_url" for part in content):
        return False
    return all(NOTHING.fullmatch(text) for _, text in texts(message, ""))
