from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from dataprep import schema
from dataprep.converter.convert import convert
from dataprep.converter.hub_rows import commit_of
from dataprep.errors import SinkError


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "x.jsonl"
    path.write_text(
        "".join(json.dumps({"question": f"q{n}", "answer": "a"}) + "\n" for n in range(9))
    )
    return path


def test_it_says_from_what_and_how_the_records_were_made(tmp_path: Path, source: Path) -> None:
    out = tmp_path / "out.jsonl.gz"

    convert([str(source)], to=str(out), validation=3, shuffle=True, seed=5, columns=())

    said = json.loads((tmp_path / "out.manifest.json").read_text())
    assert list(schema.faults("dataprep/convert-manifest", said)) == []
    definition = said["sources"][0].pop("definition_sha256")
    assert said["sources"] == [
        {
            "source": str(source),
            "revision": None,
            "format": "question-answer",
            "files": [{"path": str(source), "sha256": sha256(source)}],
        }
    ]
    assert len(definition) == 64
    assert said["options"] == {
        "target": "openai",
        "seed": 5,
        "shuffle": True,
        "validation": 3,
    }
    held_out = tmp_path / "out.validation.jsonl.gz"
    assert said["files"] == [
        {"path": str(out), "records": 6, "sha256": sha256(out)},
        {"path": str(held_out), "records": 3, "sha256": sha256(held_out)},
    ]


def test_the_same_again_gives_the_same_manifest(tmp_path: Path, source: Path) -> None:
    said = []
    for _ in range(2):
        convert([str(source)], to=str(tmp_path / "out.jsonl"), force=True)
        said.append((tmp_path / "out.manifest.json").read_bytes())

    assert said[0] == said[1]


def test_it_says_whose_records_these_are_and_by_which_choices(tmp_path: Path, source: Path) -> None:
    how = {"target": "together", "policies": {"same-role": "reject"}, "reasoning": "drop"}

    convert([str(source)], to=str(tmp_path / "out.jsonl"), **how)

    assert json.loads((tmp_path / "out.manifest.json").read_text())["options"] == how


def test_another_definition_is_told_by_its_digest(tmp_path: Path, source: Path) -> None:
    digests = set()
    for join in ("-", "+"):
        (tmp_path / "mine.toml").write_text(
            'title = "mine"\nshape = "fields"\n'
            f'[map]\nuser = ["question"]\njoin = "{join}"\nassistant = "answer"\n'
        )
        mine, out = str(tmp_path / "mine.toml"), str(tmp_path / "out.jsonl")
        convert([str(source)], to=out, definition=mine, force=True)
        said = json.loads((tmp_path / "out.manifest.json").read_text())
        digests.add(said["sources"][0]["definition_sha256"])

    assert len(digests) == 2


def test_one_that_exists_is_not_replaced(tmp_path: Path, source: Path) -> None:
    (tmp_path / "out.manifest.json").write_text("mine")

    with pytest.raises(SinkError, match="give --force to replace it"):
        convert([str(source)], to=str(tmp_path / "out.jsonl"))

    assert not (tmp_path / "out.jsonl").exists()


def test_standard_output_has_none(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: object
) -> None:
    monkeypatch.chdir(tmp_path)

    convert([str(source)], to="-")
    convert([str(source)], to="/dev/null")

    assert [path.name for path in tmp_path.iterdir()] == ["x.jsonl"]


def test_the_commit_of_a_hub_data_set_is_read_from_the_names_of_its_files() -> None:
    files = {"train": [f"hf://datasets/org/name@{'0a' * 20}/train.parquet"]}

    assert commit_of(str(files)) == "0a" * 20
    assert commit_of("{'train': ['/home/x/train.jsonl']}") is None
