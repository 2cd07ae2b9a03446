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


def test_every_rule_has_samples() -> None:
    codes = {rule.code for rule in rules()}

    assert {sample.code for sample in SAMPLES} == codes - TOO_LARGE_FOR_A_SAMPLE
