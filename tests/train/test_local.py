"""``dataprep local`` where the extra is installed: what is refused, and what is shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command import Run
from dataprep import schema
from dataprep.service.local.base import LocalBase


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("setup",), "there is no terminal to ask at; give --yes"),
        (("setup", "--yes", "--name", "gpt-4.1"), "'gpt-4.1' is no name for a base here"),
        (("setup", "--yes", "--name", "rehearsal"), "'rehearsal' is no name for a base here"),
        (("setup", "--yes", "noise.gguf"), "noise.gguf: cannot be read as a GGUF model: "),
        (("setup", "--yes", "empty"), "empty: is no model that transformers can read: "),
        (("export", "ft:x", "--to", "x.gguf"), "ft:x: there is no such model in d"),
        (("export", "ft:x", "--to", "x.bin"), "x.bin: name a file that ends in .gguf"),
    ],
)
def test_what_cannot_be_done_is_said_and_leaves_nothing(
    dataprep: Run, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    (tmp_path / "noise.gguf").write_bytes(b"GGUF" + bytes(200))
    (tmp_path / "empty").mkdir()

    done = dataprep("local", *arguments, "--data", "d")

    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.rglob("d/bases/*")) == []
    assert not (tmp_path / "x.gguf").exists()


def test_a_folder_is_set_up_where_it_is_and_once(
    dataprep: Run, tiny: LocalBase, tmp_path: Path
) -> None:
    asked = ("local", "setup", tiny.weights, "--yes", "--data", "d", "--name", "My Tiny")

    done = dataprep(*asked, "--output-format", "json")
    again = dataprep(*asked)

    document = json.loads(done.stdout)
    assert list(schema.faults("dataprep/local-setup", document)) == []
    assert document == {
        "version": 1,
        "name": "my-tiny",
        "source": str(tiny.weights),
        "weights": str(tiny.weights),
    }
    assert again.returncode == 2
    assert "there is a base my-tiny already" in again.stderr


def test_a_gguf_file_is_read_by_itself_whatever_lies_beside_it(
    dataprep: Run, smollm2: LocalBase
) -> None:
    done = dataprep("local", "setup", str(smollm2.original), "--name", "x", "--yes", "--data", "d")

    assert (done.returncode, "x is ready" in done.stdout) == (0, True), done.stderr
    assert "%|" not in done.stderr  # the bars of others


@pytest.mark.parametrize(("kind", "megabytes"), [("F16", 271), ("Q8_0", 145)])
def test_a_base_is_exported_as_it_came(
    dataprep: Run, data: Path, tmp_path: Path, kind: str, megabytes: int
) -> None:
    asked = ("local", "export", "smollm2-135m-instruct", "--to", "x.gguf", "--type", kind)

    done = dataprep(*asked, "--data", data, "--output-format", "json")

    document = json.loads(done.stdout)
    assert list(schema.faults("dataprep/local-export", document)) == []
    assert round(document["bytes"] / 1_000_000) == megabytes
    again = dataprep(*asked, "--data", data)
    assert again.returncode == 2
    assert "give --force to replace it" in again.stderr


def test_what_did_not_come_as_gguf_is_not_exported(
    dataprep: Run, data: Path, tmp_path: Path
) -> None:
    done = dataprep("local", "export", "tiny", "--to", "x.gguf", "--data", data)

    assert done.returncode == 2
    assert "which is no GGUF file" in done.stderr
    assert not (tmp_path / "x.gguf").exists()
