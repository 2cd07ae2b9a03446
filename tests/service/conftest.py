"""One service for all tests of this folder: each makes files and jobs of its own."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator

import pytest
from openai import OpenAI

from serving import ELLE, LIMERICKS, client, serving

Upload = Callable[[str], str]


@pytest.fixture(scope="session")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("service")) as (_, url):
        yield url


@pytest.fixture(scope="session")
def openai(url: str) -> Iterator[OpenAI]:
    with client(url) as opened:
        yield opened


@pytest.fixture
def upload(openai: OpenAI) -> Upload:
    """Upload a text as a training file, giving its id."""
    return lambda text: (
        openai.files.create(file=("train.jsonl", text.encode()), purpose="fine-tune").id
    )


@pytest.fixture(scope="session")
def limericks() -> list[str]:
    """Sixteen records as lines."""
    with LIMERICKS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return [_record(question, answer) for question, answer in rows]


def _record(question: str, answer: str) -> str:
    roles = {"system": ELLE, "user": question, "assistant": answer}
    messages = [{"role": role, "content": content} for role, content in roles.items()]
    return json.dumps({"messages": messages}) + "\n"
