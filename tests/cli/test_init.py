from __future__ import annotations

import re
import tomllib
from pathlib import Path

import jsonschema

from command import Run
from dataprep import schema
from dataprep.pipeline.pipeline import SCHEMA, read
from dataprep.pipeline.template import TEMPLATE

TEXT = TEMPLATE.read_text("utf-8")


def test_the_file_that_is_written_is_a_pipeline(dataprep: Run, tmp_path: Path) -> None:
    done = dataprep("init", "my rows.csv", "--provider", "openai")

    pipeline = read(str(tmp_path / "pipeline.toml"))
    assert (done.returncode, done.stdout) == (0, "")
    assert pipeline.tables["convert"]["sources"] == ["my rows.csv"]
    assert pipeline.tables["launch"] == {"model": "gpt-4.1-mini", "provider": "openai"}


def test_a_data_set_of_the_hub_is_named_as_such(dataprep: Run, tmp_path: Path) -> None:
    dataprep("init", "openai/gsm8k", "--to", "gsm.toml")

    table = read(str(tmp_path / "gsm.toml")).tables["convert"]
    assert (table["hub"], "sources" in table) == ("openai/gsm8k", False)


def test_a_file_that_is_there_is_kept(dataprep: Run, tmp_path: Path) -> None:
    (tmp_path / "pipeline.toml").write_text("mine")

    assert dataprep("init").returncode == 2
    assert (tmp_path / "pipeline.toml").read_text() == "mine"


def test_a_provider_that_is_none_is_told(dataprep: Run, tmp_path: Path) -> None:
    done = dataprep("init", "--provider", "opnai")

    assert done.returncode == 2
    assert "there are: azure, compatible, fireworks, local, nebius, openai, together" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_every_option_stands_in_it_and_is_allowed() -> None:
    stages = {
        name: stage["properties"] for name, stage in schema.document(SCHEMA)["properties"].items()
    }
    parts = dict(re.findall(r"^\[(\w+)\](.*?)(?=^\[|\Z)", TEXT, re.MULTILINE | re.DOTALL))

    assert list(parts) == list(stages)
    for name, part in parts.items():
        lines = [line.removeprefix("# ") for line in part.splitlines()[1:] if " = " in line]
        there = {line.split(" = ")[0] for line in lines}
        assert there == set(stages[name])
        # Each option for itself, as some go in the place of others.
        for line in lines:
            [(key, value)] = tomllib.loads(line).items()
            jsonschema.validate(value, stages[name][key])
