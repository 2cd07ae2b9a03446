from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dataprep.errors import SourceError
from dataprep.launcher import manifest
from dataprep.launcher.launch import launch
from dataprep.launcher.provider import Refused
from dataprep.launcher.upload import upload
from openai_server import Server


def test_a_second_upload_sends_nothing(server: Server, train: str) -> None:
    first = upload(train, provider="openai", base_url=server.url)
    second = upload(train, provider="openai", base_url=server.url)

    assert second == first
    assert server.count("POST /files") == 1


def test_a_launch_uses_what_was_uploaded(server: Server, train: str) -> None:
    upload(train, provider="openai", base_url=server.url)

    launch(train, model="gpt-4.1-mini", base_url=server.url)

    assert server.count("POST /files") == 1


def test_a_launch_uses_the_validation_file_that_was_uploaded(server: Server, train: str) -> None:
    valid = Path(train).with_name("valid.jsonl")
    valid.write_text(Path(train).read_text().replace("?", "??"))
    upload(str(valid), provider="openai", base_url=server.url)

    launch(train, model="gpt-4.1-mini", base_url=server.url, validation=str(valid))

    assert server.count("POST /files") == 2
    assert server.jobs["ftjob-1"]["validation_file"] == "file-1"


def test_one_place_may_be_written_in_several_ways(server: Server, train: str) -> None:
    upload(train, provider="openai", base_url=server.url)
    upload(train, provider="openai", base_url=server.url.replace("http://l", "HTTP://L") + "/")

    assert server.count("POST /files") == 1


def test_another_place_gets_its_own_upload(server: Server, train: str) -> None:
    upload(train, provider="openai", base_url=server.url)
    upload(train, provider="compatible", base_url=server.url)

    assert server.count("POST /files") == 2


def test_progress_ends_at_the_size_of_the_file(server: Server, train: str) -> None:
    told: list[int] = []

    @contextmanager
    def progress(label: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
        assert (label, total) == ("uploading train.jsonl", Path(train).stat().st_size)
        yield told.append

    upload(train, provider="openai", base_url=server.url, progress=progress)

    assert sum(told) == Path(train).stat().st_size


def test_a_file_that_changed_while_it_was_sent_is_not_kept(server: Server, train: str) -> None:
    @contextmanager
    def changing(*_: object) -> Iterator[Callable[[int], None]]:
        yield lambda _: None
        Path(train).write_text("{}")

    with pytest.raises(SourceError, match=r"train\.jsonl changed since it was checked"):
        upload(train, provider="openai", base_url=server.url, progress=changing)
    assert manifest.read(manifest.beside(train)).uploads == ()


def test_a_file_that_does_not_exist_is_named(server: Server) -> None:
    with pytest.raises(SourceError, match=r"nowhere\.jsonl"):
        upload("nowhere.jsonl", provider="openai", base_url=server.url)


def test_a_file_that_cannot_be_processed_says_why(server: Server, train: str) -> None:
    server.file_status = "error"

    with pytest.raises(Refused, match="openai could not process file-1: not JSON Lines"):
        launch(train, model="gpt-4.1-mini", base_url=server.url)
    assert server.jobs == {}
