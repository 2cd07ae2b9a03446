"""The excerpt of a line that a report shows: what a finding is about, and what stands around it."""

from __future__ import annotations

from dataclasses import dataclass

from dataprep.linter.masking import masked

# So many characters are kept on either side, and of what is marked.
AROUND = 90
MARKED = 240
# More is looked at than is kept, so that no secret is cut until it looks like none.
EDGE = 64
LOOKED_AT = 2 * AROUND + EDGE
CUT = "…"

# To a pattern the escape of a line feed would be a letter at the beginning of the next word.
_ESCAPES = {
    rf"\{letter}": f"\x11{sign}" for letter, sign in zip("nrt", "\x12\x13\x14", strict=True)
}


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What is MARKED in a line, BEFORE and AFTER it, with secrets masked.

    OFFSET and BYTES say where it is in the line, decompressed; CHARACTERS is its length in
    code points.
    """

    before: str
    marked: str
    after: str
    offset: int
    bytes: int
    characters: int


def excerpt(data: bytes, start: int, end: int) -> Excerpt | None:
    """Return what the line DATA says at the bytes START to END; None where they cut a secret."""
    marked = _text(data[start:end])
    raw = [_text(data[max(0, start - 4 * LOOKED_AT) : start])[-LOOKED_AT:]]
    raw += [marked[: LOOKED_AT + MARKED], _text(data[end : end + 4 * LOOKED_AT])[:LOOKED_AT]]
    before, shown, after = raw
    whole = "".join(raw)
    if (safe := _masked(whole)) != whole:
        before, shown, after = map(_masked, raw)
        if before + shown + after != safe:
            return None
    cut_before, cut_after = len(raw[0]) == LOOKED_AT, len(raw[2]) == LOOKED_AT
    before = before[EDGE:] if cut_before else before
    after = after[:-EDGE] if cut_after else after
    return Excerpt(
        before=before if len(before) <= AROUND and not cut_before else CUT + before[-AROUND:],
        marked=shown if len(shown) <= MARKED else shown[:MARKED] + CUT,
        after=after if len(after) <= AROUND and not cut_after else after[:AROUND] + CUT,
        offset=start,
        bytes=end - start,
        characters=len(marked),
    )


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _masked(text: str) -> str:
    for escape, stand_in in _ESCAPES.items():
        text = text.replace(escape, stand_in)
    text = masked(text)
    for escape, stand_in in _ESCAPES.items():
        text = text.replace(stand_in, escape)
    return text
