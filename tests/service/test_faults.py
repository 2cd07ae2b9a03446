"""What a file of faults lets go wrong, as OpenAI's own client meets it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import openai as sdk
import pytest
from openai import OpenAI

from command import Run
from dataprep.service.faults import Faults
from dataprep.service.wire import FINISHED
from serving import client, finished, serving, wait_until

Serve = Callable[[str], "contextmanager[OpenAI]"]


@pytest.fixture
def served(tmp_path: Path) -> Callable[[str], object]:
    """Serve a folder of its own with the faults of a text, giving a client."""

    @contextmanager
    def serve(faults: str) -> Iterator[OpenAI]:
        file = tmp_path / "faults.toml"
        file.write_text(faults, "utf-8")
        with serving(tmp_path / "data", "--faults", str(file)) as (_, url), client(url) as opened:
            yield opened

    return serve


def job(openai: OpenAI, limericks: list[str], **options: str) -> str:
    content = "".join(limericks).encode()
    file = openai.files.create(file=("train.jsonl", content), purpose="fine-tune")
    made = openai.fine_tuning.jobs.create(
        model="gpt-4.1-mini", training_file=file.id, hyperparameters={"n_epochs": 1}, **options
    )
    return made.id


def test_a_status_is_answered_as_often_as_it_says_and_then_no_more(served: Serve) -> None:
    faults = """
        [[request]]
        path = "/models"
        after = 1
        times = 2
        status = 429
        message = "Slow down"
        code = "rate_limit_exceeded"
        headers = { retry-after = "7" }
    """
    with served(faults) as openai:
        openai.models.list()
        for _ in range(2):
            with pytest.raises(sdk.RateLimitError, match="Slow down") as refused:
                openai.models.list()
        assert openai.models.list().data

    assert refused.value.response.headers["retry-after"] == "7"
    assert refused.value.code == "rate_limit_exceeded"


def test_a_request_that_is_cut_was_not_taken(served: Serve, limericks: list[str]) -> None:
    with served('[[request]]\nmethod = "POST"\npath = "/files"\ncut = "request"') as openai:
        with pytest.raises(sdk.APIConnectionError):
            job(openai, limericks)
        assert openai.files.list().data == []


def test_a_job_whose_answer_is_cut_was_created(served: Serve, limericks: list[str]) -> None:
    faults = '[[request]]\nmethod = "POST"\npath = "/fine_tuning/jobs"\ncut = "answer"'
    with served(faults) as openai:
        with pytest.raises(sdk.APIConnectionError):
            job(openai, limericks)
        assert len(openai.fine_tuning.jobs.list().data) == 1


def test_an_answer_may_be_no_json(served: Serve) -> None:
    faults = '[[request]]\nstatus = 200\nbody = "{not json"'
    with served(faults) as openai, pytest.raises(ValueError, match="Expecting property name"):
        openai.models.list()


def test_a_file_is_processed_late_or_never(served: Serve, limericks: list[str]) -> None:
    faults = """
        [[file]]
        name = "late*"
        seconds = 0.3
        [[file]]
        name = "broken*"
        seconds = 0
        status = "error"
        [[file]]
        name = "never*"
    """
    content = limericks[0].encode()
    with served(faults) as openai:

        def status(name: str) -> str:
            made = openai.files.create(file=(name, content), purpose="fine-tune")
            first[name] = made.status
            return made.id

        first: dict[str, str] = {}
        ids = {name: status(name) for name in ("late.jsonl", "broken.jsonl", "never.jsonl", "x")}
        late = ids["late.jsonl"]
        wait_until(lambda: openai.files.retrieve(late).status == "processed", "the file is ready")
        now = {file.filename: file.status for file in openai.files.list()}

    assert first == {
        "late.jsonl": "uploaded", "broken.jsonl": "error", "never.jsonl": "uploaded",
        "x": "processed",
    }  # fmt: skip
    assert now["never.jsonl"] == "uploaded"


@pytest.mark.parametrize("at", ['"validation"', "3"])
def test_a_job_fails_where_it_is_told_to(at: str, served: Serve, limericks: list[str]) -> None:
    faults = f'[[job]]\nat = {at}\nmessage = "No more of it"\ncode = "invalid_training_file"'
    with served(faults) as openai:
        done = finished(openai, job(openai, limericks))
        again = finished(openai, job(openai, limericks))
        steps = [e for e in openai.fine_tuning.jobs.list_events(done.id) if e.type == "metrics"]

    assert (done.status, done.error.code, done.error.message) == (
        "failed", "invalid_training_file", "No more of it",
    )  # fmt: skip
    assert again.status == "succeeded"
    assert len(steps) == (0 if at == '"validation"' else 3)


def test_a_job_that_stalls_can_be_cancelled_and_others_go_on(
    served: Serve, limericks: list[str]
) -> None:
    with served('[[job]]\nat = 2\nsuffix = "slow*"') as openai:
        slow = job(openai, limericks, suffix="slowly")
        jobs = openai.fine_tuning.jobs
        wait_until(lambda: len(jobs.list_events(slow).data) > 6, "the job is at its second step")
        assert jobs.retrieve(slow).status not in FINISHED
        assert jobs.cancel(slow).status == "cancelled"
        assert finished(openai, job(openai, limericks)).status == "succeeded"


@pytest.mark.parametrize(
    ("faults", "said"),
    [
        ("[[request]]\nstatus = 42", "42"),
        ("[[reqest]]", "reqest"),
        ("[[job]]\nmessage = 'x'", "at"),
        ("not toml", "not TOML"),
    ],
)
def test_a_file_of_faults_that_says_nothing_is_refused(
    faults: str, said: str, dataprep: Run, tmp_path: Path
) -> None:
    (tmp_path / "faults.toml").write_text(faults, "utf-8")

    result = dataprep("serve", "--port", "0", "--data", "d", "--faults", "faults.toml")

    assert result.returncode == 2
    assert "faults.toml" in result.stderr
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_the_example_in_the_docs_is_a_file_of_faults(tmp_path: Path) -> None:
    page = Path(__file__).parents[2].joinpath("docs", "faults.md").read_text("utf-8")
    example = tmp_path / "faults.toml"
    example.write_text(page.partition("```toml")[2].partition("```")[0], "utf-8")

    assert Faults.read(example).of_request("POST", "/fine_tuning/jobs").cut == "answer"
