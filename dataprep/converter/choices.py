"""Multiple choice: the options as lettered lines, and the right one as the answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import ascii_uppercase
from typing import TYPE_CHECKING

import xxhash

from dataprep.converter.path import Path, blank
from dataprep.converter.shape import Unconvertible, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataprep.records.record import Json


@dataclass(frozen=True, slots=True)
class Choices:
    """Where the options are, and which one is right.

    ITEMS lead to the options, or each to one; SPLIT cuts options that are one text. ANSWER
    leads to the right one, as its ANSWER_AS: its index, its text, or its label, of which
    LABELS are the list or lead to it. RENDER is a template for the answer, of {letter} and
    {text}. SHUFFLE is for sets whose right answer always has the same place.
    """

    items: Sequence[Path]
    answer: Path
    answer_as: str = "index"
    labels: Path | Sequence[str] = tuple(ascii_uppercase)
    split: str = ""
    render: str = "{letter}. {text}"
    shuffle: bool = False

    def rendered(self, row: Json) -> tuple[str, str]:
        """Return the options of ROW, one a line, and the right one.

        Raises:
            Unconvertible: there are none, or none is right.
        """
        options = self._options(row)
        right = self._right(row, options)
        if self.shuffle:
            answer = options[right]
            options.sort(key=lambda option: xxhash.xxh3_64_intdigest(option.encode()))
            right = options.index(answer)
        if not 0 <= right < len(options) <= len(ascii_uppercase):
            raise Unconvertible("unlabelled")
        lettered = list(zip(ascii_uppercase, options, strict=False))
        letter, option = lettered[right]
        answer = self.render.replace("{letter}", letter).replace("{text}", option)
        return "\n".join(f"{letter}. {option}" for letter, option in lettered), answer

    def _options(self, row: Json) -> list[str]:
        found = [path(row) for path in self.items]
        if len(found) == 1 and isinstance(found[0], list):
            found = found[0]
        elif self.split and len(found) == 1 and isinstance(found[0], str):
            found = [one for one in re.split(self.split, found[0]) if one and one.strip()]
        if not found:
            raise Unconvertible("empty")
        return [text(one).strip() for one in found]

    def _right(self, row: Json, options: list[str]) -> int:
        answer = self.answer(row)
        if blank(answer):
            raise Unconvertible("unlabelled")
        said = str(answer).strip()
        if self.answer_as == "index":
            return int(said) if re.fullmatch(r"-?\d+", said) else -1
        labels = self.labels(row) if isinstance(self.labels, Path) else self.labels
        among = options if self.answer_as == "text" else [str(label) for label in labels or ()]
        if said not in among:
            raise Unconvertible("unlabelled")
        return among.index(said)


def choices(said: dict[str, Json]) -> Choices:
    """Return the choices that a definition SAID."""
    items = said["items"] if isinstance(said["items"], list) else [said["items"]]
    labels = said.get("labels")
    paths = {"items": [Path(item) for item in items], "answer": Path(said["answer"])}
    if isinstance(labels, str):
        return Choices(**{**said, **paths, "labels": Path(labels)})
    return Choices(**{**said, **paths})
