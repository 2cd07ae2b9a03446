"""A file on its way: in one piece or in parts, with all that can happen between."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from werkzeug import Request, Response

from dataprep import schema
from dataprep.errors import SourceError
from dataprep.launcher import manifest, once
from dataprep.launcher import terms as module
from dataprep.launcher.openai_api import api
from dataprep.launcher.provider import KeyRefused, Refused, Unreachable
from dataprep.launcher.upload import upload
from openai_server import Server, broken, dropped, error, limited, unauthorized

UPLOAD = "POST /files"
PART = "POST /uploads/upload_1/parts"


@pytest.fixture(autouse=True)
def pauses_are_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(once, "PAUSES", (0.0, 0.0))


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch, train: str) -> int:
    """Let files of more than a few bytes go in parts, and return how many these are."""
    small = replace(module.terms("openai"), whole_bytes=100, part_bytes=2000)
    monkeypatch.setattr(api, "terms", lambda _: small)
    return -(-Path(train).stat().st_size // 2000)


class Killed(BaseException):
    """Stands for the end of the process: nothing of ours catches it."""


def dying(after: int) -> Callable[..., contextmanager[Callable[[int], None]]]:
    """Return a progress that ends everything once so many bytes are sent."""

    @contextmanager
    def progress(*_: object) -> Iterator[Callable[[int], None]]:
        sent = 0

        def told(size: int) -> None:
            nonlocal sent
            sent += size
            if sent > after:
                raise Killed

        yield told

    return progress


def sent(server: Server) -> list[bytes]:
    return list(server.contents.values())


def gone(_: Request) -> Response:
    return error(404, {"message": "no such page"})


def refusing(_: Request) -> Response:
    return error(400, {"message": "no such part"})


@pytest.mark.parametrize("harm", [dropped, broken, limited])
def test_an_upload_whose_answer_is_lost_is_found_and_not_repeated(
    server: Server, train: str, harm: Callable[[Request], Response]
) -> None:
    server.after_upload = [harm]

    assert upload(train, provider="openai", base_url=server.url).id == "file-1"
    assert server.count(UPLOAD) == 1


def test_a_file_of_the_same_size_is_not_taken_for_it(server: Server, train: str) -> None:
    content = Path(train).read_bytes()
    server.hold("train.jsonl", content.replace(b"1", b"2"))
    server.on_request = [broken]

    assert upload(train, provider="openai", base_url=server.url).id == "file-2"


def test_an_upload_that_never_gets_an_answer_is_found_by_the_next(
    server: Server, train: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(once, "PAUSES", ())
    server.after_upload = [dropped]
    with pytest.raises(Unreachable):
        upload(train, provider="openai", base_url=server.url)

    assert upload(train, provider="openai", base_url=server.url).id == "file-1"
    assert server.count(UPLOAD) == 1


def test_a_large_file_goes_in_parts(server: Server, train: str, in_parts: int) -> None:
    stored = upload(train, provider="openai", base_url=server.url)

    assert (stored.id, server.count(PART)) == ("file-1", in_parts)
    assert sent(server) == [Path(train).read_bytes()]
    assert manifest.read(manifest.beside(train)).sending == ()


@pytest.mark.parametrize("after", [0, 2500, 4100])
def test_a_kill_between_parts_loses_no_part(
    server: Server, train: str, in_parts: int, after: int
) -> None:
    with pytest.raises(Killed):
        upload(train, provider="openai", base_url=server.url, progress=dying(after))
    arrived = len(server.multiparts["upload_1"]["parts"])
    server.requests.clear()

    upload(train, provider="openai", base_url=server.url)

    assert (server.count("POST /uploads"), server.count(PART)) == (0, in_parts - arrived)
    assert sent(server) == [Path(train).read_bytes()]


def test_what_is_on_its_way_meets_the_schema(server: Server, train: str, in_parts: int) -> None:
    with pytest.raises(Killed):
        upload(train, provider="openai", base_url=server.url, progress=dying(2500))

    kept = manifest.beside(train)
    [sending] = manifest.read(kept).sending
    assert (sending.upload, len(sending.parts)) == ("upload_1", 1)
    assert list(schema.faults("dataprep/manifest", json.loads(kept.read_text()))) == []


def test_an_upload_that_expired_is_begun_anew(server: Server, train: str, in_parts: int) -> None:
    with pytest.raises(Killed):
        upload(train, provider="openai", base_url=server.url, progress=dying(2500))
    server.multiparts["upload_1"]["status"] = "expired"

    upload(train, provider="openai", base_url=server.url)

    assert sent(server) == [Path(train).read_bytes()]
    assert list(server.multiparts) == ["upload_1", "upload_2"]


def test_a_part_that_is_refused_cancels_the_upload(
    server: Server, train: str, in_parts: int
) -> None:
    server.on_request = [None, None, refusing]

    with pytest.raises(Refused, match="no such part"):
        upload(train, provider="openai", base_url=server.url)
    assert server.multiparts["upload_1"]["status"] == "cancelled"
    assert sent(server) == []


def test_a_key_that_is_not_accepted_loses_no_part(
    server: Server, train: str, in_parts: int
) -> None:
    with pytest.raises(Killed):
        upload(train, provider="openai", base_url=server.url, progress=dying(2500))
    server.on_request = [None, unauthorized, unauthorized]
    with pytest.raises(KeyRefused):
        upload(train, provider="openai", base_url=server.url)

    upload(train, provider="openai", base_url=server.url)

    assert sent(server) == [Path(train).read_bytes()]
    assert list(server.multiparts) == ["upload_1"]


def test_a_server_that_lists_no_files_gets_the_file_again(server: Server, train: str) -> None:
    server.on_request = [broken, gone]

    assert upload(train, provider="openai", base_url=server.url).id == "file-1"


def test_a_file_that_changes_on_its_way_cancels_the_upload(
    server: Server, train: str, in_parts: int
) -> None:
    def watcher(request: str, when: str) -> bool:
        if request == PART:
            Path(train).write_bytes(Path(train).read_bytes().replace(b"1", b"2"))
        return False

    server.watcher = watcher

    with pytest.raises(SourceError, match="changed since it was checked"):
        upload(train, provider="openai", base_url=server.url)
    assert server.multiparts["upload_1"]["status"] == "cancelled"


def test_parts_are_put_together_once_although_the_answer_is_lost(
    server: Server, train: str, in_parts: int
) -> None:
    server.after_upload = [dropped]

    assert upload(train, provider="openai", base_url=server.url).id == "file-1"
    assert server.count("POST /uploads/upload_1/complete") == 1


def test_a_connection_that_breaks_in_a_part_sends_that_part_again(
    server: Server, train: str, in_parts: int
) -> None:
    server.on_request = [None, dropped]
    told: list[int] = []

    @contextmanager
    def progress(*_: object) -> Iterator[Callable[[int], None]]:
        yield told.append

    upload(train, provider="openai", base_url=server.url, progress=progress)

    assert sent(server) == [Path(train).read_bytes()]
    assert sum(told) == Path(train).stat().st_size


SCRIPT = """
import resource, sys
from dataprep.launcher import provider
service = provider.provider("openai", "http://127.0.0.1:1/v1")
import dataprep.launcher.openai_api.api
service.connect()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
from pathlib import Path
service = provider.provider("openai", sys.argv[2])
service.upload(Path(sys.argv[1]), lambda _: None)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_a_large_upload_adds_little_memory(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "large.jsonl"
    with path.open("wb") as file:
        file.truncate(150 << 20)
    server.http.clear()
    server.http.expect_request("/v1/files").respond_with_json({"id": "file-1", "filename": "x"})

    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(path), server.url], capture_output=True, text=True
    )

    assert int(done.stdout) < 60 * 1024, done.stderr
