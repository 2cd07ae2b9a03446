"""The whole way on a real model: a job, its model, its answers, its file for llama.cpp."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from openai import BadRequestError, InternalServerError, OpenAI
from openai.types.fine_tuning import FineTuningJob

from dataprep.service.local.base import LocalBase, write
from notebook import WAIT, cells
from notebook import run as notebook_run
from serving import client, end_service, finished, serving, wait_until

SAMPLE = Path(__file__).parents[2] / "samples" / "elle"
SYSTEM = tomllib.loads((SAMPLE / "pipeline.toml").read_text("utf-8"))["convert"]["system"]
TEN = b'{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}\n' * 10
SECONDS = 400.0
NEW = ["Tin", "Zinc", "Argon", "Nickel"]  # of which the limericks do not tell


@pytest.fixture(scope="module")
def ran(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, object]]:
    """What one ``dataprep run`` of the limericks on the real base made."""
    folder = tmp_path_factory.mktemp("elle")
    pipeline = (SAMPLE / "pipeline.toml").read_text("utf-8")
    pipeline = pipeline.replace(
        'model = "gpt-4.1-mini"', 'model = "smollm2-135m-instruct"\nseed = 1'
    )
    (folder / "pipeline.toml").write_text(pipeline, "utf-8")
    (folder / "limericks.csv").write_bytes((SAMPLE / "limericks.csv").read_bytes())
    done = run("run", "pipeline.toml", "--output-format", "json", folder=folder, data=data)
    assert done.returncode == 0, done.stderr
    yield json.loads(done.stdout)
    end_service(data)


def run(*arguments: str, folder: Path, data: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dataprep", *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        env=os.environ | {"DATAPREP_DATA": str(data)},
        check=False,
        timeout=SECONDS,
    )


@pytest.fixture(scope="module")
def openai(ran: object, data: Path) -> Iterator[OpenAI]:
    url = json.loads((data / "service.json").read_text("utf-8"))["url"]
    with client(url) as opened:
        yield opened


@pytest.fixture(scope="module")
def job(openai: OpenAI) -> FineTuningJob:
    return openai.fine_tuning.jobs.list().data[0]


def answer(openai: OpenAI, model: str, element: str) -> str:
    said = openai.chat.completions.create(
        model=model,
        messages=[
            {"role": "system", "content": SYSTEM},
            {"role": "user", "content": f"Tell me about {element}"},
        ],
        temperature=0,
        max_tokens=70,
    )
    return said.choices[0].message.content or ""


def is_verse(text: str) -> bool:
    """Say whether TEXT has four lines or more, of ten words or fewer on average."""
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) >= 4 and len(text.split()) / len(lines) <= 10


def test_the_loss_falls_below_a_fifth_of_its_start(openai: OpenAI, job: FineTuningJob) -> None:
    events = [*openai.fine_tuning.jobs.list_events(job.id)][::-1]
    losses = [event.data["train_loss"] for event in events if event.type == "metrics"]

    assert (job.status, job.model) == ("succeeded", "smollm2-135m-instruct")
    assert events[0].message == "What is trained is a LoRA on smollm2-135m-instruct"
    assert sum(losses[-12:]) / 12 < losses[0] / 5


def test_the_tuned_model_answers_in_verse_and_the_base_does_not(
    openai: OpenAI, job: FineTuningJob
) -> None:
    tuned = [is_verse(answer(openai, str(job.fine_tuned_model), each)) for each in NEW]
    base = [is_verse(answer(openai, job.model, each)) for each in NEW]

    assert sum(tuned) >= 3
    assert sum(base) < sum(tuned)


def test_a_question_beyond_its_context_is_refused(openai: OpenAI, job: FineTuningJob) -> None:
    with pytest.raises(BadRequestError, match="maximum context length is 8192") as refused:
        answer(openai, job.model, "gold " * 9000)
    assert refused.value.code == "context_length_exceeded"


def test_exported_it_says_the_same_to_llama_cpp(
    openai: OpenAI, job: FineTuningJob, data: Path, tmp_path: Path
) -> None:
    xllamacpp = pytest.importorskip("xllamacpp")
    model = str(job.fine_tuned_model)
    done = run("local", "export", model, "--to", "elle.gguf", folder=tmp_path, data=data)
    assert done.returncode == 0, done.stderr

    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(tmp_path / "elle.gguf")
    parameters.n_ctx, parameters.n_parallel = 1024, 1
    parameters.cpuparams.n_threads = 2
    server = xllamacpp.Server(parameters)

    def exported(element: str) -> str:
        asked = {
            "messages": [
                {"role": "system", "content": SYSTEM},
                {"role": "user", "content": f"Tell me about {element}"},
            ],
            "temperature": 0,
            "max_tokens": 70,
        }
        return str(server.handle_chat_completions(asked)["choices"][0]["message"]["content"])

    elements = ["Hydrogen", "Helium", "Tin"]
    assert [exported(each) for each in elements] == [
        answer(openai, model, each) for each in elements
    ]


@pytest.mark.parametrize("times", [5])
def test_a_job_survives_that_the_service_is_killed(times: int, data: Path, tmp_path: Path) -> None:
    (tmp_path / "bases").symlink_to(data / "bases")
    with serving(tmp_path) as (process, url), client(url) as openai:
        file = openai.files.create(file=("x.jsonl", TEN), purpose="fine-tune")
        job = openai.fine_tuning.jobs.create(
            model="tiny", training_file=file.id, hyperparameters={"n_epochs": 30}, seed=1
        ).id
        process.kill()
    for kill in range(times):
        with serving(tmp_path) as (process, url), client(url) as openai:
            events = openai.fine_tuning.jobs.list_events
            wait_until(
                lambda: len(events(job, limit=100).data) > 10 * (kill + 1),  # noqa: B023 — at once
                "some steps were made",
                SECONDS,
            )
            process.kill()
    with serving(tmp_path) as (_, url), client(url) as openai:
        assert finished(openai, job).status == "succeeded"
        said = [event.message for event in openai.fine_tuning.jobs.list_events(job)][::-1]

    steps = [each.split(":")[0] for each in said if each.startswith("Step ")]
    assert steps == [f"Step {number}/300" for number in range(1, 301)]
    assert len(set(said)) == len(said)


def test_the_notebook_trains_for_real(data: Path, shared: Path, tmp_path: Path) -> None:
    (notebook,) = (shared / "seed").glob("*.txt")
    training = (shared / "data" / "elle" / "training-data.jsonl").read_bytes()
    (tmp_path / "training-data.jsonl").write_bytes(training)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "bases").symlink_to(data / "bases")
    code = cells(notebook.read_text("utf-8"))

    base = ("--base", "smollm2-135m-instruct")
    with serving(tmp_path / "data", *base) as (_, url), client(url) as openai:
        said = notebook_run([*code[:4], WAIT, *code[4:]], url, tmp_path, seconds=SECONDS)
        [job] = openai.fine_tuning.jobs.list().data
        *_, first = openai.fine_tuning.jobs.list_events(job.id)

    assert "what is trained in its place is a LoRA on smollm2-135m-instruct" in first.message
    assert "The job has successfully completed" in said
    assert "Fine-tuned Model ID: ft:gpt-3.5-turbo-0125:local::" in said


def test_a_base_that_is_gone_is_named_and_takes_nothing_down(tmp_path: Path) -> None:
    folder = tmp_path / "bases" / "gone"
    folder.mkdir(parents=True)
    write(LocalBase("gone", "a test", Path("nowhere")), folder)

    with serving(tmp_path) as (_, url), client(url) as openai:
        with pytest.raises(InternalServerError, match="the base gone cannot be read from"):
            answer(openai, "gone", "gold")
        file = openai.files.create(file=("x.jsonl", TEN), purpose="fine-tune").id
        job = openai.fine_tuning.jobs.create(model="gone", training_file=file)
        failed = finished(openai, job.id)
        again = openai.fine_tuning.jobs.create(model="rehearsal", training_file=file)

        assert "the base gone cannot be read from" in failed.error.message
        assert finished(openai, again.id).status == "succeeded"
