"""What every provider keeps to: the far ones on a server here, the local one as it is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from command import Run
from dataprep.catalog import catalog
from dataprep.launcher import provider as providers
from dataprep.launcher.provider import NotFound, Provider
from dataprep.launcher.request import JobRequest
from dataprep.launcher.terms import terms
from openai_server import KEY, Server, event
from serving import end_service

# Those with an API of their own have their own servers: test_together.py, test_fireworks.py.
SAME_API = [name for name in providers.names() if name not in ("together", "fireworks")]


@pytest.fixture(params=SAME_API)
def service(
    request: pytest.FixtureRequest,
    server: Server,
    train: str,
    dataprep: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Provider]:
    if request.param != "local":
        monkeypatch.setenv(terms(request.param).key, KEY)
        server.events = [event(1, "first"), event(2, "last")]
        yield providers.provider(request.param, server.url)
        return
    monkeypatch.setenv("DATAPREP_DATA", str(tmp_path))
    assert dataprep("upload", train, "--provider", "local").returncode == 0
    yield providers.provider("local")
    end_service(tmp_path)


def test_a_provider_keeps_the_contract(service: Provider, train: str) -> None:
    told: list[int] = []
    service.connect()
    upload = service.upload(Path(train), told.append)
    service.wait_for(upload.id)
    label = {"dataprep_run": "1"}

    assert (upload.name, sum(told)) == ("train.jsonl", Path(train).stat().st_size)
    assert (service.holds(upload.id), service.holds("file-none")) == (True, False)
    assert b"".join(service.content(upload.id)) == Path(train).read_bytes()
    assert upload.id in [file.id for file in service.files()]

    others = [service.create(JobRequest("gpt-4.1-mini", "sft", upload.id)) for _ in range(2)]
    made = service.create(JobRequest("gpt-4.1-mini", "sft", upload.id, metadata=label))

    assert [job.id for job in service.jobs(label)] == [made.id]
    assert [job.id for job in service.jobs()] == [made.id, others[1].id, others[0].id]
    assert service.job(made.id).training_file == upload.id
    with pytest.raises(NotFound):
        service.job("ftjob-none")
    times = [event.created for event in islice(service.events(others[0].id), 2)]
    assert times == sorted(times, reverse=True)
    assert service.cancel(made.id).status == "cancelled"
    answer = service.chat("gpt-4.1-mini", [{"role": "user", "content": "1?"}])
    assert (answer.prompt_tokens or 0) > 0
    assert 0 < (answer.first_token_seconds or 0) <= answer.seconds
    service.delete(upload.id)
    assert not service.holds(upload.id)


def test_who_needs_a_place_is_not_meant_unless_named() -> None:
    assert catalog.provider("azure").lists("gpt-4.1-mini")
    assert providers.provider_of("gpt-4.1-mini") == "openai"
