from __future__ import annotations

from collections.abc import Callable

import pytest
from werkzeug import Request, Response

from dataprep.launcher import watch as module
from dataprep.launcher.provider import NotFound, Unreachable
from dataprep.launcher.watch import watch
from openai_server import Server, broken, dropped, event, job

ID = "ftjob-1"
Harm = Callable[[Request], Response]


@pytest.fixture(autouse=True)
def pauses_are_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FIRST_PAUSE", 0.001)
    monkeypatch.setattr(module, "GROWTH", 1.0)


def running(server: Server, statuses: list[str], *, events: int) -> None:
    """Let each poll find the next of STATUSES, and as many new EVENTS."""
    server.jobs[ID] = job(ID, {"model": "m", "training_file": "file-1"})
    left = iter(statuses)

    def step(server: Server) -> None:
        server.jobs[ID]["status"] = next(left)
        first = len(server.events)
        server.events += [event(n, f"step {n}") for n in range(first, first + events)]

    server.on_poll = step


def test_events_come_once_each_and_oldest_first(server: Server) -> None:
    running(server, ["queued", "running", "running", "succeeded"], events=5)
    server.page = 2
    told: list[str] = []

    watch(ID, provider="openai", base_url=server.url, tell=lambda event: told.append(event.message))

    assert told == [f"step {number}" for number in range(20)]


def test_a_poll_with_nothing_new_asks_for_one_page(server: Server) -> None:
    running(server, ["running", "running", "succeeded"], events=0)
    server.events = [event(number, "") for number in range(30)]
    server.page = 10

    watch(ID, provider="openai", base_url=server.url)

    assert server.count(f"GET /fine_tuning/jobs/{ID}/events") == 3 + 1 + 1


def test_a_status_that_nobody_knows_is_not_the_end(server: Server) -> None:
    running(server, ["pending", "paused", "succeeded"], events=1)

    assert watch(ID, provider="openai", base_url=server.url).status == "succeeded"


@pytest.mark.parametrize("harm", [broken, dropped])
def test_an_outage_that_passes_is_waited_out(server: Server, harm: Harm) -> None:
    running(server, ["running", "running", "succeeded"], events=1)
    server.on_request = [None] * 2 + [harm] * 6
    told: list[str] = []

    done = watch(
        ID, provider="openai", base_url=server.url, tell=lambda event: told.append(event.message)
    )

    assert done.status == "succeeded"
    assert told == ["step 0", "step 1", "step 2"]


def test_an_outage_that_lasts_ends_it(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "OUTAGE", 1)
    running(server, ["running", "succeeded"], events=0)
    server.on_request = [None] * 2 + [broken] * 6

    with pytest.raises(Unreachable, match="The server had an error"):
        watch(ID, provider="openai", base_url=server.url)


def test_a_server_that_never_answered_is_not_waited_for(server: Server) -> None:
    server.on_request = [broken] * 3

    with pytest.raises(Unreachable):
        watch(ID, provider="openai", base_url=server.url)
    assert len(server.requests) == 3


def test_a_failed_job_says_why(server: Server) -> None:
    running(server, ["failed"], events=0)
    server.jobs[ID]["error"] = {"code": "x", "message": "too few examples", "param": None}

    done = watch(ID, provider="openai", base_url=server.url)

    assert (done.failed, done.error) == (True, "too few examples")


def test_a_job_that_does_not_exist_is_not_found(server: Server) -> None:
    with pytest.raises(NotFound, match="No such thing: ftjob-9"):
        watch("ftjob-9", provider="openai", base_url=server.url)
