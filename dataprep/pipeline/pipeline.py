"""A pipeline file: one table a stage, paths relative to the file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dataprep import schema
from dataprep.errors import PipelineError

SCHEMA = "dataprep/pipeline"


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The tables of a pipeline file, by stage; paths in them begin where the file lies."""

    path: Path
    tables: dict[str, dict[str, Any]]

    @property
    def state(self) -> Path:
        """Where it is kept what a run has done."""
        return self.path.with_suffix(".state.json")

    def arguments(self, stage: str) -> dict[str, Any]:
        """Return the table of STAGE as the arguments of its function."""
        names = {"from": "format"}
        return {
            names.get(key, key.replace("-", "_")): value
            for key, value in self.tables[stage].items()
        }


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
    tables = {
        stage: _placed(document[stage], stages[stage]["properties"], file.parent)
        for stage in stages
        if stage in document
    }
    return Pipeline(file, tables)


def _placed(table: dict[str, Any], keys: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Put FOLDER before each path in TABLE; the schema says which KEYS hold one."""
    placed = {}
    for key, value in table.items():
        if "path" not in (keys[key].get("format"), keys[key].get("items", {}).get("format")):
            placed[key] = value
        elif isinstance(value, list):
            placed[key] = [str(folder / item) for item in value]
        else:
            placed[key] = str(folder / value)
    return placed
