"""The samples are the rules' contract."""

from __future__ import annotations

from pathlib import Path

import pytest

from dataprep.linter.rule import rules
from dataprep.linter.testing import Sample, samples
from dataprep.resources import folder

SAMPLES = list(samples(Path(str(folder("samples/rules")))))
# A file that is too large for the provider is half a gigabyte. Its rule has a test of its own.
TOO_LARGE_FOR_A_SAMPLE = {"DP008"}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample.code}-{sample.name}")
def test_a_bad_sample_has_its_code_alone_and_a_good_one_has_none(sample: Sample) -> None:
    expected = {sample.code} if sample.name == "bad" else set()

    assert {found.code for found in sample.findings()} == expected


FIXES = {rule.code for rule in rules() if rule.fixes}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample.code}-{sample.name}")
def test_only_a_rule_that_says_how_safe_they_are_gives_fixes(sample: Sample) -> None:
    gives = any(found.fix for found in sample.findings())

    assert gives == (sample.name == "bad" and sample.code in FIXES)


@pytest.mark.parametrize(
    "sample", [s for s in SAMPLES if s.name == "bad" and s.code in FIXES], ids=lambda s: s.code
)
def test_a_bad_sample_is_fixed_to_the_fixed_one(sample: Sample) -> None:
    fixed = sample.path.with_name("fixed.jsonl").read_bytes()

    assert sample.fixed() == fixed
    assert fixed != sample.path.read_bytes()


def test_only_rules_that_fix_have_fixed_samples() -> None:
    folders = {sample.code for sample in SAMPLES if sample.path.with_name("fixed.jsonl").exists()}

    assert folders == FIXES


def test_every_rule_has_samples() -> None:
    codes = {rule.code for rule in rules()}

    assert {sample.code for sample in SAMPLES} == codes - TOO_LARGE_FOR_A_SAMPLE
