from __future__ import annotations

import json
from pathlib import Path

import pytest

from dataprep.launcher.failure import cause
from dataprep.launcher.launch import launch
from dataprep.launcher.provider import Job
from dataprep.launcher.watch import watch
from openai_server import Server


@pytest.fixture
def failed(server: Server, train: str) -> Job:
    """A job that was launched from a file whose line 3 was at fault, and failed for it."""
    launch(train, model="gpt-4.1-mini", base_url=server.url)
    lines = Path(train).read_text().splitlines(keepends=True)
    lines[2] = lines[2].replace('"role": "user"', '"rol": "user"', 1)
    Path(train).write_text("".join(lines))
    said = "Invalid file format. Example 3, message 1 Discriminator 'role' is missing in value"
    server.jobs["ftjob-1"] |= {"status": "failed", "error": {"code": "x", "message": said}}
    return watch("ftjob-1", provider="openai", base_url=server.url)


def test_the_line_that_the_provider_names_is_shown_with_what_lint_finds(
    failed: Job, train: str
) -> None:
    found = cause(failed, Path(train).parent)

    assert found
    assert (found.path, found.line) == (train, 3)
    assert json.loads(found.text or "")["messages"]
    assert "DP101" in {each.code for each in found.findings}


def test_a_job_from_elsewhere_has_advice_alone(failed: Job, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    found = cause(failed, tmp_path / "empty")

    assert found
    assert (found.path, found.line) == (None, None)


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ("The job failed due to an internal error.", "launch again"),
        ("This training file was blocked by our moderation system", "take out"),
        ("You have reached your billing hard limit", "top it up"),
    ],
)
def test_what_no_file_shows_has_advice(server: Server, train: str, said: str, advice: str) -> None:
    launch(train, model="gpt-4.1-mini", base_url=server.url)
    server.jobs["ftjob-1"] |= {"status": "failed", "error": {"code": "x", "message": said}}
    job = watch("ftjob-1", provider="openai", base_url=server.url)

    found = cause(job, Path(train).parent)

    assert found
    assert advice in (found.advice or "")


def test_a_message_about_the_whole_file_finds_its_rule(server: Server, train: str) -> None:
    launch(train, model="gpt-4.1-mini", base_url=server.url)
    Path(train).write_text("".join(Path(train).read_text().splitlines(keepends=True)[:7]))
    said = "Training file has 7 example(s), but must have at least 10 examples"
    server.jobs["ftjob-1"] |= {"status": "failed", "error": {"code": "x", "message": said}}
    job = watch("ftjob-1", provider="openai", base_url=server.url)

    found = cause(job, Path(train).parent)

    assert found
    assert [each.code for each in found.findings] == ["DP501"]
