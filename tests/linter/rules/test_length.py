"""The rules about length: where a record is cut, and what is lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dataprep.linter.testing import check
from dataprep.tokens.chat import sequences
from dataprep.tokens.count import SMALL_BYTES, TIKTOKEN, count

SMALL = {"model": "gpt-3.5-turbo", "today": date(2026, 6, 1)}
LIMIT = 16_385

# As many tokens as characters.
LONG = "4," * 8_400


def user(text: str) -> Any:
    return {"role": "user", "content": text}


def said(text: str, **more: Any) -> Any:
    return {"role": "assistant", "content": text, **more}


def chat(*messages: Any, **more: Any) -> Any:
    return {"messages": list(messages), **more}


def pair(prompt: str, preferred: str, other: str) -> Any:
    return {
        "input": {"messages": [user(prompt)]},
        "preferred_output": [said(preferred)],
        "non_preferred_output": [said(other)],
    }


TOOL = {"type": "function", "function": {"name": "f", "description": LONG}}


@pytest.mark.parametrize(
    ("record", "code", "at"),
    [
        (chat(user("Hi."), said("Hello.")), None, ""),
        (chat(user("Hi."), said(LONG)), "DP901", "/messages/1"),
        (chat(user(LONG), said("Hello.")), "DP902", "/messages/1"),
        (chat(user("Hi."), said("Hello."), user(LONG), said("Yes.")), "DP902", "/messages/3"),
        (
            chat(user("Hi."), said("Hello."), user(LONG), said("Yes.", weight=0)),
            "DP901",
            "/messages/2",
        ),
        (chat(user("Hi."), said(LONG), user("Go on."), said("5.")), "DP902", "/messages/3"),
        (chat(user("Hi."), said("Hello."), tools=[TOOL]), "DP902", "/messages/1"),
        (pair("Hi.", "Hello.", "Yes."), None, ""),
        (pair("Hi.", LONG, "Yes."), "DP901", "/preferred_output/0"),
        (pair("Hi.", "Hello.", LONG), "DP901", "/non_preferred_output/0"),
        (pair(LONG, "Hello.", "Yes."), "DP902", "/preferred_output/0"),
    ],
)
def test_one_finding_says_what_is_cut(record: Any, code: str | None, at: str) -> None:
    found = [each for rule in ("DP901", "DP902") for each in check(rule, record, **SMALL)]

    assert [(each.code, each.pointer) for each in found] == ([(code, at)] if code else [])


def test_a_reinforcement_record_has_no_answer_to_lose() -> None:
    record = chat(user("4," * 33_000), answer="4")
    limits = {"model": "gpt-4.1", "target": "openai/rft"}

    assert [each.pointer for each in check("DP901", record, **limits)] == ["/messages/0"]
    assert not check("DP902", record, **limits)


@pytest.mark.parametrize("over", [0, 1])
def test_the_limit_itself_is_within_it(over: int) -> None:
    record = chat(user("Hi."), said("4," * 8_180))
    (sequence,) = sequences(record, "sft")
    tokens = sequence.sure.length(count(sequence.strings, "cl100k_base", tokenizer=TIKTOKEN))
    record["messages"][1]["content"] += "".join("4,"[n % 2] for n in range(LIMIT - tokens + over))

    found = check("DP901", record, **SMALL)

    expected = [f"the record has {LIMIT + 1:,} tokens and is cut here, after {LIMIT:,}"]
    assert [each.message for each in found] == (expected if over else [])


@pytest.mark.parametrize("over", [0, 1])
@pytest.mark.parametrize("tokenizer", ["auto", "tiktoken"])
def test_a_large_file_has_the_same_limit_with_every_tokenizer(tokenizer: str, over: int) -> None:
    short = chat(user("Hi."), said("the station " * 1_500))
    record = chat(user("Hi."), said("4," * ((LIMIT - 11 + over) // 2) + "4" * over))
    many = [short] * (SMALL_BYTES // 17_000)

    found = check("DP901", *many, record, tokenizer=tokenizer, **SMALL)

    assert [each.line for each in found] == [len(many) + 1] * over


def test_without_a_model_the_roomiest_open_one_counts() -> None:
    record = chat(user("Hi."), said("4," * 33_000))

    assert not check("DP901", chat(user("Hi."), said(LONG)))
    assert "after 65,536" in check("DP901", record)[0].message


def test_long_lines_of_few_tokens_are_within_the_limit() -> None:
    picture = {"type": "image_url", "image_url": {"url": "data:image/png;base64," + "A" * 99_000}}
    seen = {"role": "user", "content": [{"type": "text", "text": "What is this?"}, picture]}

    assert not check("DP901", chat(seen, said("A black square.")))
    assert not check("DP901", chat(user("the station " * 30_000), said("Yes.")))


def test_small_files_have_no_dominating_record() -> None:
    small, large = chat(user("Hi."), said("Hello.")), chat(user("Hi."), said(LONG))

    assert [each.line for each in check("DP903", *[small] * 19, large)] == [20]
    assert not check("DP903", *[small] * 18, large)
    assert not check("DP903", *[large] * 20)
