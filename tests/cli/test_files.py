from __future__ import annotations

import json

from command import Run
from dataprep import schema
from openai_server import Server


def test_files_are_listed_and_deleted(dataprep: Run, server: Server) -> None:
    server.hold("a.jsonl", b"12345")
    server.hold("b.jsonl", b"1")
    place = ("--provider", "openai", "--base-url", server.url)

    listed = dataprep("files", "list", *place)
    deleted = dataprep("files", "delete", "file-1", *place)

    assert [line.split()[0] for line in listed.stdout.splitlines()] == ["file-2", "file-1"]
    assert (deleted.returncode, deleted.stdout) == (0, "file-1 is deleted\n")
    assert server.files == ["file-2"]


def test_the_json_meets_its_schema(dataprep: Run, server: Server) -> None:
    server.hold("a.jsonl", b"12345")
    place = ("--provider", "openai", "--base-url", server.url, "--output-format", "json")

    for arguments in (("list",), ("delete", "file-1")):
        document = json.loads(dataprep("files", *arguments, *place).stdout)
        assert list(schema.faults("dataprep/files", document)) == []


def test_a_file_that_is_not_there_is_named(dataprep: Run, server: Server) -> None:
    done = dataprep("files", "list", "--provider", "openai", "--base-url", server.url + "/nowhere")

    assert done.returncode == 2
    assert "knows of no such thing" in done.stderr
