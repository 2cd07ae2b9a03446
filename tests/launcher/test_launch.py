from __future__ import annotations

import gzip
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from dataprep import schema
from dataprep.errors import SinkError, SourceError, UsageError
from dataprep.launcher import manifest, once
from dataprep.launcher.launch import Launched, Outcome, launch
from dataprep.launcher.provider import KeyMissing, Refused, TrainingNotAvailable, Unreachable
from dataprep.launcher.request import JobRequest
from openai_server import (
    KEY,
    Server,
    broke,
    broken,
    conflict,
    dropped,
    limited,
    refused,
    slow,
    steering,
    unauthorized,
)

MODEL = "gpt-4.1-mini"
CREATE = "POST /fine_tuning/jobs"
UPLOAD = "POST /files"


def job_id(done: Launched) -> str | None:
    return done.job.id if done.job else None


@pytest.fixture(autouse=True)
def pauses_are_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(once, "PAUSES", (0.0, 0.0))


def test_a_launch_uploads_the_file_and_creates_the_job(server: Server, train: str) -> None:
    done = launch(train, model=MODEL, base_url=server.url, epochs=3, suffix="elle")

    assert (done.outcome, job_id(done)) == (Outcome.CREATED, "ftjob-1")
    assert server.uploads == [
        {
            "name": "train.jsonl",
            "type": "application/jsonl",
            "purpose": "fine-tune",
            "text": Path(train).read_text(),
        }
    ]
    [made] = server.jobs.values()
    assert made["training_file"] == "file-1"
    assert list(made["metadata"]) == ["dataprep_run"]


def test_a_request_says_only_what_was_asked_for(server: Server, train: str) -> None:
    body = launch(train, model=MODEL, base_url=server.url, dry_run=True).request

    assert body == {"model": MODEL, "training_file": train, "method": {"type": "supervised"}}


def test_a_second_launch_sends_nothing(server: Server, train: str) -> None:
    first = launch(train, model=MODEL, base_url=server.url)
    server.requests.clear()

    second = launch(train, model=MODEL, base_url=server.url)

    assert (second.outcome, second.job) == (Outcome.UNCHANGED, first.job)
    assert server.requests == ["GET /fine_tuning/jobs/ftjob-1"]


@pytest.mark.parametrize("filters", [True, False])
def test_a_connection_dropped_after_create_leaves_one_job(
    server: Server, train: str, *, filters: bool
) -> None:
    server.filters, server.page = filters, 1
    launch(train, model=MODEL, base_url=server.url, seed=1)
    server.after_create = [dropped]

    done = launch(train, model=MODEL, base_url=server.url, seed=2)

    assert job_id(done) == "ftjob-2"
    assert (len(server.jobs), server.count(CREATE)) == (2, 2)


@pytest.mark.parametrize("harm", [dropped, broken, slow, conflict, limited])
def test_a_create_that_did_not_arrive_is_tried_again(
    server: Server, train: str, harm: object
) -> None:
    server.before_create = [harm]

    launch(train, model=MODEL, base_url=server.url)

    assert (len(server.jobs), server.count(CREATE)) == (1, 2)


def test_a_launch_whose_answers_were_all_lost_finds_its_job(server: Server, train: str) -> None:
    server.after_create = [dropped]
    with pytest.MonkeyPatch.context() as patch, pytest.raises(Unreachable):
        patch.setattr(once, "PAUSES", ())
        launch(train, model=MODEL, base_url=server.url)

    done = launch(train, model=MODEL, base_url=server.url)

    assert (done.outcome, job_id(done)) == (Outcome.UNCHANGED, "ftjob-1")
    assert (server.count(CREATE), server.count(UPLOAD)) == (1, 1)


@pytest.mark.parametrize(("status", "new"), [("failed", False), ("running", True)])
def test_a_found_job_that_failed_or_is_not_wanted_is_kept_beside_a_new_one(
    server: Server, train: str, status: str, *, new: bool
) -> None:
    server.after_create = [dropped]
    with pytest.MonkeyPatch.context() as patch, pytest.raises(Unreachable):
        patch.setattr(once, "PAUSES", ())
        launch(train, model=MODEL, base_url=server.url)
    server.jobs["ftjob-1"]["status"] = status

    done = launch(train, model=MODEL, base_url=server.url, new=new)

    assert (done.outcome, job_id(done)) == (Outcome.CREATED, "ftjob-2")
    runs = manifest.read(manifest.beside(train)).runs
    assert [run.job for run in runs] == ["ftjob-1", "ftjob-2"]
    assert len({run.id for run in runs}) == 2


def test_two_launches_of_the_same_at_once_make_one_job(server: Server, train: str) -> None:
    both = threading.Barrier(2, timeout=30)

    def agreed(_: Launched) -> bool:
        return both.wait() >= 0

    def launched(_: int) -> Launched:
        return launch(train, model=MODEL, base_url=server.url, confirm=agreed)

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(launched, range(2)))

    assert sorted(each.outcome for each in done) == [Outcome.CREATED, Outcome.UNCHANGED]
    assert (server.count(UPLOAD), server.count(CREATE)) == (1, 1)


def test_two_launches_at_once_are_both_written_down(server: Server, train: str) -> None:
    both = threading.Barrier(2, timeout=30)

    def agreed(_: Launched) -> bool:
        return both.wait() >= 0

    def launched(seed: int) -> Launched:
        return launch(train, model=MODEL, base_url=server.url, seed=seed, confirm=agreed)

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(launched, range(2)))

    kept = manifest.read(manifest.beside(train))
    assert {run.job for run in kept.runs} == {job_id(each) for each in done}
    assert (len(kept.runs), len(kept.uploads)) == (2, 1)


def test_a_lock_that_was_left_behind_blocks_nobody(server: Server, train: str) -> None:
    Path(train).with_name(".train.dataprep.json.lock").write_text("")

    assert launch(train, model=MODEL, base_url=server.url).outcome is Outcome.CREATED


def test_where_there_can_be_no_lock_nothing_is_sent(server: Server, train: str) -> None:
    Path(train).with_name(".train.dataprep.json.lock").mkdir()

    with pytest.raises(SinkError, match=r"train\.dataprep\.json: cannot be locked"):
        launch(train, model=MODEL, base_url=server.url)
    assert server.requests == []


@pytest.mark.parametrize("name", ["train.jsonl", "valid.jsonl"])
def test_only_what_was_checked_is_sent(server: Server, train: str, name: str) -> None:
    valid = Path(train).with_name("valid.jsonl")
    valid.write_text(Path(train).read_text().replace("?", "??"))

    def changed(_: Launched) -> bool:
        with valid.with_name(name).open("a") as file:
            file.write("{}\n")
        return True

    with pytest.raises(SourceError, match=f"{name} changed since it was checked; launch again"):
        launch(train, model=MODEL, base_url=server.url, validation=str(valid), confirm=changed)
    assert not any("{}" in str(sent["text"]) for sent in server.uploads)
    assert server.jobs == {}


@pytest.mark.parametrize("status", ["failed", "cancelled"])
def test_after_a_failed_job_a_new_one_uses_the_upload_again(
    server: Server, train: str, status: str
) -> None:
    launch(train, model=MODEL, base_url=server.url)
    server.jobs["ftjob-1"]["status"] = status

    done = launch(train, model=MODEL, base_url=server.url)

    assert job_id(done) == "ftjob-2"
    assert server.count(UPLOAD) == 1


def test_another_request_uses_the_upload_again(server: Server, train: str) -> None:
    launch(train, model=MODEL, base_url=server.url)
    launch(train, model=MODEL, base_url=server.url, epochs=2)

    assert (server.count(UPLOAD), server.count(CREATE)) == (1, 2)


def test_new_forces_a_job(server: Server, train: str) -> None:
    launch(train, model=MODEL, base_url=server.url)
    launch(train, model=MODEL, base_url=server.url, new=True)

    assert (server.count(UPLOAD), server.count(CREATE)) == (1, 2)
    runs = {made["metadata"]["dataprep_run"] for made in server.jobs.values()}
    assert len(runs) == 2


def test_an_upload_that_is_gone_is_made_again(server: Server, train: str) -> None:
    launch(train, model=MODEL, base_url=server.url)
    server.forget("file-1")

    launch(train, model=MODEL, base_url=server.url, new=True)

    assert server.count(UPLOAD) == 2


def test_a_job_that_is_gone_does_not_stand(server: Server, train: str) -> None:
    launch(train, model=MODEL, base_url=server.url)
    del server.jobs["ftjob-1"]

    assert launch(train, model=MODEL, base_url=server.url).outcome is Outcome.CREATED


def test_a_changed_file_is_another_launch(server: Server, train: str) -> None:
    launch(train, model=MODEL, base_url=server.url)
    with Path(train).open("a") as file:
        file.write(Path(train).read_text().split("\n")[0].replace("0?", "more?") + "\n")
    launch(train, model=MODEL, base_url=server.url)

    assert (server.count(UPLOAD), server.count(CREATE)) == (2, 2)


def test_the_manifest_meets_its_schema_and_holds_no_secret(server: Server, train: str) -> None:
    launch(train, model=MODEL, base_url=server.url, seed=1)

    text = Path(train).with_name("train.dataprep.json").read_text()

    assert list(schema.faults("dataprep/manifest", json.loads(text))) == []
    assert KEY not in text


def test_a_broken_manifest_stops_the_launch(server: Server, train: str) -> None:
    Path(train).with_name("train.dataprep.json").write_text('{"version": 9}')

    with pytest.raises(SourceError, match="is no manifest .* move it away"):
        launch(train, model=MODEL, base_url=server.url)
    assert server.requests == []


def test_a_validation_file_goes_with_it(server: Server, train: str, tmp_path: Path) -> None:
    validation = tmp_path / "validation.jsonl"
    validation.write_text(Path(train).read_text().replace("?", "??"))

    launch(train, model=MODEL, base_url=server.url, validation=str(validation))

    [made] = server.jobs.values()
    assert (made["training_file"], made["validation_file"]) == ("file-1", "file-2")


def test_errors_stop_it_before_anything_is_sent(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "few.jsonl"
    path.write_text('{"messages": []}\n')

    done = launch(str(path), model=MODEL, base_url=server.url)

    assert (done.outcome, done.job) == (Outcome.FINDINGS, None)
    assert server.requests == []


def test_a_no_sends_nothing(server: Server, train: str) -> None:
    with pytest.raises(UsageError, match="the answer was no; nothing was sent"):
        launch(train, model=MODEL, base_url=server.url, confirm=lambda _: False)
    assert server.requests == []


def test_the_question_comes_with_the_cost(server: Server, train: str) -> None:
    asked: list[Launched] = []

    def yes(offer: Launched) -> bool:
        asked.append(offer)
        return True

    done = launch(train, model=MODEL, base_url=server.url, confirm=yes)

    assert asked == [replace(done, outcome=Outcome.DRY_RUN, job=None)]
    assert (done.cost_usd or 0) > 0


@pytest.mark.parametrize(
    ("provider", "limit", "said"),
    [
        ("openai", 0.0001, "more than --max-cost 0.0001"),
        ("compatible", 100, "nobody can say what this job costs"),
    ],
)
def test_what_may_cost_too_much_is_not_sent(
    server: Server, train: str, provider: str, limit: float, said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        launch(train, model=MODEL, provider=provider, base_url=server.url, max_cost=limit)
    assert server.requests == []


def test_a_closed_model_may_be_open_elsewhere(server: Server, train: str) -> None:
    closed = "gpt-4.1-nano"

    at_openai = launch(train, model=closed, base_url=server.url)
    elsewhere = launch(train, model=closed, provider="compatible", base_url=server.url)

    assert (at_openai.outcome, elsewhere.outcome) == (Outcome.FINDINGS, Outcome.CREATED)


def test_a_refusal_names_the_upload_the_dates_and_the_ways_left(server: Server, train: str) -> None:
    server.before_create = [refused]

    with pytest.raises(TrainingNotAvailable) as caught:
        launch(train, model=MODEL, base_url=server.url)

    for said in (
        "403 training_not_available",
        "60 days before 2026-07-02",
        "nobody from 2027-01-06 on",
        f"{train} is uploaded as file-1",
        f"dataprep files delete file-1 --provider openai --base-url {server.url}",
        "compatible with --base-url URL",
        "--provider local",
    ):
        assert said in str(caught.value)
    assert KEY not in str(caught.value)


def test_a_launch_after_a_refusal_uses_the_upload_again(server: Server, train: str) -> None:
    server.before_create = [refused]
    with pytest.raises(TrainingNotAvailable):
        launch(train, model=MODEL, base_url=server.url)

    launch(train, model=MODEL, base_url=server.url)

    assert (server.count(UPLOAD), len(server.jobs)) == (1, 1)


def test_no_money_is_a_refusal(server: Server, train: str) -> None:
    server.before_create = [broke]

    with pytest.raises(Refused, match="429 insufficient_quota"):
        launch(train, model=MODEL, base_url=server.url)
    assert server.count(CREATE) == 1


def test_what_a_server_says_cannot_steer_a_terminal(server: Server, train: str) -> None:
    server.before_create = [steering]

    with pytest.raises(Refused, match=r"\\x1b\[2J") as caught:
        launch(train, model=MODEL, base_url=server.url)
    assert "\x1b" not in str(caught.value)


def test_a_key_is_stripped(server: Server, train: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", f" {KEY}\n")

    assert launch(train, model=MODEL, base_url=server.url).outcome is Outcome.CREATED


def test_a_key_that_no_header_can_hold_is_not_shown(
    server: Server, train: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", f"{KEY}\u2013\n.")

    with pytest.raises(KeyMissing, match="holds characters that no key has") as caught:
        launch(train, model=MODEL, base_url=server.url)
    assert KEY not in str(caught.value)


def test_a_key_that_is_not_accepted_is_not_shown(server: Server, train: str) -> None:
    server.before_create = [unauthorized]

    with pytest.raises(
        Refused, match=r"does not accept the key in OPENAI_API_KEY \(401\)"
    ) as caught:
        launch(train, model=MODEL, base_url=server.url)
    assert KEY not in str(caught.value)


def test_a_missing_key_never_leads_elsewhere(
    server: Server, train: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")

    with pytest.raises(KeyMissing, match="openai: OPENAI_API_KEY is not set"):
        launch(train, model=MODEL, base_url=server.url)
    assert server.requests == []


def test_a_dry_run_needs_no_key_and_sends_nothing(
    server: Server, train: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")

    assert launch(train, model=MODEL, dry_run=True).outcome is Outcome.DRY_RUN
    assert server.requests == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"epochs": 0}, "n_epochs is 0, and must be from 1 up to 50"),
        ({"epochs": 51}, "n_epochs is 51"),
        ({"batch_size": 257}, "batch_size is 257"),
        ({"learning_rate_multiplier": 0.0}, "learning_rate_multiplier is 0.0"),
        ({"method": "dpo", "beta": 2.1}, "beta is 2.1"),
        ({"beta": 1.0}, "beta goes with method dpo"),
        ({"suffix": ""}, "the length of suffix is 0"),
        ({"seed": -1}, "seed is -1"),
        ({"metadata": {str(n): "" for n in range(16)}}, "pairs in metadata is 17"),
        ({"metadata": {"k" * 65: ""}}, "the length of metadata key"),
        ({"metadata": {"k": "v" * 513}}, "the length of metadata 'k' is 513"),
        ({"method": "rft"}, "needs a grader and a validation file"),
        ({"method": "best"}, "there is no method 'best'"),
        ({"provider": "local", "base_url": "http://x/v1"}, "leave --base-url out"),
        ({"provider": "compatible", "base_url": None}, "say where with --base-url"),
        ({"base_url": "http://user:secret@x/v1"}, "the base URL holds a password"),
        ({"base_url": "http://x/v1?key=secret"}, "the base URL holds a password, a query"),
        ({"base_url": "http://x/v1#secret"}, "the base URL holds a password, a query"),
        ({"base_url": "x"}, "is no base URL"),
        ({"base_url": "http://[::1"}, "is no base URL"),
        ({"base_url": "http://x:y/v1"}, "is no base URL"),
        ({"base_url": "http://x\x1b/v1"}, "is no base URL"),
        ({"metadata": {"dataprep_run": "1"}}, "'dataprep_run' is reserved"),
        ({"model": "gpt-9"}, "no catalogue has 'gpt-9'"),
    ],
)
def test_what_would_be_refused_is_not_sent(
    server: Server, train: str, asked: dict[str, object], said: str
) -> None:
    given: dict[str, object] = {"model": MODEL, "base_url": server.url, **asked}

    with pytest.raises(UsageError, match=said) as caught:
        launch(train, **given)
    assert "secret" not in str(caught.value)
    assert server.requests == []


def test_a_compressed_file_is_not_sent(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "train.jsonl.gz"
    path.write_bytes(gzip.compress(b"{}\n"))

    with pytest.raises(UsageError, match="is compressed"):
        launch(str(path), model=MODEL, base_url=server.url)


def test_a_server_that_is_not_there_is_named(server: Server, train: str) -> None:
    with pytest.raises(Unreachable, match=r"does not answer at http://127.0.0.1:9/v1"):
        launch(train, model=MODEL, base_url="http://127.0.0.1:9/v1")


def test_a_page_that_is_no_api_is_named(server: Server, train: str) -> None:
    server.http.expect_request("/files").respond_with_data("<html>", content_type="text/html")

    with pytest.raises(Refused, match="does not speak the API of openai"):
        launch(train, model=MODEL, base_url=server.http.url_for(""))


def test_a_request_is_spelled_as_the_api_does() -> None:
    request = JobRequest(
        model="m",
        method="rft",
        training_file="t",
        validation_file="v",
        epochs=2,
        grader={"type": "string_check"},
        response_format={"type": "json_schema"},
        wandb="elle",
    )

    assert request.body == {
        "model": "m",
        "training_file": "t",
        "validation_file": "v",
        "method": {
            "type": "reinforcement",
            "reinforcement": {
                "hyperparameters": {"n_epochs": 2},
                "grader": {"type": "string_check"},
                "response_format": {"type": "json_schema"},
            },
        },
        "integrations": [{"type": "wandb", "wandb": {"project": "elle"}}],
    }
