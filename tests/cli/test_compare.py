from __future__ import annotations

import json

from command import Run
from dataprep import schema
from openai_server import Server

MODELS = ("--model", "first", "--model", "second", "--prompt", "Gold?")


def test_answers_stand_side_by_side(dataprep: Run, server: Server) -> None:
    done = dataprep("compare", *MODELS, "--provider", "openai", "--base-url", server.url)

    assert (done.returncode, done.stderr) == (0, "")
    said = [line for line in done.stdout.splitlines() if "first: Gold?" in line]
    assert "second: Gold?" in said[0]
    assert done.stdout.startswith("user: Gold?\n")
    assert "7 + 3 tokens" in done.stdout


def test_the_json_meets_its_schema(dataprep: Run, server: Server) -> None:
    place = ("--provider", "openai", "--base-url", server.url)

    done = dataprep("compare", *MODELS, *place, "--output-format", "json")

    document = json.loads(done.stdout)
    assert list(schema.faults("dataprep/compare", document)) == []
    assert document["models"] == ["first", "second"]


def test_a_job_is_its_base_and_its_tuned_model(dataprep: Run, server: Server, train: str) -> None:
    dataprep("launch", train, "--model", "gpt-4.1-mini", "--base-url", server.url, "--yes")
    server.jobs["ftjob-1"] |= {"status": "succeeded", "fine_tuned_model": "ft:mine"}

    place = ("--provider", "openai", "--base-url", server.url)
    done = dataprep("compare", "--job", "ftjob-1", "--prompt", "Tin?", *place)

    assert done.returncode == 0
    assert "ft:mine: Tin?" in done.stdout


def test_a_model_that_cannot_be_asked_exits_2(dataprep: Run, server: Server) -> None:
    place = ("--provider", "openai", "--base-url", server.url)

    done = dataprep("compare", "--model", "nowhere", "--prompt", "x", *place)

    assert (done.returncode, done.stdout) == (2, "")
    assert "No such thing: nowhere" in done.stderr
