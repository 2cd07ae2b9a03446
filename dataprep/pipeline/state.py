"""What an earlier run of a pipeline converted, kept beside the pipeline file."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from dataprep import __version__
from dataprep.converter.report import ConvertReport, Output
from dataprep.records.digest import digest
from dataprep.records.sink import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dataprep.pipeline.pipeline import Pipeline

VERSION = 1


@dataclass(frozen=True, slots=True)
class Conversion:
    """A conversion that was done: a digest of its inputs, those of its outputs, its report.

    Paths are relative to the pipeline's folder, so that a run from anywhere finds them.
    """

    key: str
    outputs: dict[str, str]
    report: dict[str, Any]
    version: int = field(default=VERSION)

    @classmethod
    def of(
        cls, key: str, report: ConvertReport, targets: Sequence[str], pipeline: Pipeline
    ) -> Conversion:
        """Return what is to be kept of a conversion that wrote TARGETS and ended with REPORT."""
        files = tuple(
            Output(pipeline.seen_from_it(file.path), file.records) for file in report.files
        )
        done = cls.unfinished(targets, pipeline)
        return cls(key, done.outputs, asdict(replace(report, files=files)))

    @classmethod
    def unfinished(cls, targets: Sequence[str], pipeline: Pipeline) -> Conversion:
        """Return what is to be kept of a conversion that wrote TARGETS, but not to the end."""
        there = (path for path in targets if Path(path).is_file())
        return cls("", {pipeline.seen_from_it(path): digest(path) for path in there}, {})

    def reported(self, pipeline: Pipeline) -> ConvertReport:
        """Return the report as the conversion gave it."""
        files = tuple(
            Output(str(pipeline.folder / file["path"]), file["records"])
            for file in self.report["files"]
        )
        notes = tuple(self.report.get("notes", ()))
        return ConvertReport(**(self.report | {"files": files, "notes": notes}))

    def wrote(self, path: str, pipeline: Pipeline) -> bool:
        """Say whether the file PATH is one of its outputs."""
        return pipeline.seen_from_it(path) in self.outputs

    def stands(self, key: str, pipeline: Pipeline) -> bool:
        """Say whether the conversion with KEY would write what lies there already."""
        found = {path: pipeline.folder / path for path in self.outputs}
        return self.key == key and all(
            file.is_file() and digest(str(file)) == self.outputs[path]
            for path, file in found.items()
        )


def kept(pipeline: Pipeline) -> Conversion | None:
    """Return the last conversion of PIPELINE; None where nothing of ours tells of one."""
    try:
        fields = json.loads(pipeline.state.read_bytes())
    except (FileNotFoundError, ValueError):
        return None
    match fields:
        case {"version": 1, "key": str(key), "outputs": dict(outputs), "report": dict(report)}:
            return Conversion(key, outputs, report)
        case _:
            return None


def keep(conversion: Conversion, pipeline: Pipeline) -> None:
    """Write CONVERSION beside PIPELINE."""
    with written(str(pipeline.state), force=True) as out:
        out.write(orjson.dumps(conversion, option=orjson.OPT_INDENT_2))


def key(pipeline: Pipeline) -> str:
    """Return a digest of all that the conversion of PIPELINE depends on."""
    table = pipeline.arguments("convert")
    inputs = [*table.get("sources", ()), *filter(None, [table.get("definition")])]
    contents = [digest(str(path)) for path in _files(inputs)]
    facts = [__version__, pipeline.tables["convert"], contents]
    return hashlib.sha256(orjson.dumps(facts, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _files(inputs: Iterable[str]) -> Iterator[Path]:
    for path in map(Path, inputs):
        if path.is_dir():
            yield from (below for below in sorted(path.rglob("*")) if below.is_file())
        elif path.is_file():
            yield path
