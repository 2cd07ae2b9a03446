"""For those who write rules: the walker of samples, and a check of one record.

A folder of samples holds, for each code, ``bad.jsonl`` (that code and no other),
``good.jsonl`` (nothing); of a rule that fixes, ``fixed.jsonl``: what its fixes, unsafe ones too,
make of ``bad.jsonl``. Where a rule needs more than the file, ``options.toml`` holds the options
of `lint` for ``bad.jsonl``, and under ``good`` what is different for the other. A validation
file lies beside them.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import orjson

from dataprep.linter.fix import fix
from dataprep.linter.lint import lint
from dataprep.linter.selection import rule_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.finding import Finding
    from dataprep.records.record import Json

# Samples are short: the rules that count examples would fire on every one of them.
COUNTING = ("too-few-examples", "few-examples", "small-validation-file")


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample file of a rule, and the options it is linted with."""

    code: str
    name: str
    path: Path
    options: dict[str, Any]

    def findings(self) -> tuple[Finding, ...]:
        """Return what the linter finds in it."""
        off = [name for name in COUNTING if rule_named(name).code != self.code]
        return lint([str(self.path)], ignore=off, **self.options).findings

    def fixed(self) -> bytes:
        """Return what the fixes of its rule make of it."""
        with TemporaryDirectory() as folder:
            copy = Path(folder, self.path.name)
            copy.write_bytes(self.path.read_bytes())
            fix([str(copy)], unsafe=True, select=[self.code], **self.options)
            return copy.read_bytes()


def samples(folder: Path, *, only: str = "*") -> Iterator[Sample]:
    """Give the samples that lie in FOLDER, one folder a code; ONLY those of one, if given."""
    for room in sorted(folder.glob(only)):
        file = room / "options.toml"
        options = tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}
        others = options.pop("good", {})
        yield Sample(room.name, "bad", room / "bad.jsonl", _beside(room, options))
        yield Sample(room.name, "good", room / "good.jsonl", _beside(room, options | others))


def _beside(room: Path, options: dict[str, Any]) -> dict[str, Any]:
    """Return OPTIONS with the validation file, if they name one, in ROOM."""
    named = options.get("validation")
    return options | {"validation": str(room / named)} if named else options


def check(rule: str, *records: Json, **options: Any) -> tuple[Finding, ...]:
    """Return what RULE (a code or name) finds in a file of RECORDS, linted with OPTIONS."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "records.jsonl")
        file.write_bytes(b"".join(orjson.dumps(record) + b"\n" for record in records))
        return lint([str(file)], select=[rule_named(rule).code], **options).findings
