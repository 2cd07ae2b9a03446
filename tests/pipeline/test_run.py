from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dataprep.errors import DataprepError
from dataprep.launcher.launch import Launched
from dataprep.pipeline.pipeline import read
from dataprep.pipeline.run import Result, run
from serving import end_service

ROWS = [{"question": f"What is {n} + 1?", "answer": str(n + 1)} for n in range(14)]
PIPELINE = """
[convert]
sources = ["rows.jsonl"]
to = "out/train.jsonl"
validation = 3

[lint]
fail-on = "error"

[estimate]
models = ["gpt-4.1-mini"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, ROWS)))
    (tmp_path / "pipeline.toml").write_text(PIPELINE)
    return tmp_path


def results(folder: Path, **options: Any) -> list[Result]:
    return list(run(read(str(folder / "pipeline.toml")), **options))


def test_each_stage_reads_what_the_one_before_wrote(folder: Path) -> None:
    convert, lint, estimate = results(folder)

    assert [output.records for output in convert.report.files] == [11, 3]
    assert [file.records for file in lint.report.files] == [11, 3]
    assert estimate.report.records == 11


def test_what_is_done_is_not_done_again(folder: Path) -> None:
    first, again, forced = results(folder), results(folder), results(folder, from_stage="convert")

    assert [result.unchanged for result in again] == [True, False, False]
    assert [result.report for result in again] == [result.report for result in first]
    assert not forced[0].unchanged


def test_a_run_from_elsewhere_finds_what_is_done(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    results(folder)
    monkeypatch.chdir(folder)

    assert results(Path())[0].unchanged


@pytest.mark.parametrize("kept", ["[]", "{", '{"version": 1, "key": 1}', '{"version": 2}'])
def test_what_is_kept_in_another_form_counts_as_nothing(folder: Path, kept: str) -> None:
    (folder / "pipeline.state.json").write_text(kept)

    assert not results(folder)[0].unchanged


@pytest.mark.parametrize("change", ["rows.jsonl", "pipeline.toml", "out/train.jsonl"])
def test_what_changed_is_done_again(folder: Path, change: str) -> None:
    results(folder)
    file = folder / change
    file.write_text(file.read_text().replace("What is 5", "How much is 5").replace("= 3", "= 2"))

    assert not results(folder)[0].unchanged


def test_a_stage_that_fails_is_the_last(folder: Path) -> None:
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, ROWS[:9])))

    convert, lint = results(folder)

    assert (convert.failed, lint.failed) == (False, True)


def test_a_file_of_another_origin_is_replaced_only_by_force(folder: Path) -> None:
    (folder / "out").mkdir()
    (folder / "out/train.jsonl").write_text("mine")

    with pytest.raises(DataprepError, match="--force"):
        results(folder)
    assert (folder / "out/train.jsonl").read_text() == "mine"

    assert len(results(folder, force=True)) == 3


def test_a_file_of_another_origin_is_safe_beside_those_of_an_earlier_run(folder: Path) -> None:
    results(folder)
    (folder / "notes.jsonl").write_text("mine")
    text = PIPELINE.replace("validation = 3", 'validation = 3\nrejects = "notes.jsonl"')
    (folder / "pipeline.toml").write_text(text)

    with pytest.raises(DataprepError, match=r"notes\.jsonl: exists already"):
        results(folder)
    assert (folder / "notes.jsonl").read_text() == "mine"


def test_a_source_that_was_cut_off_can_be_repaired(folder: Path) -> None:
    whole = (folder / "rows.jsonl").read_text()
    (folder / "rows.jsonl").write_text(whole[:-5])
    with pytest.raises(DataprepError, match="ends in the middle"):
        results(folder)

    (folder / "rows.jsonl").write_text(whole)

    assert results(folder)[0].report.records == 14


def test_a_later_stage_does_not_read_what_is_out_of_date(folder: Path) -> None:
    results(folder)
    (folder / "pipeline.toml").write_text(PIPELINE.replace("validation = 3", "validation = 2"))

    with pytest.raises(DataprepError, match="run it again first"):
        results(folder, from_stage="lint")


@pytest.fixture
def launching(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A pipeline of all stages, and the service that it starts."""
    monkeypatch.setenv("DATAPREP_DATA", str(folder / "data"))
    launch = '[launch]\nmodel = "gpt-4.1-mini"\nprovider = "local"\nepochs = 1\n'
    compare = '[compare]\nprompt = "What is 2 + 1?"\n'
    (folder / "pipeline.toml").write_text(PIPELINE + launch + compare)
    yield folder
    end_service(folder / "data")


def test_a_job_is_launched_on_what_was_converted_and_asked(launching: Path) -> None:
    offers: list[Launched] = []

    def confirm(offer: Launched) -> bool:
        offers.append(offer)
        return True

    *_, launched, compared = results(launching, confirm=confirm)

    assert [offer.cost_usd for offer in offers] == [0]
    assert launched.report.job.status == "succeeded"
    model = launched.report.job.fine_tuned_model
    assert compared.report.models == ("gpt-4.1-mini-2025-04-14", model)


def test_what_was_launched_before_can_be_asked_again(launching: Path) -> None:
    with pytest.raises(DataprepError, match="has changed; run it again first"):
        results(launching, from_stage="compare")
    *_, first = results(launching)

    (again,) = results(launching, from_stage="compare")

    assert again.report.models == first.report.models


def test_a_comparison_needs_models_or_a_job(folder: Path) -> None:
    (folder / "pipeline.toml").write_text('[compare]\nprompt = "a"\n')

    with pytest.raises(DataprepError, match="names no models and no job was launched"):
        results(folder)


def test_a_run_can_begin_later(folder: Path) -> None:
    results(folder)

    assert [result.stage for result in results(folder, from_stage="lint")] == ["lint", "estimate"]


def test_stages_without_a_conversion_name_their_files(folder: Path) -> None:
    results(folder)
    (folder / "pipeline.toml").write_text('[estimate]\nfiles = ["out/train.jsonl"]\n')

    (estimate,) = results(folder)

    assert estimate.report.records == 11


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[convert", "is not TOML"),
        ("", "names no stage"),
        ("[covnert]\n", "'covnert'"),
        ('[convert]\nsources = ["x"]\n', "where to"),
        ('[convert]\nto = "x"\n', "say what to convert"),
        ('[convert]\nsources = ["x"]\nto = "-"\n', "must be the name of a file"),
        ('[convert]\nsources = ["x"]\nto = "x"\nbogus = 1\n', "'bogus'"),
        ('[convert]\nsources = "x"\nto = "x"\n', "convert.sources"),
        ("[lint]\n", "[lint] has no files"),
        ("[estimate]\nepochs = 0\n", "estimate.epochs"),
    ],
)
def test_a_wrong_pipeline_is_explained(folder: Path, text: str, said: str) -> None:
    (folder / "pipeline.toml").write_text(text)

    with pytest.raises(DataprepError) as caught:
        results(folder)

    assert said in str(caught.value)
    assert "pipeline.toml" in str(caught.value)


def test_a_stage_that_is_not_there_cannot_be_begun_with(folder: Path) -> None:
    with pytest.raises(DataprepError, match="it has: convert, lint, estimate"):
        results(folder, from_stage="launch")
