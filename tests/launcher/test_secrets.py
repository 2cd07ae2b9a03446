"""No key, and no part of one, reaches a file, a log or a message, whatever a server says."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug import Request, Response

from command import Run
from dataprep.settings import hidden
from openai_server import Server, error

KEY = "sk-proj-Zx81kQwv72LmPq0TtYb9"
NAMES = ("OPENAI_API_KEY", "AZURE_OPENAI_API_KEY", "NEBIUS_API_KEY", "WANDB_API_KEY")
PARTS = {KEY[at : at + 6] for at in range(8, len(KEY) - 5)}


def telling(text: str, status: int) -> Callable[[Request], Response]:
    return lambda _: error(status, {"message": text, "code": "some_code"})


def echoing(request: Request) -> Response:
    return error(418, {"message": f"you sent {dict(request.headers)}"})


FAULTS = {
    "401": telling(f"Incorrect API key provided: {KEY}.", 401),
    "403 with a part": telling(f"key {KEY[:8]}***{KEY[-4:]} has no access", 403),
    "400 with the end": telling(f"the key ...{KEY[-10:]} is not good", 400),
    "500": telling(f"crashed at Bearer {KEY}", 500),
    "the headers themselves": echoing,
    "a broken answer": lambda _: Response(f'{{"key": "{KEY}"', content_type="application/json"),
}


@pytest.mark.parametrize(
    ("provider", "fault"),
    [*(("openai", fault) for fault in FAULTS), ("azure", "401"), ("nebius", "401")],
)
def test_a_key_is_nowhere(
    dataprep: Run,
    server: Server,
    train: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    fault: str,
    provider: str,
) -> None:
    for name in NAMES:
        monkeypatch.setenv(name, KEY)
    monkeypatch.setenv("OPENAI_LOG", "debug")
    server.before_create = [FAULTS[fault]]
    place = ("--provider", provider, "--base-url", server.url)

    first = dataprep("--debug", "launch", train, "--model", "gpt-4.1-mini", "--yes", *place)
    second = dataprep("launch", train, "--model", "gpt-4.1-mini", "--yes", *place)

    files = [path.read_text() for path in tmp_path.rglob("*") if path.is_file()]
    for text in (first.stdout, first.stderr, second.stdout, second.stderr, *files):
        assert not [part for part in PARTS if part in text]
        assert not re.search(r"authorization['\"]?: *['\"]?Bearer", text, re.IGNORECASE)
    assert second.returncode == 0


@given(st.text(), st.integers(0, len(KEY) - 8), st.integers(8, len(KEY)))
def test_any_part_of_a_key_is_hidden(around: str, start: int, size: int) -> None:
    part = KEY[start : start + size]

    assert part not in hidden(f"{around} {part} {around}", KEY)


@pytest.mark.parametrize("text", ["file-abc is uploaded", "sk-proj is the usual beginning", ""])
def test_what_is_no_key_stays(text: str) -> None:
    assert hidden(text, KEY) == text
