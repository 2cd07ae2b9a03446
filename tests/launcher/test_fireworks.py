"""Fireworks, on a server that makes its answers by the types of Fireworks' SDK."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dataprep.errors import UsageError
from dataprep.launcher import once
from dataprep.launcher import provider as providers
from dataprep.launcher.launch import Outcome, launch
from dataprep.launcher.provider import KeyMissing, NotFound, NotOffered
from fireworks_server import FireworksServer, fireworks
from openai_server import dropped, train

__all__ = ["fireworks", "train"]

MODEL = "accounts/fireworks/models/qwen3-8b"
CREATE = "POST supervisedFineTuningJobs"


@pytest.fixture(autouse=True)
def pauses_are_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(once, "PAUSES", (0.0, 0.0))


def launched(fireworks: FireworksServer, train: str, **options: Any) -> Any:
    return launch(train, model=MODEL, provider="fireworks", base_url=fireworks.url, **options)


def test_a_launch_makes_a_data_set_and_a_job(fireworks: FireworksServer, train: str) -> None:
    done = launched(fireworks, train, epochs=2, suffix="elle", extra={"lora_rank": 8})

    [(name, job)] = fireworks.jobs.items()
    [(dataset, content)] = fireworks.contents.items()
    assert (done.outcome, done.job.id, done.job.status) == (Outcome.CREATED, name, "creating")
    assert content == Path(train).read_bytes()
    wanted = {"baseModel": MODEL, "epochs": 2, "loraRank": 8, "outputModel": "elle"}
    assert {key: job[key] for key in wanted} == wanted
    assert job["dataset"] == dataset
    assert fireworks.datasets[dataset]["exampleCount"] == "60"


def test_a_second_launch_sends_nothing(fireworks: FireworksServer, train: str) -> None:
    launched(fireworks, train)
    fireworks.requests.clear()

    assert launched(fireworks, train).outcome is Outcome.UNCHANGED
    assert [request.split()[0] for request in fireworks.requests] == ["GET"]


def test_an_answer_that_is_lost_leaves_one_job(fireworks: FireworksServer, train: str) -> None:
    fireworks.after_create = [dropped]

    assert launched(fireworks, train).job.id in fireworks.jobs
    assert (len(fireworks.jobs), fireworks.requests.count(CREATE)) == (1, 1)


def test_preferences_are_another_kind_of_job(fireworks: FireworksServer, tmp_path: Path) -> None:
    turn = {"role": "user", "content": "1?"}
    pair = [[{"role": "assistant", "content": word}] for word in ("yes, one it is", "no")]
    path = tmp_path / "pairs.jsonl"
    record = {"input": {"messages": [turn]}, "preferred_output": pair[0]}
    rows = [
        record
        | {
            "non_preferred_output": pair[1],
            "input": {"messages": [{"role": "user", "content": f"{n}?"}]},
        }
        for n in range(60)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))

    done = launched(fireworks, str(path), beta=0.2)

    [job] = fireworks.jobs.values()
    assert set(fireworks.kinds.values()) == {"dpoJobs"}
    assert job["lossConfig"]["dpo"] == {"beta": 0.2}
    assert done.job.model == MODEL


@pytest.mark.parametrize(
    ("word", "ours"),
    [
        ("JOB_STATE_COMPLETED", "succeeded"),
        ("JOB_STATE_EARLY_STOPPED", "succeeded"),
        ("JOB_STATE_FAILED", "failed"),
        ("JOB_STATE_EXPIRED", "failed"),
        ("JOB_STATE_CANCELLED", "cancelled"),
        ("JOB_STATE_RE_QUEUEING", "re_queueing"),
        ("JOB_STATE_OF_TOMORROW", "of_tomorrow"),
    ],
)
def test_states_are_ours(fireworks: FireworksServer, train: str, word: str, ours: str) -> None:
    name = launched(fireworks, train).job.id
    fireworks.jobs[name] |= {"state": word, "status": {"code": "INTERNAL", "message": "broke"}}

    job = providers.provider("fireworks", fireworks.url).job(name)

    assert (job.status, job.ended) == (ours, ours in ("succeeded", "failed", "cancelled"))
    assert job.error == ("broke" if ours == "failed" else None)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"seed": 1}, "seed is not known here"),
        ({"learning_rate_multiplier": 2.0}, "--extra learning_rate=1e-4"),
        ({"metadata": {"a": "b"}}, "--suffix"),
    ],
)
def test_what_it_cannot_do_is_said_before_anything_is_sent(
    fireworks: FireworksServer, train: str, asked: dict[str, Any], said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        launched(fireworks, train, **asked)
    assert fireworks.requests == []


def test_an_account_is_asked_for(
    fireworks: FireworksServer, train: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FIREWORKS_ACCOUNT_ID")

    with pytest.raises(KeyMissing, match="FIREWORKS_ACCOUNT_ID is not set"):
        launched(fireworks, train)


def test_the_rest_of_the_contract(fireworks: FireworksServer, train: str) -> None:
    name = launched(fireworks, train).job.id
    fireworks.jobs[name] |= {"jobProgress": {"percent": 40, "epoch": 1}}
    service = providers.provider("fireworks", fireworks.url)

    [file] = service.files()
    assert (file.name, service.holds(file.id), service.holds("no")) == ("train.jsonl", True, False)
    assert [event.message for event in service.events(name)] == ["40 % done, epoch 1"]
    assert [job.id for job in service.jobs()] == [name]
    assert service.cancel(name).status == "cancelled"
    assert service.resume(name).status == "running"
    for act in (service.pause, service.checkpoints, service.metrics):
        with pytest.raises(NotOffered, match="fireworks cannot"):
            act(name)
    with pytest.raises(NotFound):
        service.job("no")
    service.delete(file.id)
    assert list(service.files()) == []
