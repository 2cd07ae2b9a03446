"""A condition on a row or a part of it, for which it is left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataprep.converter.path import Path, blank

if TYPE_CHECKING:
    from dataprep.records.record import Json


@dataclass(frozen=True, slots=True)
class Condition:
    """What KIND says of the values that PATHS lead to; REASON is the code of what is left out."""

    kind: str
    paths: tuple[Path, ...]
    values: tuple[Json, ...] = ()
    reason: str = "skipped"

    def __call__(self, row: Json) -> bool:
        """Say whether the condition holds for ROW."""
        found = [path(row) for path in self.paths]
        match self.kind:
            case "empty":
                return blank(found[0])
            case "filled":
                return not blank(found[0])
            case "true":
                return found[0] is True
            case "false":
                return found[0] is False
            case "same":
                return bool(found[0] == found[1])
            case "differs":
                return any(one != value for one, value in zip(found, self.values, strict=True))
        return all(one == value for one, value in zip(found, self.values, strict=True))


def condition(said: dict[str, Json]) -> Condition:
    """Return the condition that a definition SAID: one kind and its paths, perhaps a reason."""
    rest = dict(said)
    reason = rest.pop("reason", "skipped")
    [(kind, what)] = rest.items()
    match what:
        case str():
            return Condition(kind, (Path(what),), reason=reason)
        case list():
            return Condition(kind, tuple(map(Path, what)), reason=reason)
    return Condition(kind, tuple(map(Path, what)), tuple(what.values()), reason)
