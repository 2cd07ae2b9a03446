"""Which rules are asked of which file, and how they are set: what options and settings say."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dataprep.linter.selection import chosen_codes, fitting, overridden

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dataprep.linter.override import Override


@dataclass(frozen=True, slots=True)
class Choice:
    """The CODES that are chosen, but for those IGNORED by pattern; OVERRIDES set the rules."""

    codes: frozenset[str]
    overrides: tuple[Override, ...]
    ignored: tuple[tuple[str, frozenset[str]], ...]

    def codes_for(self, path: str) -> frozenset[str]:
        """Return the codes that are asked of the file PATH."""
        off = (codes for pattern, codes in self.ignored if _fits(path, pattern))
        return self.codes.difference(*off)


def choice(
    select: Sequence[str] = (),
    *,
    extend_select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    rule_options: Mapping[str, Mapping[str, Any]] | None = None,
    per_path_ignores: Mapping[str, Sequence[str]] | None = None,
) -> Choice:
    """Return what is chosen: names of rules by SELECT and so on, settings by table.

    RULE_OPTIONS has a table for a rule (code or name): its options, and a severity, which may be
    ``off``. PER_PATH_IGNORES names rules for a pattern of paths: one without a slash is held to
    the file's name, another to its whole path, seen from the working folder. A ``*`` stands for any
    characters, slashes too.

    Raises:
        UsageError: a rule or an option is not known, or an option is of another type.
    """
    overrides = overridden(rule_options or {})
    codes = chosen_codes(select, extend_select=extend_select, ignore=ignore)
    codes -= {override.code for override in overrides if override.off}
    ignored = {name: frozenset(fitting(names)) for name, names in (per_path_ignores or {}).items()}
    return Choice(codes, overrides, tuple(ignored.items()))


def _fits(path: str, pattern: str) -> bool:
    if "/" not in pattern:
        return fnmatchcase(Path(path).name, pattern)
    return fnmatchcase(Path(path).absolute().as_posix(), Path(pattern).absolute().as_posix())
