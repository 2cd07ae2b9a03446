"""Which definition fits a data set: by its Hub id, or else by what a sample of its rows holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataprep.converter import definition
from dataprep.converter.path import value
from dataprep.errors import DefinitionError, SourceError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataprep.converter.definition import Definition
    from dataprep.records.record import Json


@dataclass(frozen=True, slots=True)
class Candidate:
    """A definition that fits, and why."""

    definition: Definition
    evidence: tuple[str, ...]

    @property
    def score(self) -> tuple[int, int]:
        """How well it fits: the columns found, then the definition's priority."""
        # What must be absent is a guard and no evidence: it would favour the cautious.
        return len(self.definition.match.columns), self.definition.match.priority


def candidates(source: str, rows: Sequence[dict[str, Json]]) -> list[Candidate]:
    """Return the definitions that fit SOURCE and its first ROWS, the best first."""
    definitions = [definition.built_in(name) for name in definition.names()]
    for known in definitions:
        if source.casefold() in (hub.casefold() for hub in known.hub):
            return [Candidate(known, (f"its Hub id is {source}",))]
    fitting = [Candidate(known, _evidence(known)) for known in definitions if _fits(known, rows)]
    return sorted(fitting, key=lambda candidate: candidate.score, reverse=True)


def detected(source: str, rows: Sequence[dict[str, Json]]) -> Definition:
    """Return the one definition that fits SOURCE and its first ROWS best.

    Raises:
        SourceError: there are no ROWS to look at.
        DefinitionError: none fits, or several do equally.
    """
    if not rows:
        raise SourceError(f"{source}: no row with columns at its beginning; look at what it holds")
    fitting = candidates(source, rows)
    if not fitting:
        columns = ", ".join(dict.fromkeys(str(column) for row in rows for column in row))
        raise DefinitionError(
            f"{source}: no format fits; its columns are: {columns}\n"
            "Name one with --from (`dataprep formats` lists them), or write a --definition."
        )
    best = [found for found in fitting if found.score == fitting[0].score]
    if len(best) > 1:
        names = ", ".join(found.definition.name for found in best)
        raise DefinitionError(f"{source}: several formats fit: {names}; choose one with --from")
    return best[0].definition


def _fits(known: Definition, rows: Sequence[dict[str, Json]]) -> bool:
    return all(_found(rows, path) for path in known.match.columns) and not any(
        _found(rows, path) for path in known.match.absent
    )


def _found(rows: Sequence[dict[str, Json]], path: str) -> bool:
    return any(value(row, path) is not None for row in rows)


def _evidence(known: Definition) -> tuple[str, ...]:
    absent = [f"it has none of {', '.join(known.match.absent)}"] if known.match.absent else []
    return (*(f"it has {path}" for path in known.match.columns), *absent)
