"""OpenAI's own description of its API, between our tool and a server, and before our service.

Prism answers as the description says, or refuses a request that breaks it; as a proxy it
refuses what breaks it on either side. ``make test-contract`` runs this: it needs npm, and the
description, which lies beside this checkout and not in it.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import jsonschema_rs
import openai as sdk
import pytest

from dataprep.launcher.providers.openai import OpenAI
from dataprep.launcher.request import JobRequest
from dataprep.launcher.window import Window
from serving import client, finished, serving

pytestmark = pytest.mark.contract

ROOT = Path(__file__).parents[2]
PRISM = ROOT / "build" / "prism"
MESSAGES = [{"role": "user", "content": "Tell me about Tin"}]
RECORD = '{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}\n'


@pytest.fixture(scope="session")
def prism() -> list[str]:
    """The command, installed where it is missing."""
    command = PRISM / "node_modules" / ".bin" / "prism"
    if not command.exists():
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip("NOT CHECKED AGAINST OPENAI'S API: there is no npm to install Prism with")
        install = [npm, "install", "--silent", "--prefix", str(PRISM), "@stoplight/prism-cli@5"]
        subprocess.run(install, check=True)
    return [str(command)]


@pytest.fixture
def description() -> str:
    path = ROOT / ".." / "shared" / "spec" / "openai-finetune-subset.json"
    if not path.is_file():
        pytest.skip(f"NOT CHECKED AGAINST OPENAI'S API: {path} is not there")
    return str(path)


@pytest.fixture
def train(tmp_path: Path) -> Path:
    path = tmp_path / "train.jsonl"
    path.write_text(RECORD * 10, "utf-8")
    return path


@contextmanager
def listening(command: list[str]) -> Iterator[str]:
    """Run COMMAND, which is told a free port, until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with subprocess.Popen(
        [*command, "--errors", "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
    ) as process:
        try:
            _wait(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _wait(port: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("Prism does not start")


GRADER = {
    "type": "string_check",
    "name": "exact",
    "operation": "eq",
    "input": "{{sample.output_text}}",
    "reference": "{{item.answer}}",
}
REQUESTS = {
    "the least": {},
    "all that a supervised job can have": {
        "validation_file": "file-b",
        "epochs": 3,
        "batch_size": 2,
        "learning_rate_multiplier": 0.5,
        "suffix": "elle",
        "seed": 7,
        "metadata": {"dataprep": "a"},
        "wandb": "project",
    },
    "preferences": {"method": "dpo", "beta": 0.1},
    "a grader": {"method": "rft", "validation_file": "file-b", "grader": GRADER, "epochs": 2},
}


@pytest.fixture
def provider(
    prism: list[str], description: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[OpenAI]:
    """The tool's one way to a provider, to a server that answers by the description."""
    monkeypatch.setenv("OPENAI_API_KEY", "any")
    with listening([*prism, "mock", description]) as url:
        tool = OpenAI(url)
        yield tool
        tool.client.close()


def test_every_call_of_the_tool_is_as_described(provider: OpenAI, train: Path) -> None:
    parts = provider.parts(1 << 40)
    assert parts
    calls: list[Callable[[], Any]] = [
        lambda: provider.upload(train, lambda _: None),
        lambda: provider.holds("file-a"),
        lambda: provider.job("ftjob-a"),
        lambda: next(provider.jobs()),
        # The mock has no end of pages, so the search itself would go on for ever.
        lambda: provider.client.fine_tuning.jobs.list(limit=100, metadata={"dataprep": "a"}),
        lambda: next(provider.events("ftjob-a")),
        lambda: next(provider.checkpoints("ftjob-a")),
        # The mock's files are for another purpose, and it has no end of pages.
        lambda: provider.client.files.list(limit=10_000, purpose="fine-tune"),
        lambda: provider.delete("file-a"),
        lambda: provider.cancel("ftjob-a"),
        lambda: provider.pause("ftjob-a"),
        lambda: provider.resume("ftjob-a"),
        lambda: parts.begin("train.jsonl", 10),
        lambda: parts.send("upload_a", Window(train, lambda _: None)),
        # The mock's upload is never complete, so it has no file to read.
        lambda: provider.client.uploads.complete("upload_a", part_ids=["part_a"]),
        lambda: parts.abandon("upload_a"),
        lambda: provider.chat("gpt-4.1", MESSAGES),
        *(
            lambda fields=fields: provider.create(
                JobRequest(**{"model": "gpt-4.1", "method": "sft", "training_file": "a"} | fields)
            )
            for fields in REQUESTS.values()
        ),
    ]
    for call in calls:
        call()


def test_a_wrong_call_is_noticed(provider: OpenAI) -> None:
    with pytest.raises(sdk.UnprocessableEntityError):
        provider.client.fine_tuning.jobs.create(
            model="gpt-4.1", training_file="a", hyperparameters={"n_epochs": 0}
        )


def test_the_service_answers_as_described(
    prism: list[str], description: str, tmp_path: Path, train: Path
) -> None:
    with (
        serving(tmp_path / "data") as (_, url),
        listening([*prism, "proxy", description, url]) as proxy,
        client(proxy) as openai,
    ):
        file = openai.files.create(file=("a.jsonl", train.read_bytes()), purpose="fine-tune")
        in_parts = openai.uploads.upload_file_chunked(
            file=train, mime_type="application/jsonl", purpose="fine-tune", part_size=400
        )
        assert in_parts.status == "completed"
        job = openai.fine_tuning.jobs.create(
            model="gpt-4.1-mini",
            training_file=file.id,
            validation_file=file.id,
            suffix="elle",
            metadata={"a": "b"},
        )
        done = finished(openai, job.id)
        tuned = str(done.fine_tuned_model)
        failed = openai.fine_tuning.jobs.create(
            model="gpt-4.1", training_file=file.id, method={"type": "dpo"}
        )

        assert done.status == "succeeded"
        assert finished(openai, failed.id).status == "failed"
        assert len(openai.fine_tuning.jobs.list(metadata={"a": "b"}).data) == 1
        assert len(list(openai.fine_tuning.jobs.list_events(job.id))) > 20
        assert len(openai.fine_tuning.jobs.checkpoints.list(job.id).data) == 3
        assert tuned in [model.id for model in openai.models.list()]
        assert openai.models.retrieve(tuned).id == tuned
        assert openai.chat.completions.create(model=tuned, messages=MESSAGES).choices
        assert openai.files.retrieve(file.id).id == file.id
        assert len(openai.files.list().data) == 3
        assert openai.models.delete(tuned).deleted
        assert openai.files.delete(file.id).deleted


def test_each_piece_of_a_streamed_answer_is_as_described(description: str, tmp_path: Path) -> None:
    # Prism reads a stream as one JSON document, so that it refuses all of them.
    described = json.loads(Path(description).read_bytes(), object_hook=_or_null)
    meant = {"$ref": "#/components/schemas/CreateChatCompletionStreamResponse"}
    validator = jsonschema_rs.validator_for(meant | {"components": described["components"]})
    asked = {"model": "rehearsal", "messages": MESSAGES, "max_tokens": 3, "stream": True}
    counted = {"stream_options": {"include_usage": True}}

    with serving(tmp_path / "data") as (_, url):
        said = httpx.post(f"{url}/chat/completions", json=asked | counted).text

    *pieces, end, rest = said.split("\n\n")
    assert (end, rest) == ("data: [DONE]", "")
    assert len(pieces) > 3
    for each in pieces:
        validator.validate(json.loads(each.removeprefix("data: ")))


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Return SCHEMA, in which the description says "nullable", as JSON Schema says it."""
    return {"anyOf": [schema, {"type": "null"}]} if schema.get("nullable") is True else schema


def test_the_tool_launches_on_the_service_as_described(
    prism: list[str], description: str, tmp_path: Path, train: Path
) -> None:
    with (
        serving(tmp_path / "data") as (_, url),
        listening([*prism, "proxy", description, url]) as proxy,
    ):
        launched = subprocess.run(
            [
                *(sys.executable, "-m", "dataprep", "launch", str(train), "--yes", "--watch"),
                *("--model", "gpt-4.1-mini", "--base-url", proxy),
            ],
            env=os.environ | {"OPENAI_API_KEY": "any"},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    assert launched.returncode == 0, launched.stderr
    assert "ft:gpt-4.1-mini-2025-04-14:local:" in launched.stdout
