"""What an earlier run of a pipeline converted, kept beside the pipeline file."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from dataprep import __version__
from dataprep.converter.report import ConvertReport, Output
from dataprep.records.sink import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

VERSION = 1


@dataclass(frozen=True, slots=True)
class Conversion:
    """A conversion that was done: a digest of its inputs, those of its outputs, its report.

    Paths are relative to the FOLDER of the pipeline, so that a run from anywhere finds them.
    """

    key: str
    outputs: dict[str, str]
    report: dict[str, Any]
    version: int = field(default=VERSION)

    @classmethod
    def of(cls, key: str, report: ConvertReport, folder: Path) -> Conversion:
        """Return what is to be kept of a conversion that wrote REPORT's files."""
        files = tuple(
            Output(os.path.relpath(output.path, folder), output.records) for output in report.files
        )
        outputs = {output.path: _digest(folder / output.path) for output in files}
        return cls(key, outputs, asdict(replace(report, files=files)))

    def reported(self, folder: Path) -> ConvertReport:
        """Return the report as the conversion gave it."""
        files = tuple(Output(str(folder / o["path"]), o["records"]) for o in self.report["files"])
        return ConvertReport(**(self.report | {"files": files}))

    def stands(self, key: str, folder: Path) -> bool:
        """Say whether the conversion with KEY would write what lies there already."""
        return self.key == key and all(
            (folder / path).is_file() and _digest(folder / path) == digest
            for path, digest in self.outputs.items()
        )


def kept(file: Path) -> Conversion | None:
    """Return the conversion that FILE keeps; None where there is none, or it is not ours."""
    try:
        fields = json.loads(file.read_bytes())
    except (FileNotFoundError, ValueError):
        return None
    match fields:
        case {"version": 1, "key": str(key), "outputs": dict(outputs), "report": dict(report)}:
            return Conversion(key, outputs, report)
        case _:
            return None


def keep(conversion: Conversion, file: Path) -> None:
    """Write CONVERSION to FILE."""
    with written(str(file), force=True) as out:
        out.write(orjson.dumps(conversion, option=orjson.OPT_INDENT_2))


def key(table: dict[str, Any], inputs: Iterable[str]) -> str:
    """Return a digest of all that a conversion depends on: its TABLE, and what lies at INPUTS."""
    contents = [_digest(path) for path in _files(inputs)]
    facts = [__version__, table, contents]
    return hashlib.sha256(orjson.dumps(facts, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _files(inputs: Iterable[str]) -> Iterator[Path]:
    for path in map(Path, inputs):
        if path.is_dir():
            yield from (below for below in sorted(path.rglob("*")) if below.is_file())
        elif path.is_file():
            yield path


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
