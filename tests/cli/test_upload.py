from __future__ import annotations

import json

from command import Run
from dataprep import schema
from openai_server import Server


def test_an_upload_shows_its_id(dataprep: Run, server: Server, train: str) -> None:
    done = dataprep("upload", train, "--provider", "openai", "--base-url", server.url)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"file-1  {train}\n"


def test_the_json_meets_its_schema(dataprep: Run, server: Server, train: str) -> None:
    place = ("--provider", "compatible", "--base-url", server.url)

    done = dataprep("upload", train, *place, "--output-format", "json")

    document = json.loads(done.stdout)
    assert list(schema.faults("dataprep/upload", document)) == []


def test_a_provider_must_be_named(dataprep: Run, train: str) -> None:
    done = dataprep("upload", train)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: say with --provider where the files go\n"
