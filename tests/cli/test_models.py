"""``dataprep models``."""

from __future__ import annotations

import json

import pytest

from command import Run
from dataprep import schema


def test_each_model_is_listed_with_its_prices_and_days_left(dataprep: Run) -> None:
    done = dataprep("models", "openai")
    assert (done.returncode, done.stderr) == (0, "")
    assert (
        "gpt-4.1-mini-2025-04-14  sft     65,536     5.00    0.80  2027-01-06  2027-01-14\n"
        "o200k_base               dpo                        3.20  45 days     53 days   \n"
    ) in done.stdout
    assert (
        "o4-mini-2025-04-16       rft               100/h    4.00  2026-10-23  2026-10-23\n"
        "o200k_base                                         16.00  closed      shut down \n"
    ) in done.stdout


def test_the_table_fits_80_columns(dataprep: Run) -> None:
    done = dataprep("models")
    tables = [line for line in done.stdout.splitlines() if "https://" not in line]
    assert max(map(len, tables)) == 80


def test_closed_models_come_last(dataprep: Run) -> None:
    document = json.loads(dataprep("models", "openai", "--output-format", "json").stdout)
    states = [each["state"] for each in document["models"]]
    assert states == ["open"] * 4 + ["shut down"] * 6


def test_the_json_meets_its_schema(dataprep: Run) -> None:
    document = json.loads(dataprep("models", "--output-format", "json").stdout)
    assert schema.hand_written_fault("dataprep/models", document) is None


def test_the_days_left_are_counted_from_today(
    dataprep: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATAPREP_TODAY", "2027-01-05")
    first = json.loads(dataprep("models", "openai", "--output-format", "json").stdout)["models"][0]
    assert (first["training_days_left"], first["inference_days_left"]) == (1, 9)
