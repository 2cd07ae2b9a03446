"""A row is one text in which marks say who speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataprep.converter.dialogue import Dialogue
from dataprep.converter.keys import key, made
from dataprep.converter.path import Path
from dataprep.converter.shape import Message, text
from dataprep.converter.transcript import Marks

if TYPE_CHECKING:
    from dataprep.records.record import Json


@dataclass(frozen=True, kw_only=True)
class Transcript(Dialogue):
    """Where the text is: PATH; MARKS has the role for each mark, a regular expression."""

    path: Path = key(Path)
    marks: Marks = key(Marks)

    def turns(self, row: dict[str, Json]) -> tuple[list[Message], tuple[str, ...]]:
        """Return what the text of ROW says."""
        return self.marks.messages(text(self.path(row))), ()


def shape(**keys: Json) -> Transcript:
    """Return the shape made from the KEYS of a definition."""
    return made(Transcript, keys)
