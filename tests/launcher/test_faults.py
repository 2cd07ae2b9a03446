"""What can go wrong on the way to a job: nothing is lost, and there is one job in the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from werkzeug import Request, Response

from dataprep.errors import DataprepError
from dataprep.launcher import once
from dataprep.launcher import watch as watching
from dataprep.launcher.launch import launch
from dataprep.launcher.openai_api import api
from dataprep.launcher.watch import watch
from openai_server import Server, broken, dropped, error, event, limited, refused, unauthorized

MODEL = "gpt-4.1-mini"


@pytest.fixture(autouse=True)
def pauses_are_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(once, "PAUSES", (0.0, 0.0))
    monkeypatch.setattr(watching, "FIRST_PAUSE", 0.001)


def patient(_: Request) -> Response:
    answer = limited(_)
    answer.headers["Retry-After"] = "0.01"
    return answer


def impatient(_: Request) -> Response:
    answer = limited(_)
    answer.headers["Retry-After"] = "3600"
    return answer


def gone(_: Request) -> Response:
    return error(404, {"message": "no such model"})


def garbled(_: Request) -> Response:
    return Response('{"id": "ftjob', content_type="application/json")


def empty(_: Request) -> Response:
    return Response("{}", content_type="application/json")


Harm = Callable[[Request], Response]


@dataclass(frozen=True)
class Fault:
    """HARM done at a PLACE of the server; a launch gets over it, or SAID is what it says."""

    place: str
    harm: Harm
    said: str | None = None


FAULTS = {
    "the connection is dropped after create": Fault("after_create", dropped),
    "the answer to create is cut off": Fault("after_create", garbled),
    "the answer to create is empty": Fault("after_create", empty),
    "create answers 500 after its work": Fault("after_create", broken),
    "create answers 500": Fault("before_create", broken),
    "create answers 429 with Retry-After": Fault("before_create", patient),
    "create asks to wait for an hour": Fault("before_create", impatient, "Rate limit reached"),
    "create answers 401": Fault("before_create", unauthorized, "does not accept the key"),
    "create answers 403": Fault("before_create", refused, "403 training_not_available"),
    "create answers 404": Fault("before_create", gone, "knows of no such thing"),
    "the upload is reset": Fault("on_request", dropped),
    "the upload answers 500": Fault("on_request", broken),
    "the upload answers 429 with Retry-After": Fault("on_request", patient),
    "the upload answers 401": Fault("on_request", unauthorized, "does not accept the key"),
    "the answer to the upload is lost": Fault("after_upload", dropped),
    "the answer to the upload is cut off": Fault("after_upload", garbled),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_loses_nothing_and_makes_no_second_job(
    server: Server, train: str, name: str
) -> None:
    fault = FAULTS[name]
    getattr(server, fault.place).append(fault.harm)

    if fault.said:
        with pytest.raises(DataprepError, match=fault.said):
            launch(train, model=MODEL, base_url=server.url)
    done = launch(train, model=MODEL, base_url=server.url)

    assert [done.job and done.job.id] == list(server.jobs) == ["ftjob-1"]
    assert len(server.files) == 1


def test_a_file_that_is_never_processed_is_kept_for_later(
    server: Server, train: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "PATIENCE", 0.0)
    server.file_status = "uploaded"

    with pytest.raises(DataprepError, match="still not processed; launch again later"):
        launch(train, model=MODEL, base_url=server.url)
    server.file_status = "processed"
    launch(train, model=MODEL, base_url=server.url)

    assert (len(server.files), len(server.jobs)) == (1, 1)


def test_events_out_of_order_and_repeated_are_told_once(server: Server, train: str) -> None:
    launch(train, model=MODEL, base_url=server.url)
    statuses = iter(["a status that nobody knows", "running", "running", "succeeded"])
    shown = iter([[3, 1], [4, 2, 3, 1], [4, 4, 3, 2, 1], [5, 3, 4]])

    def step(server: Server) -> None:
        server.jobs["ftjob-1"]["status"] = next(statuses)
        server.events = [event(n, f"step {n}") for n in next(shown)][::-1]

    server.on_poll = step
    told: list[str] = []

    watch(
        "ftjob-1",
        provider="openai",
        base_url=server.url,
        tell=lambda event: told.append(event.message),
    )

    assert sorted(told) == [f"step {n}" for n in range(1, 6)]
    assert len(server.jobs) == 1
