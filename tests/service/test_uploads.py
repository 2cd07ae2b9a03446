"""Large files come in parts, and what is too long is refused."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import openai as sdk
import pytest
from openai import OpenAI

from dataprep.catalog import catalog
from dataprep.launcher.terms import terms
from dataprep.service.limit import LIMITS

MEGABYTE = 1024 * 1024
CONTENT = b'{"messages": []}\n' * 200


def begin(openai: OpenAI, size: int = len(CONTENT)) -> str:
    made = openai.uploads.create(
        bytes=size, filename="big.jsonl", mime_type="application/jsonl", purpose="fine-tune"
    )
    assert (made.status, made.expires_at - made.created_at) == ("pending", 3600)
    return made.id


def add(openai: OpenAI, upload: str, data: bytes) -> str:
    return openai.uploads.parts.create(upload, data=data).id


@pytest.mark.parametrize("provider", ["openai", "local"])
def test_lint_the_launcher_and_the_service_know_the_same_limits(provider: str) -> None:
    known, linted = terms(provider), catalog.provider(provider).limits.values()

    assert (known.whole_bytes, known.part_bytes) == (LIMITS["whole_bytes"], LIMITS["part_bytes"])
    assert {limits.file_bytes for limits in linted} == {LIMITS["upload_bytes"]}


def test_a_file_in_parts_is_a_file_like_any(openai: OpenAI, tmp_path: Path) -> None:
    path = tmp_path / "big.jsonl"
    path.write_bytes(CONTENT)

    done = openai.uploads.upload_file_chunked(
        file=path,
        mime_type="application/jsonl",
        purpose="fine-tune",
        part_size=1000,
        md5=hashlib.md5(CONTENT, usedforsecurity=False).hexdigest(),
    )

    assert done.status == "completed"
    assert done.file
    kept = openai.files.retrieve(done.file.id)
    assert (kept.filename, kept.bytes, kept.purpose) == ("big.jsonl", len(CONTENT), "fine-tune")
    assert openai.files.content(kept.id).read() == CONTENT


def test_parts_are_joined_in_the_order_that_is_named(openai: OpenAI) -> None:
    upload = begin(openai, size=4)
    first, second = add(openai, upload, b"ab"), add(openai, upload, b"cd")

    done = openai.uploads.complete(upload, part_ids=[second, first])

    assert done.file
    assert openai.files.content(done.file.id).read() == b"cdab"


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (["{}"], "have 4 bytes, where 5 were announced"),
        (["{}", "{}"], "have 8 bytes, where 5 were announced"),
        ([], "are not parts of upload_"),
        (["other"], "are not parts of upload_"),
    ],
)
def test_an_upload_that_is_not_what_it_said_is_not_completed(
    openai: OpenAI, parts: list[str], said: str
) -> None:
    upload = begin(openai, size=5)
    part = add(openai, upload, b"abcd")

    with pytest.raises(sdk.BadRequestError, match=said):
        openai.uploads.complete(upload, part_ids=[each.format(part) for each in parts])


def test_an_upload_with_another_sum_is_not_completed_until_it_is_right(openai: OpenAI) -> None:
    upload = begin(openai, size=4)
    part = add(openai, upload, b"abcd")

    with pytest.raises(sdk.BadRequestError, match="the md5 of the parts is e2fc714c"):
        openai.uploads.complete(upload, part_ids=[part], md5="0" * 32)

    assert openai.uploads.complete(upload, part_ids=[part]).status == "completed"
    with pytest.raises(sdk.BadRequestError, match="is completed: it takes no more"):
        openai.uploads.complete(upload, part_ids=[part])


def test_an_upload_that_was_cancelled_takes_no_more(openai: OpenAI) -> None:
    upload = begin(openai)
    add(openai, upload, b"ab")

    assert openai.uploads.cancel(upload).status == "cancelled"
    with pytest.raises(sdk.BadRequestError, match="is cancelled: it takes no more"):
        add(openai, upload, b"cd")


@pytest.mark.parametrize("size", [0, 9 * 1024 * MEGABYTE])
def test_an_upload_has_a_size_within_the_limit(openai: OpenAI, size: int) -> None:
    with pytest.raises(sdk.BadRequestError, match="- 'bytes'"):
        begin(openai, size=size)


def test_what_is_no_upload_is_not_found(openai: OpenAI) -> None:
    with pytest.raises(sdk.NotFoundError, match="No such Upload object: upload_x"):
        openai.uploads.cancel("upload_x")


def endless(size: int) -> Iterator[bytes]:
    """Give SIZE bytes of which nobody says how many are coming."""
    for _ in range(size // MEGABYTE):
        yield b" " * MEGABYTE


def test_a_body_that_is_too_long_is_refused_while_it_comes(url: str) -> None:
    headers = {"content-type": "application/json"}

    done = httpx.post(f"{url}/chat/completions", content=endless(40 * MEGABYTE), headers=headers)

    assert done.status_code == 413
    assert done.json()["error"]["message"] == (
        "This is too long: at most 33554432 bytes are taken here"
    )


@pytest.mark.parametrize(
    ("path", "most"), [("/files", 512 * MEGABYTE), ("/uploads/upload_x/parts", 64 * MEGABYTE)]
)
def test_a_file_above_the_limit_is_refused_before_it_comes(url: str, path: str, most: int) -> None:
    place = urlsplit(url)
    with closing(HTTPConnection(place.hostname or "", place.port)) as connection:
        connection.putrequest("POST", f"{place.path}{path}")
        connection.putheader("content-type", "multipart/form-data; boundary=x")
        connection.putheader("content-length", str(2 * most))
        connection.endheaders()
        assert connection.getresponse().status == 413
