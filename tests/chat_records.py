"""Conversations that have nothing in common, for tests of files that lint has nothing against."""

from __future__ import annotations

import json
from typing import Any


def chats(count: int) -> list[Any]:
    """Return COUNT records, no two of which are alike."""
    return [
        {
            "messages": [
                {"role": "user", "content": f"Wie schwer ist Element {number}?"},
                {"role": "assistant", "content": f"Etwa {2 * number} Einheiten."},
            ]
        }
        for number in range(count)
    ]


def lines(count: int) -> str:
    """Return COUNT such records as the text of a file."""
    return "".join(f"{json.dumps(record)}\n" for record in chats(count))
