from __future__ import annotations

import re

import pytest

from dataprep.linter.page import WIDTH, page
from dataprep.linter.rule import Rule, rules
from dataprep.linter.selection import rule_named
from dataprep.resources import folder

ROOT = str(folder("samples/rules"))


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_a_page_has_title_facts_sections_and_example(rule: Rule) -> None:
    text = page(rule)

    title, facts, *_ = text.split("\n\n")
    assert title == f"# {rule.name} ({rule.code})"
    assert facts.startswith(f"**{rule.severity}**")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings[:2] == ["Why", "What to do"]
    # A file of half a gigabyte is no example.
    assert ("Example" in headings) == (rule.code != "DP008")


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_a_page_is_plain_text_that_is_the_same_everywhere(rule: Rule) -> None:
    text = page(rule)

    assert text.count("````") % 2 == 0
    assert ROOT not in text
    assert all(line.isprintable() for line in text.split("\n"))
    assert max(map(len, text.split("\n"))) <= WIDTH + len(" … ")


def shown(name: str) -> list[str]:
    """The blocks of the page of the rule NAME: its files, and what is reported of them."""
    return re.findall(r"^````text\n(.*?)\n````$", page(rule_named(name)), re.MULTILINE | re.DOTALL)


def test_an_example_shows_the_record_and_what_is_reported_of_it() -> None:
    file, said, fixed = shown("unknown-role")

    assert file.startswith('{"messages": [{"role": "human"')
    assert said.startswith("line 1, column ")
    assert fixed.startswith('{"messages": [{"role": "user"')


def test_the_page_of_a_fix_that_removes_lines_shows_those_that_are_left() -> None:
    file, _, fixed = shown("blank-line")

    assert fixed.split("\n") == [line for line in file.split("\n") if line]


def test_the_first_lines_are_shown_and_those_that_have_findings() -> None:
    file, said = shown("missing-item-field")

    lines = file.split("\n")
    assert lines[6] == "… (lines 7 to 11)"
    assert len(lines) == 8
    assert said.startswith("line 12")


def test_of_two_files_each_is_named() -> None:
    text = page(rule_named("leaked-prompt"))

    training, validation, said = shown("leaked-prompt")
    assert ("`bad.jsonl`:" in text, "`validation.jsonl`:" in text) == (True, True)
    assert training != validation
    assert said == "validation.jsonl, line 1: the same prompt as line 4 of bad.jsonl"


def test_a_compressed_file_is_named_and_not_shown() -> None:
    assert "`validation.jsonl.gz`, which is not shown here." in page(
        rule_named("too-many-examples")
    )


def test_what_was_asked_for_is_told() -> None:
    assert "Reported with `--model gpt-4.1-mini` on 2026-11-22:" in page(rule_named("closing-soon"))
    assert "Reported with `--target openai/rft`:" in page(rule_named("nothing-to-grade"))


def test_bytes_that_are_no_text_are_shown_as_escapes() -> None:
    file, _ = shown("binary-file")

    assert file.startswith(r"\x1f\x8b")


def test_a_rule_that_is_off_says_how_to_switch_it_on() -> None:
    assert "off by default: `--extend-select near-duplicate`" in page(rule_named("near-duplicate"))
