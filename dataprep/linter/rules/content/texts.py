"""The texts of a message, wherever in it they stand, and what kind of text they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.columns import last_answers
from dataprep.linter.programs import is_plainly_code

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataprep.records.record import Json, Pointer, Record

QUOTED_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
CODE = re.compile(
    r"^[ \t]*(?:def |class \w+[:({]|(?:import|package|using) \w|from \S+ import |return\b"
    r"|#include|#!|function\b|(?:const|let|var|public|private|static|async|await|elif|else:|try:) ?"
    r"|(?:if|for|while) ?\(|(?:SELECT|INSERT|CREATE) |\$ |>>> |@\w+|\w+ = )"
    # Tags around thoughts or an answer are no markup.
    r"|[;{}]\s*$|</?(?!(?:think|thought|reasoning|reflection|scratchpad|answer)\w*>)[a-z]\w*[ >]"
    r"|=>|\w\(\)|\w\[\w+\]|\w=\w|\w\([frb]?[\"']|\w\($|\b[fr][\"']",
    re.MULTILINE,
)
# Thoughts before an answer, in the spelling of one model or another.
THOUGHTS = re.compile(
    r"\s*(?:<(?i:think|thinking|thought|thoughts|reasoning|reflection|scratchpad)>"
    "|\\[THINK\\]|\u25c1think\u25b7)"
)
# A longer text shows at its beginning what it is.
LOOKED_AT = 20_000


def texts(message: dict[str, Json], at: Pointer) -> Iterator[tuple[Pointer, str]]:
    """Give each text of MESSAGE, which stands at AT, with its pointer; refusals too."""
    content = message.get("content")
    if isinstance(content, str):
        yield f"{at}/content", content
    elif content:
        for index, part in enumerate(content):
            key = part["type"]
            if key != "image_url":
                yield f"{at}/content/{index}/{key}", part[key]
    # Not every target says what a refusal is.
    if (refusal := message.get("refusal")) and isinstance(refusal, str):
        yield f"{at}/refusal", refusal


def texts_beyond_ascii(message: dict[str, Json], at: Pointer) -> Iterator[tuple[Pointer, str]]:
    """Give each text of MESSAGE that holds a character beyond ASCII."""
    return ((place, text) for place, text in texts(message, at) if not text.isascii())


def answer_texts(message: dict[str, Json], at: Pointer) -> Iterator[tuple[Pointer, str]]:
    """Give each text of an assistant message, if the model is to learn it."""
    if is_learnt(message, at):
        yield from texts(message, at)


def is_learnt(message: dict[str, Json], at: Pointer) -> bool:
    """Say whether MESSAGE, at AT, is to be learnt: not if it is context or the worse of a pair."""
    return (
        message["role"] == "assistant"
        and message.get("weight") != 0
        and not at.startswith("/non_preferred_output")
    )


def asked(record: Record) -> str:
    """Return all that is said to the model, in lower case."""
    others = (m for _, m in record.messages if m["role"] in ("system", "developer", "user"))
    return " ".join(text for message in others for _, text in texts(message, "")).lower()


def prose(text: str) -> str:
    """Return TEXT without the code that it quotes in backticks."""
    return QUOTED_CODE.sub(" ", text) if "`" in text else text


def reads_as_code(text: str) -> bool:
    """Say whether TEXT is a program, a configuration or markup rather than prose."""
    if is_plainly_code(text):
        return True
    found = CODE.finditer(text, 0, LOOKED_AT)
    return next(found, None) is not None and next(found, None) is not None


def last_answer_shape(records: Sequence[Record]) -> list[int]:
    """Return what several rules ask of the last answer in one number; 0 if there is none.

    It is four times the length, 2 more where thoughts in a tag come first, and 1 more where a
    word or comma comes last.
    """
    return [
        4 * len(text)
        + 2 * (text[0] in "<[\u25c1 \t\n" and THOUGHTS.match(text) is not None)
        + (text[-1] == "," or text[-1].isalnum())
        if text
        else 0
        for text in last_answers(records)
    ]
