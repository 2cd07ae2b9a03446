"""Together, on a server that checks requests and makes answers by the types of Together's SDK."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dataprep.errors import UsageError
from dataprep.launcher import once
from dataprep.launcher import provider as providers
from dataprep.launcher.launch import Outcome, launch
from dataprep.launcher.provider import NotFound, NotOffered
from dataprep.launcher.watch import watch
from openai_server import dropped, train
from together_server import TogetherServer, together

__all__ = ["together", "train"]

MODEL = "meta-llama/Llama-3.3-70B-Instruct"
CREATE = "POST /v1/fine-tunes"


@pytest.fixture(autouse=True)
def pauses_are_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(once, "PAUSES", (0.0, 0.0))


def launched(together: TogetherServer, train: str, **options: Any) -> Any:
    return launch(train, model=MODEL, provider="together", base_url=together.url, **options)


def test_a_launch_uploads_and_creates(together: TogetherServer, train: str) -> None:
    done = launched(together, train, epochs=3, suffix="elle", seed=7, extra={"lora_r": 16})

    [asked] = together.asked
    assert (done.outcome, done.job.id, done.job.status) == (Outcome.CREATED, "ft-1", "pending")
    assert together.files["file-1"]["content"] == Path(train).read_bytes()
    assert (asked.model, asked.n_epochs, asked.random_seed) == (MODEL, 3, 7)
    assert (asked.suffix or "").startswith("elle-")


def test_a_second_launch_sends_nothing(together: TogetherServer, train: str) -> None:
    launched(together, train)
    together.requests.clear()

    assert launched(together, train).outcome is Outcome.UNCHANGED
    assert together.requests == ["GET /v1/fine-tunes/ft-1"]


def test_an_answer_that_is_lost_leaves_one_job(together: TogetherServer, train: str) -> None:
    together.after_create = [dropped]

    assert launched(together, train).job.id == "ft-1"
    assert together.requests.count(CREATE) == 1


@pytest.mark.parametrize(
    ("word", "ours"),
    [
        ("completed", "succeeded"),
        ("error", "failed"),
        ("user_error", "failed"),
        ("cancelled", "cancelled"),
        ("compressing", "compressing"),
        ("a word of tomorrow", "a word of tomorrow"),
    ],
)
def test_statuses_are_ours(together: TogetherServer, train: str, word: str, ours: str) -> None:
    launched(together, train)
    together.jobs["ft-1"]["status"] = word

    job = providers.provider("together", together.url).job("ft-1")

    assert (job.status, job.ended) == (ours, ours in ("succeeded", "failed", "cancelled"))
    assert (job.fine_tuned_model is not None) == (ours == "succeeded")


def test_a_job_is_watched_to_its_end(together: TogetherServer, train: str) -> None:
    launched(together, train)
    together.jobs["ft-1"]["status"] = "completed"
    together.events = [
        {
            "object": "fine-tune-event",
            "created_at": f"2026-11-22T10:00:0{n}Z",
            "level": "info",
            "type": "training_start",
            "message": f"event {n}",
            "step": n,
            "total_steps": 3,
        }
        for n in (2, 1, 2)
    ]
    told: list[str] = []

    job = watch(
        "ft-1",
        provider="together",
        base_url=together.url,
        tell=lambda event: told.append(event.message),
    )

    assert (job.status, told) == ("succeeded", ["event 1", "event 2"])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"method": "rft"}, "no method 'rft' here|needs a grader"),
        ({"learning_rate_multiplier": 2.0}, "--extra learning_rate=1e-5"),
        ({"metadata": {"a": "b"}}, "--suffix"),
        ({"suffix": "x" * 32}, "the suffix has 32 characters, and may have 31"),
    ],
)
def test_what_it_cannot_do_is_said_before_anything_is_sent(
    together: TogetherServer, train: str, asked: dict[str, Any], said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        launched(together, train, **asked)
    assert together.requests == []


def test_the_rest_of_the_contract(together: TogetherServer, train: str) -> None:
    launched(together, train)
    service = providers.provider("together", together.url)

    assert [file.id for file in service.files()] == ["file-1"]
    assert b"".join(service.content("file-1")) == Path(train).read_bytes()
    assert (service.holds("file-1"), service.holds("file-9")) == (True, False)
    assert [point.step for point in service.checkpoints("ft-1")] == [5]
    assert service.metrics("ft-1") == [{"global_step": 1, "train_loss": 2.5}]
    assert service.cancel("ft-1").status == "cancel_requested"
    answer = service.chat("m", [{"role": "user", "content": "1?"}])
    assert (answer.text, answer.prompt_tokens) == ("hello", 7)
    with pytest.raises(NotOffered, match="together cannot pause"):
        service.pause("ft-1")
    with pytest.raises(NotFound):
        service.job("ft-9")
    service.delete("file-1")
    assert list(service.files()) == []
