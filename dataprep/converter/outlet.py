"""Where records go: the files of a conversion, and what is written beside each record."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import orjson

from dataprep.errors import UsageError
from dataprep.records.sink import STANDARD_OUTPUT, check_free

if TYPE_CHECKING:
    from dataprep.converter.work import Share

# Of a piece that a pipe takes in part, as its reader is gone, Python does not say that it broke.
_PIECE = 1 << 16

# A file, and the number of a row of it.
Origin = tuple[str, int]


@dataclass(slots=True)
class Outlet:
    """The file PATH that records are written to; ORIGINS keeps the row that each comes from."""

    path: str
    file: BinaryIO
    origins: BinaryIO | None = None
    records: int = 0

    def write(self, record: bytes, origin: Origin) -> None:
        """Write RECORD, which comes from ORIGIN."""
        self.file.write(record)
        self.records += 1
        if self.origins:
            source, row = origin
            line = {"path": self.path, "record": self.records, "source": source, "row": row}
            self.origins.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))

    def write_all(self, share: Share) -> None:
        """Write the records of SHARE."""
        if self.origins:
            for record, place in zip(share.records, share.places, strict=True):
                self.write(record, share.origin(place))
        else:
            for start in range(0, len(share.text), _PIECE):
                self.file.write(share.text[start : start + _PIECE])
            self.records += len(share.places)


@dataclass(frozen=True, slots=True)
class Outputs:
    """The files that a conversion writes.

    The training records go TO a file, some to VALIDATION; REJECTS holds rows that became no
    record, PROVENANCE the row of each record, MANIFEST what was done.
    """

    to: str
    validation: str | None = None
    rejects: str | None = None
    provenance: str | None = None
    manifest: str | None = None

    @property
    def paths(self) -> list[str]:
        """All of them."""
        named = (self.to, self.validation, self.rejects, self.provenance, self.manifest)
        return [path for path in named if path]

    @property
    def folder(self) -> Path | None:
        """A folder that has space for as much as is written; None is the system's own."""
        return Path(self.manifest).parent if self.manifest else None

    def check(self, *, force: bool) -> None:
        """Raise an error where one exists and may not be replaced, or two are the same."""
        for path in self.paths:
            check_free(path, force=force)
        if len({Path(path).resolve() for path in self.paths}) < len(self.paths):
            raise UsageError(f"two outputs have one name; they are {', '.join(self.paths)}")


def outputs(
    to: str,
    *,
    validation: float | None = None,
    validation_to: str | None = None,
    rejects: str | None = None,
    provenance: str | None = None,
) -> Outputs:
    """Return the files that a conversion with these options writes.

    Raises:
        UsageError: the options do not fit together.
    """
    held_out = _held_out(to, validation, validation_to)
    return Outputs(to, held_out, rejects, provenance, _manifest(to))


def _held_out(to: str, validation: float | None, validation_to: str | None) -> str | None:
    """Return where the validation records go, by default beside TO."""
    if validation is None:
        if validation_to:
            raise UsageError("--validation-to: say how many with --validation")
        return None
    if validation <= 0 or (validation > 1 and validation != int(validation)):
        raise UsageError(f"validation {validation}: give a fraction below 1, or a whole number")
    if not validation_to and to == STANDARD_OUTPUT:
        raise UsageError("--validation with --to -: say where it goes with --validation-to")
    start, compression = _split(to)
    return validation_to or str(Path(to).with_name(f"{start}.validation.jsonl{compression}"))


def _manifest(to: str) -> str | None:
    """Return where the manifest of TO lies; a device or a pipe has none."""
    if to == STANDARD_OUTPUT or (Path(to).exists() and not Path(to).is_file()):
        return None
    return str(Path(to).with_name(f"{_split(to)[0]}.manifest.json"))


def _split(to: str) -> tuple[str, str]:
    start, _, compression = Path(to).name.partition(".jsonl")
    return start, compression
