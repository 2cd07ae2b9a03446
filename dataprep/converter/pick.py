"""Of the answers in a row, which is better: by a winner, or by scores or ranks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dataprep.converter.path import Path, blank
from dataprep.converter.shape import Unconvertible, listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dataprep.records.record import Json

_FIRST_OR_SECOND = {"0": 0, "1": 1}


@dataclass(frozen=True, slots=True)
class Winner:
    """ANSWERS lead to two answers; VALUES has which of them, 0 or 1, wins by what WINNER says."""

    answers: Sequence[Path]
    winner: Path
    values: Mapping[str, int] = field(default_factory=lambda: _FIRST_OR_SECOND)

    def __call__(self, row: Json) -> tuple[Json, Json]:
        """Return the better answer of ROW, and the worse.

        Raises:
            Unconvertible: neither wins.
        """
        won = self.winner(row)
        said = str(int(won)) if isinstance(won, (bool, float)) and won == int(won) else str(won)
        index = self.values.get(said.strip())
        if index is None:
            raise Unconvertible("tie")
        first, second = (path(row) for path in self.answers)
        return (second, first) if index else (first, second)


@dataclass(frozen=True, slots=True)
class Scored:
    """ANSWERS lead each to an answer, and SCORES to its score."""

    answers: Sequence[Path]
    scores: Sequence[Path]

    def __call__(self, row: Json) -> tuple[Json, Json]:
        """Return the answer of ROW with the highest score, and that with the lowest."""
        found = [
            (score, answer(row))
            for answer, path in zip(self.answers, self.scores, strict=True)
            if (score := _number(path(row))) is not None
        ]
        return _ends(found)


@dataclass(frozen=True, slots=True)
class Candidates:
    """CANDIDATES leads to a list, ANSWER and SCORE into its items; several scores are averaged."""

    candidates: Path
    answer: Path
    score: Sequence[Path]
    better: str = "higher"

    def __call__(self, row: Json) -> tuple[Json, Json]:
        """Return the best answer of ROW, and the worst."""
        found = []
        for item in listed(self.candidates(row)):
            scores = [_number(path(item)) for path in self.score]
            known = [score for score in scores if score is not None]
            if known and len(known) == len(scores) and not blank(answer := self.answer(item)):
                found.append((sum(known) / len(known), answer))
        best, worst = _ends(found)
        return (best, worst) if self.better == "higher" else (worst, best)


Pick = Callable[["Json"], "tuple[Json, Json]"]


def pick(said: dict[str, Json]) -> Pick:
    """Return how a definition SAID that answers are picked."""
    paths: dict[str, Any] = {
        name: [Path(one) for one in value] if isinstance(value, list) else Path(value)
        for name, value in said.items()
        if name not in ("values", "better")
    }
    rest: dict[str, Any] = {name: said[name] for name in ("values", "better") if name in said}
    if "winner" in said:
        return Winner(**paths, **rest)
    if "scores" in said:
        return Scored(**paths)
    score = paths["score"] if isinstance(paths["score"], list) else [paths["score"]]
    return Candidates(**{**paths, "score": score}, **rest)


def _ends(found: list[tuple[float, Json]]) -> tuple[Json, Json]:
    """Return the answers with the highest and the lowest score of those FOUND, the first of each.

    Raises:
        Unconvertible: no score is higher than another.
    """
    scores = [score for score, _ in found]
    if len(set(scores)) < 2:
        raise Unconvertible("tie" if found else "empty")
    return found[scores.index(max(scores))][1], found[scores.index(min(scores))][1]


def _number(found: Json) -> float | None:
    try:
        return float(found)
    except (TypeError, ValueError):
        return None
