from __future__ import annotations

from pathlib import Path

import pytest

from dataprep.errors import SourceError, UsageError
from dataprep.launcher.compare import Comparison, compare
from dataprep.launcher.provider import NotFound
from openai_server import Server, job


def answers(comparison: Comparison) -> list[list[str]]:
    return [[answer.text for answer in prompt.answers] for prompt in comparison.prompts]


def test_each_model_answers_with_its_tokens_and_time(server: Server) -> None:
    done = compare(["a", "b"], prompt="Gold?", provider="openai", base_url=server.url)

    assert done.models == ("a", "b")
    assert answers(done) == [["a: Gold?", "b: Gold?"]]
    [prompt] = done.prompts
    for answer in prompt.answers:
        assert (answer.prompt_tokens, answer.completion_tokens) == (7, 3)
        assert answer.seconds > 0


def test_a_file_holds_texts_or_records(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "prompts.txt"
    path.write_text(
        "Gold?\n\n"
        '{"messages": [{"role": "user", "content": "Iron?"}, '
        '{"role": "assistant", "content": "Rusts."}]}\n'
        '{"messages": [{"role": "system", "content": "S"}, {"role": "user", "content": "Tin?"}]}\n'
    )

    done = compare(["a"], prompts=str(path), provider="openai", base_url=server.url)

    assert answers(done) == [["a: Gold?"], ["a: Iron?"], ["a: S / Tin?"]]


@pytest.mark.parametrize("messages", ['["x"]', '[{"content": "x"}]', '[{"role": 1}]'])
def test_a_message_without_a_role_is_named(server: Server, tmp_path: Path, messages: str) -> None:
    path = tmp_path / "prompts.jsonl"
    path.write_text(f'Gold?\n{{"messages": {messages}}}\n')

    with pytest.raises(SourceError, match=r"prompts\.jsonl, line 2: a message has no role"):
        compare(["a"], prompts=str(path), system="S", provider="openai", base_url=server.url)
    assert server.requests == []


def test_a_system_message_comes_first_and_alone(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "prompts.jsonl"
    path.write_text(
        '{"messages": [{"role": "system", "content": "S"}, {"role": "user", "content": "Tin?"}]}'
    )

    done = compare(["a"], prompts=str(path), system="T", provider="openai", base_url=server.url)

    assert answers(done) == [["a: T / Tin?"]]


def test_a_job_means_its_base_and_its_model(server: Server) -> None:
    server.jobs["ftjob-1"] = job("ftjob-1", {"model": "base", "training_file": "file-1"})
    server.jobs["ftjob-1"] |= {"status": "succeeded", "fine_tuned_model": "ft:base:us"}

    done = compare(prompt="Gold?", job="ftjob-1", provider="openai", base_url=server.url)

    assert done.models == ("base", "ft:base:us")


def test_a_job_without_a_model_cannot_be_asked(server: Server) -> None:
    server.jobs["ftjob-1"] = job("ftjob-1", {"model": "base", "training_file": "file-1"})

    with pytest.raises(UsageError, match="ftjob-1 has no model, as it is validating_files"):
        compare(prompt="Gold?", job="ftjob-1", provider="openai", base_url=server.url)


def test_a_model_that_cannot_be_asked_ends_it(server: Server) -> None:
    with pytest.raises(NotFound, match="No such thing: nowhere"):
        compare(["a", "nowhere"], prompt="Gold?", provider="openai", base_url=server.url)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"models": ["a"]}, "give a prompt or a file of prompts"),
        ({"models": ["a"], "prompt": "x", "prompts": "y"}, "one of them"),
        ({"prompt": "x"}, "there is no model to ask"),
        ({"prompt": "x", "job": "ftjob-1"}, "say with --provider whose job it is"),
        ({"prompt": "x", "models": ["a"]}, "no catalogue has 'a'"),
    ],
)
def test_what_is_asked_must_fit_together(given: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        compare(**given)
