"""Two targets publish validators: what they refuse, lint refuses, but for what the docs list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

import validators
from dataprep.linter.finding import Severity
from dataprep.linter.lint import lint
from mutations import files

DOCS = (Path(__file__).parents[2] / "docs" / "targets.md").read_text("utf-8")
TARGETS = {"together": validators.together, "mistral": validators.mistral}


def listed(target: str) -> tuple[set[str], list[str]]:
    """The codes that the docs list as refused here only, and the messages as refused there only."""
    section = DOCS.split(f"### {target}\n")[1].split("\n### ")[0]
    return set(re.findall(r"^\| (DP\d+) \|", section, re.M)), re.findall(
        r"^\| `([^`]+)` \|", section, re.M
    )


def differences(target: str, corpus: Iterable[tuple[str, bytes]], folder: Path) -> set[str]:
    """What is refused by one side only: our codes, and their messages."""
    validate, seen = TARGETS[target](), set()
    for name, data in corpus:
        file = folder / "train.jsonl"
        file.write_bytes(data)
        findings = lint([str(file)], target=target).findings
        ours = {found.code for found in findings if found.severity is Severity.ERROR}
        theirs = validate(file)
        if ours and theirs is None:
            seen |= ours
        elif theirs is not None and not ours:
            known = [message for message in listed(target)[1] if message in theirs]
            seen.add(known[0] if known else f"{name}: {theirs}")
    return seen


@pytest.mark.parametrize("target", TARGETS)
def test_the_docs_list_every_difference_and_no_other(target: str, tmp_path: Path) -> None:
    codes, messages = listed(target)

    assert differences(target, files(), tmp_path) == codes | set(messages)


@pytest.mark.parametrize("target", TARGETS)
def test_real_files_and_probes_differ_in_nothing_else(
    target: str, shared: Path, tmp_path: Path
) -> None:
    paths = [*shared.glob("probes/*.jsonl"), *shared.glob("data/*/*.jsonl")]
    corpus = ((path.name, path.read_bytes()) for path in sorted(paths))
    codes, messages = listed(target)

    assert differences(target, corpus, tmp_path) <= codes | set(messages)
