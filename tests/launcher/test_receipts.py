"""What jobs were billed, kept where they were launched from."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from dataprep import schema
from dataprep.launcher import manifest
from dataprep.launcher.launch import Launched, launch
from dataprep.launcher.manifest import Estimated
from dataprep.launcher.provider import Job
from dataprep.launcher.receipts import Receipt, receipts, settle
from openai_server import Server


@pytest.fixture
def launched(server: Server, train: str) -> Launched:
    return launch(train, model="gpt-4.1-mini", base_url=server.url, epochs=3)


def ended(launched: Launched, billed: int | None) -> Job:
    """Return the job once it has ended, and was BILLED."""
    assert launched.job
    return replace(launched.job, status="succeeded", trained_tokens=billed)


def settled(launched: Launched, billed: int | None, train: str) -> Receipt | None:
    """Settle the job as billed."""
    place = {"provider": launched.provider, "base_url": launched.base_url}
    return settle(ended(launched, billed), Path(train).parent, **place)


def test_a_launch_keeps_its_estimate(launched: Launched, train: str) -> None:
    [run] = manifest.read(manifest.beside(train)).runs
    assert launched.estimate
    assert launched.estimate.billed_tokens
    tokens = launched.estimate.billed_tokens
    assert (run.estimated, run.trained_tokens) == (Estimated(tokens, tokens, tokens), None)


def test_a_bill_is_kept_and_makes_a_receipt(launched: Launched, train: str) -> None:
    assert receipts([train], Path()) == []

    given = settled(launched, 100, train), settled(launched, 100, train)

    assert launched.job
    assert launched.estimate
    tokens = launched.estimate.billed_tokens or 0
    book = manifest.beside(train)
    expected = Receipt(
        str(book), launched.job.id, "openai", "gpt-4.1-mini", tokens, tokens, tokens, 100
    )
    assert receipts([train], Path()) == receipts([], Path(train).parent) == [expected]
    assert given == (expected, expected)
    assert schema.hand_written_fault("dataprep/manifest", json.loads(book.read_bytes())) is None


@pytest.mark.parametrize(
    ("other", "billed"), [({"provider": "local"}, 100), ({"base_url": None}, 100), ({}, None)]
)
def test_a_job_of_somebody_else_or_without_a_bill_changes_nothing(
    launched: Launched, train: str, other: dict[str, str | None], billed: int | None
) -> None:
    before = manifest.beside(train).read_bytes()
    settled(replace(launched, **other), billed, train)
    assert manifest.beside(train).read_bytes() == before


def test_the_runs_stay_in_their_order(launched: Launched, server: Server, train: str) -> None:
    later = launch(train, model="gpt-4.1-mini", base_url=server.url, epochs=2)
    settled(launched, 100, train)
    assert launched.job
    assert later.job
    jobs = [run.job for run in manifest.read(manifest.beside(train)).runs]
    assert jobs == [launched.job.id, later.job.id]


def test_a_manifest_of_an_earlier_version_is_read(launched: Launched, train: str) -> None:
    book = manifest.beside(train)
    document = json.loads(book.read_bytes())
    for run in document["runs"]:
        del run["estimated"], run["trained_tokens"]
    book.write_text(json.dumps(document), "utf-8")
    assert [run.estimated for run in manifest.read(book).runs] == [None]
    assert receipts([train], Path()) == []


@pytest.mark.parametrize(
    ("billed", "error", "within"), [(100, 0.1, True), (110, 0.0, True), (120, -1 / 12, False)]
)
def test_the_error_is_that_of_the_estimate(billed: int, error: float, within: bool) -> None:  # noqa: FBT001
    receipt = Receipt("a", "b", "c", "d", estimated=110, low=90, high=110, billed=billed)
    assert (receipt.error, receipt.is_within) == (pytest.approx(error), within)
