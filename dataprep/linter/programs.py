"""Which texts are programs: rules about prose are not asked of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataprep.records.record import Json

# What prose does not hold, and nearly every program does. The most frequent come first.
SIGNS = (
    "):\n", "    return ", "    self.", "    if ", "    def ", "\ndef ", "\nimport ", "();\n",
    ") {\n", ";\n}",
)  # fmt: skip


def is_plainly_code(text: str) -> bool:
    """Say whether TEXT is a program at the first look: some are not, and programs all the same."""
    for sign in SIGNS:  # noqa: SIM110 — `any` takes twice as long, and many texts come here
        if sign in text:
            return True
    return False


def is_program(message: dict[str, Json]) -> bool:
    """Say whether MESSAGE is plainly a program; of one with a code block, its prose counts."""
    text = message.get("content")
    return isinstance(text, str) and "```" not in text and is_plainly_code(text)
