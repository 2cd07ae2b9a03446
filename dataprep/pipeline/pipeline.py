"""A pipeline file: one table a stage, paths relative to the file."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dataprep import schema
from dataprep.errors import PipelineError

SCHEMA = "dataprep/pipeline"


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The tables of a pipeline file, by stage, as they are written."""

    path: Path
    tables: dict[str, dict[str, Any]]

    @property
    def folder(self) -> Path:
        """The folder that paths in the file are relative to."""
        return self.path.parent

    def seen_from_it(self, path: str) -> str:
        """Return PATH relative to the folder."""
        return os.path.relpath(path, self.folder)

    @property
    def state(self) -> Path:
        """Where it is kept what a run has done."""
        return self.path.with_suffix(".state.json")

    def arguments(self, stage: str) -> dict[str, Any]:
        """Return the table of STAGE as the arguments of its function, with its paths placed."""
        names = {"from": "format"}
        keys = schema.document(SCHEMA)["properties"][stage]["properties"]
        return {
            names.get(key, key.replace("-", "_")): self._placed(value, keys[key])
            for key, value in self.tables[stage].items()
        }

    def _placed(self, value: Any, described: dict[str, Any]) -> Any:
        """Return VALUE, seen from the file's folder where the schema says that it is a path."""
        if described.get("format") == "path":
            return str(self.folder / value)
        if described.get("items", {}).get("format") == "path":
            return [str(self.folder / item) for item in value]
        return value


def read(path: str) -> Pipeline:
    """Read the pipeline file PATH.

    Raises:
        PipelineError: there is no such file, it is not TOML, or it says something unknown.
    """
    file = Path(path)
    try:
        document = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError as error:
        raise PipelineError(f"{path}: no such file; check the path") from error
    except (OSError, UnicodeDecodeError) as error:
        raise PipelineError(f"{path}: cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise PipelineError(f"{path} is not TOML: {error}") from error
    if wrong := schema.hand_written_fault(SCHEMA, document):
        raise PipelineError(f"{path}: {wrong}")
    stages = schema.document(SCHEMA)["properties"]
    return Pipeline(file, {stage: document[stage] for stage in stages if stage in document})
