"""Which definition fits a data set: by its Hub id, or else by what a sample of its rows holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataprep.converter import definition
from dataprep.errors import DefinitionError, SourceError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataprep.converter.definition import Definition
    from dataprep.records.record import Json

# Columns of pre-training text, which is no conversation.
PLAIN = frozenset(("text", "content", "raw_content"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A definition, and how the rows looked at meet it.

    EVIDENCE is what it asks for, MET how much of that the first row meets, FITTING how many of
    ROWS rows meet all; MISSES counts, in words, what the others do not meet.
    """

    definition: Definition
    evidence: tuple[str, ...]
    met: int
    fitting: int
    rows: int
    misses: Counter[str]
    score: tuple[int, int]

    @property
    def fits(self) -> bool:
        """Say whether at least half of the rows meet it: files mix shapes, and have odd rows."""
        return self.fitting > 0 and 2 * self.fitting >= self.rows

    @property
    def misfit(self) -> str | None:
        """What most of the rows that do not meet it lack, or None where all do."""
        if not self.misses:
            return None
        [(words, _)] = self.misses.most_common(1)
        count = f"{self.misses.total()} of the first {self.rows} rows"
        return f"{count} do not fit {self.definition.name}, which asks for: {words}"


def judged(rows: Sequence[dict[str, Json]], among: Sequence[Definition]) -> list[Candidate]:
    """Return the definitions AMONG as candidates for ROWS: those that fit, the best first."""
    found = [_candidate(known, rows) for known in among if known.match]
    return sorted(found, key=lambda one: (one.fits, one.score), reverse=True)


def candidates(
    source: str, rows: Sequence[dict[str, Json]], *, config: str | None = None
) -> list[Candidate]:
    """Return the definitions for SOURCE and its first ROWS: those that fit, the best first.

    Where definitions name SOURCE as a Hub id, for CONFIG or for any, they are the only ones.

    Raises:
        SourceError: there are no ROWS to look at.
    """
    if not rows:
        raise SourceError(f"{source}: no row with columns at its beginning; look at what it holds")
    definitions = [definition.built_in(name) for name in definition.names()]
    named = [known for known in definitions if _names(known, source, config)]
    if len(named) == 1:
        return [_by_name(named[0], source, rows)]
    return judged(rows, named or definitions)


def detected(
    source: str, rows: Sequence[dict[str, Json]], *, config: str | None = None
) -> Candidate:
    """Return the candidate of the one definition that fits SOURCE and its first ROWS best.

    Raises:
        SourceError: there are no ROWS to look at.
        DefinitionError: none fits, or several do equally.
    """
    return chosen(source, rows, candidates(source, rows, config=config))


def chosen(source: str, rows: Sequence[dict[str, Json]], found: Sequence[Candidate]) -> Candidate:
    """Return the one candidate FOUND that fits the ROWS of SOURCE best.

    Raises:
        DefinitionError: none fits, or several do equally.
    """
    best = fits_best(found)
    if not best:
        raise DefinitionError(_none_fits(source, rows))
    if len(best) > 1:
        names = ", ".join(one.definition.name for one in best)
        raise DefinitionError(f"{source}: several formats fit: {names}; choose one with --from")
    return best[0]


def fits_best(found: Sequence[Candidate]) -> list[Candidate]:
    """Return those of the candidates FOUND that fit best: none, one, or several equally."""
    fitting = [one for one in found if one.fits]
    return [one for one in fitting if one.score == fitting[0].score]


def _names(known: Definition, source: str, config: str | None) -> bool:
    """Say whether KNOWN names SOURCE as a Hub id with CONFIG."""
    hub = next((hub for hub in known.hub if hub.casefold() == source.casefold()), None)
    return hub is not None and (config is None or config in known.configs.get(hub, [config]))


def _by_name(known: Definition, source: str, rows: Sequence[dict[str, Json]]) -> Candidate:
    count = len(rows)
    return Candidate(known, (f"its Hub id is {source}",), 1, count, count, Counter(), (0, 0))


def _candidate(known: Definition, rows: Sequence[dict[str, Json]]) -> Candidate:
    match = known.matched()
    misses = Counter(words for row in rows if (words := match.unmet(row)))
    return Candidate(
        definition=known,
        evidence=tuple(one.words for one in (*match.constraints, *match.guards)),
        met=sum(one.holds(row) for row in rows[:1] for one in match.constraints),
        fitting=len(rows) - misses.total(),
        rows=len(rows),
        misses=misses,
        score=(len(match.constraints), match.priority),
    )


def _none_fits(source: str, rows: Sequence[dict[str, Json]]) -> str:
    columns = list(dict.fromkeys(str(column) for row in rows for column in row))
    if PLAIN & set(columns):
        return (
            f"{source}: no format fits; it seems to be plain text, which is no conversation\n"
            "If its texts are dialogues, say by which marks in a --definition."
        )
    return (
        f"{source}: no format fits; its columns are: {', '.join(columns)}\n"
        "Name one with --from (`dataprep formats` lists them), or write a --definition."
    )
