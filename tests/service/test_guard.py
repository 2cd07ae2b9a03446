"""Web pages are kept out, whatever their site's name leads to."""

from __future__ import annotations

import httpx
import pytest

from dataprep.service.guard import is_loopback

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
