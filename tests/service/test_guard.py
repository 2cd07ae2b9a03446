"""Web pages are kept out, whatever their site's name leads to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from openai import OpenAI

from command import Run
from dataprep.service.guard import is_loopback
from serving import serving

JOB = '{"model": "rehearsal", "training_file": "file-x"}'
PLAIN = {"content-type": "text/plain"}


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "localhost.evil.example", "192.0.2.1", "[", ""]
)
def test_another_machine_is_not_played(url: str, host: str) -> None:
    done = httpx.get(f"{url}/files", headers={"host": host})

    assert done.status_code == 403
    assert done.json()["error"]["message"] == f"{host!r} is not this machine; ask 127.0.0.1"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:80", "LOCALHOST", "[::1]:80", "[::1]"])
def test_this_machine_has_several_names(url: str, host: str) -> None:
    assert httpx.get(f"{url}/files", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "http://localhost:3000", "null", ""])
def test_a_page_of_another_site_is_refused(url: str, origin: str) -> None:
    done = httpx.post(f"{url}/fine_tuning/jobs/ftjob-x/cancel", headers={"origin": origin})

    assert done.status_code == 403
    assert done.json()["error"]["message"] == f"pages of {origin!r} may not use this service"


def test_a_page_of_its_own_is_answered(url: str) -> None:
    headers = {"origin": url.removesuffix("/v1")}
    assert httpx.get(f"{url}/files", headers=headers).status_code == 200


@pytest.fixture
def keyed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A service that all machines reach, and its key is "right"."""
    monkeypatch.setenv("DATAPREP_SERVICE_KEY", "right")
    with serving(tmp_path, "--host", "0.0.0.0") as (_, url):  # noqa: S104 — the point of it
        yield url.replace("0.0.0.0", "127.0.0.1")  # noqa: S104


def test_a_service_with_a_key_answers_who_knows_it(keyed: str) -> None:
    with OpenAI(base_url=keyed, api_key="right", max_retries=0) as openai:
        assert openai.models.list().data


@pytest.mark.parametrize("key", ["wrong", "righ", "r\u00efght".encode().decode("latin-1")])
def test_who_does_not_know_the_key_is_refused(keyed: str, key: str) -> None:
    headers = {"authorization": f"Bearer {key}".encode("latin-1")}
    for refused in (httpx.get(f"{keyed}/models", headers=headers), httpx.get(f"{keyed}/models")):
        assert (refused.status_code, refused.json()["error"]["code"]) == (401, "invalid_api_key")


def test_without_a_key_other_machines_are_not_served(dataprep: Run) -> None:
    done = dataprep("serve", "--port", "0", "--data", "d", "--host", "0.0.0.0")  # noqa: S104

    assert done.returncode == 2
    assert done.stderr.startswith("error: whoever reaches 0.0.0.0 could use this service: set DATA")


@pytest.mark.parametrize("headers", [PLAIN, {}])
def test_a_body_says_that_it_is_json(url: str, headers: dict[str, str]) -> None:
    done = httpx.post(f"{url}/fine_tuning/jobs", content=JOB, headers=headers)

    kind = headers.get("content-type", "")
    assert done.status_code == 415
    assert done.json()["error"]["message"] == (
        f"Unsupported content type: {kind!r}; this takes 'application/json' only"
    )


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.2", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("a", False)],  # noqa: S104 — that it is open
)
def test_loopback_is_this_machine_alone(host: str, loopback: bool) -> None:  # noqa: FBT001 — a table
    assert is_loopback(host) is loopback
