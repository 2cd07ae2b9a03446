"""Counting: both tokenizers give the reference's numbers, with no network."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dataprep.tokens.count
from dataprep.tokens.count import SMALL_BYTES, TIKTOKEN, TOKTOK, agree, count, tokenizer

ENCODINGS = ["o200k_base", "cl100k_base"]
TOKENIZERS = [TIKTOKEN, TOKTOK]
MEGABYTE = 1 << 20
SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|fim_prefix|>", "<|", "|>", "\n", " "]


@pytest.mark.parametrize("encoding", ENCODINGS)
@settings(deadline=None)  # the first call loads both
@given(st.lists(st.text(), max_size=8))
def test_both_tokenizers_count_the_same_in_any_text(encoding: str, texts: list[str]) -> None:
    assert agree(texts, encoding)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", ["a" * 5000, " " * 5000, "\n" * 5000, "漢" * 5000, "👩‍👩‍👧" * 500])
def test_both_tokenizers_count_the_same_in_monotonous_text(encoding: str, text: str) -> None:
    assert agree([text], encoding)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("piece", ["a", "漢", "ab1 ", "é", "."])
def test_both_tokenizers_count_the_same_in_a_word_of_a_megabyte(encoding: str, piece: str) -> None:
    assert agree([piece * (MEGABYTE // len(piece.encode()))], encoding)


@pytest.mark.parametrize("encoding", ENCODINGS)
@settings(deadline=None)
@given(st.lists(st.sampled_from(SPECIAL) | st.text(max_size=3), max_size=12).map("".join))
def test_both_tokenizers_count_the_same_around_what_looks_special(encoding: str, text: str) -> None:
    assert agree([text, ""], encoding)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_both_tokenizers_count_the_same_in_all_real_texts(shared: Path, encoding: str) -> None:
    texts = [
        text
        for file in sorted((shared / "data").rglob("*.json*"))
        if file.suffix in {".json", ".jsonl"}
        for line in file.read_text("utf-8", errors="replace").splitlines()
        for text in (line, *strings(line))
    ]
    assert len(texts) > 10_000
    assert agree(texts, encoding)


def strings(line: str) -> Iterator[str]:
    """Give the texts in a line, if it is JSON."""
    try:
        left = [json.loads(line)]
    except ValueError:
        return
    while left:
        match left.pop():
            case str(text):
                yield text
            case list(items):
                left += items
            case dict(fields):
                left += fields.values()


@pytest.mark.parametrize("by", TOKENIZERS)
@pytest.mark.parametrize(
    ("text", "tokens"),
    [("", 0), ("system", 1), ("hello world", 2), ("<|endoftext|>", 7), ("<|im_start|>", 6)],
)
def test_what_looks_like_a_special_token_is_plain_text(text: str, tokens: int, by: str) -> None:
    assert count([text], "o200k_base", tokenizer=by) == {text: tokens}


def counted_elsewhere(cache: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Count in a process of its own that has no network, with CACHE as the user's folder."""
    script = (
        "import os; from dataprep.tokens.count import count\n"
        "found = count(['hello world'], 'o200k_base', tokenizer='tiktoken')\n"
        "print(found, 'TIKTOKEN_CACHE_DIR' in os.environ)"
    )
    environment = {"HTTPS_PROXY": "http://127.0.0.1:9"}
    if cache:
        environment["TIKTOKEN_CACHE_DIR"] = str(cache)
    return subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False
    )


def test_the_vocabularies_come_with_the_package() -> None:
    assert counted_elsewhere().stdout == "{'hello world': 2} False\n"


def test_a_users_folder_of_vocabularies_is_read_and_left_alone(tmp_path: Path) -> None:
    for vocabulary in Path(dataprep.tokens.count.__file__).with_name("encodings").iterdir():
        (tmp_path / vocabulary.name).symlink_to(vocabulary)

    assert counted_elsewhere(tmp_path).stdout == "{'hello world': 2} True\n"


def test_a_users_folder_without_the_vocabulary_is_an_error_that_names_the_variable(
    tmp_path: Path,
) -> None:
    error = counted_elsewhere(tmp_path).stderr.splitlines()[-1]

    assert error == (
        "dataprep.errors.DataprepError: "
        "the vocabulary o200k_base cannot be loaded; "
        "unset TIKTOKEN_CACHE_DIR and DATA_GYM_CACHE_DIR"
    )


@pytest.mark.parametrize(
    ("wanted", "size", "texts", "chosen"),
    [
        ("auto", SMALL_BYTES, ["hello"], TIKTOKEN),
        ("auto", SMALL_BYTES + 1, ["hello"], TOKTOK),
        ("auto", SMALL_BYTES + 1, [], TIKTOKEN),
        ("tiktoken", SMALL_BYTES + 1, ["hello"], TIKTOKEN),
    ],
)
def test_the_fast_tokenizer_counts_much_text_that_both_agree_on(
    wanted: str, size: int, texts: list[str], chosen: str
) -> None:
    assert tokenizer(wanted, texts, ENCODINGS, size=size) == chosen
