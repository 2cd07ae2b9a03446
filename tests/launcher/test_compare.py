from __future__ import annotations

import threading
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from dataprep.errors import SourceError, UsageError
from dataprep.launcher.compare import Comparison, compare
from dataprep.launcher.provider import NotFound
from openai_server import KEY, Server, job


def answers(comparison: Comparison) -> list[list[str]]:
    return [[answer.text for answer in prompt.answers] for prompt in comparison.prompts]


def test_each_model_answers_with_its_tokens_and_time(server: Server) -> None:
    done = compare(["a", "b"], prompt="Gold?", provider="openai", base_url=server.url)

    assert done.models == ("a", "b")
    assert answers(done) == [["a: Gold?", "b: Gold?"]]
    [prompt] = done.prompts
    for answer in prompt.answers:
        assert (answer.prompt_tokens, answer.completion_tokens) == (7, 3)
        assert 0 < (answer.first_token_seconds or 0) <= answer.seconds


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


def test_a_server_that_does_not_stream_is_asked_plainly(server: Server) -> None:
    done = compare(["blunt"], prompt="Gold?", provider="openai", base_url=server.url)

    [prompt] = done.prompts
    assert answers(done) == [["blunt: Gold?"]]
    assert prompt.answers[0].first_token_seconds is None


def test_a_tuned_model_of_the_catalogue_has_its_cost(server: Server) -> None:
    tuned = "ft:gpt-4.1-mini-2025-04-14:us::1"

    done = compare([tuned, "gpt-4.1-mini"], prompt="Tin?", provider="openai", base_url=server.url)

    first, second = done.prompts[0].answers
    assert first.cost_usd == pytest.approx((7 * 0.80 + 3 * 3.20) / 1_000_000)
    assert second.cost_usd is None


def test_models_may_be_of_several_providers(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEBIUS_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)

    done = compare(["openai:a", "nebius:b"], prompt="Tin?", provider="nebius", base_url=server.url)

    assert answers(done) == [["a: Tin?", "b: Tin?"]]


def test_answers_are_waited_for_together_but_no_more_than_asked_for(
    server: Server, tmp_path: Path
) -> None:
    (tmp_path / "prompts.txt").write_text("\n".join(f"{n}?" for n in range(6)))
    both, open_now, most = threading.Barrier(2, timeout=20), 0, []

    def watcher(request: str, when: str) -> bool:
        nonlocal open_now
        open_now += 1 if when == "before" else -1
        most.append(open_now)
        if when == "before":
            both.wait()
        return False

    with HTTPServer(threaded=True) as http:
        several = Server(http, watcher=watcher)
        done = compare(
            ["a"],
            prompts=str(tmp_path / "prompts.txt"),
            provider="openai",
            base_url=several.url,
            at_once=2,
        )

    assert max(most) == 2
    assert answers(done) == [[f"a: {n}?"] for n in range(6)]


def test_after_a_failure_nothing_more_is_asked(server: Server, tmp_path: Path) -> None:
    (tmp_path / "prompts.txt").write_text("\n".join(f"{n}?" for n in range(50)))

    with pytest.raises(NotFound):
        compare(
            ["nowhere"],
            prompts=str(tmp_path / "prompts.txt"),
            provider="openai",
            base_url=server.url,
            at_once=1,
        )
    assert len(server.requests) < 10


def test_a_file_without_a_prompt_is_told(tmp_path: Path) -> None:
    (tmp_path / "prompts.txt").write_text("\n")

    with pytest.raises(UsageError, match="holds no prompt"):
        compare(["gpt-4.1"], prompts=str(tmp_path / "prompts.txt"))
