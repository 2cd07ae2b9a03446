"""Which rows are picked, and in what order."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataprep.converter.convert import convert
from dataprep.converter.picking import Row, mixed, sampled, shuffled
from dataprep.converter.report import Output
from dataprep.errors import UsageError


def rows(count: int, path: str = "x") -> Iterator[Row]:
    return (Row(path, number, {"n": number}) for number in range(1, count + 1))


def chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 — repeatable, not secret


def write(folder: Path, name: str, count: int) -> str:
    path = folder / f"{name}.jsonl"
    lines = (json.dumps({"question": f"{name}{n}", "answer": "a"}) for n in range(count))
    path.write_text("\n".join(lines))
    return str(path)


def questions(path: Path) -> list[str]:
    records = (json.loads(line) for line in path.read_text().splitlines())
    return [record["messages"][0]["content"] for record in records]


@settings(deadline=None)
@given(count=st.integers(0, 50), seed=st.integers())
def test_shuffling_loses_no_row_and_repeats_none(
    count: int, seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp()

    found = list(shuffled(rows(count), chance(seed), folder=folder))

    assert sorted(found) == list(rows(count))


@settings(deadline=None)
@given(count=st.integers(1, 50), size=st.integers(1, 60), seed=st.integers())
def test_a_sample_is_of_the_size_asked_for_and_holds_no_row_twice(
    count: int, size: int, seed: int
) -> None:
    found = list(sampled(rows(count), size, chance(seed)))

    assert len(set(map(repr, found))) == len(found) == min(count, size)


def test_every_row_is_as_likely_to_be_in_a_sample() -> None:
    always = chance(1)
    drawn = Counter(row.number for _ in range(2000) for row in sampled(rows(10), 3, always))

    assert all(500 < times < 700 for times in drawn.values()), drawn


def test_a_mix_keeps_the_proportions_and_each_source_in_order() -> None:
    found = list(mixed([rows(7000, "a"), rows(9000, "b")], [0.7, 0.3], chance(5)))

    of_a, of_b = ([row.number for row in found if row.path == path] for path in "ab")
    assert (of_a, of_b) == (list(range(1, 7001)), list(range(1, len(of_b) + 1)))
    assert 0.68 < len(of_a) / len(found) < 0.72


@pytest.mark.parametrize(
    "options",
    [
        {"shuffle": True, "seed": 7},
        {"shuffle": True, "limit": 900},
        {"limit": 900},
        {"mix": (0.7, 0.3), "seed": 3},
        {"mix": (0.5, 0.5), "shuffle": True, "limit": 500},
        {"dedupe": True, "shuffle": True, "validation": 0.2},
        {"dedupe": True, "validation": 30},
    ],
)
def test_the_same_seed_gives_the_same_files_with_any_number_of_jobs(
    tmp_path: Path, options: dict[str, Any]
) -> None:
    sources = [write(tmp_path, "a", 4000), write(tmp_path, "b", 4000)]
    for jobs in (1, 2):
        folder = tmp_path / str(jobs)
        folder.mkdir()
        to, origins = folder / "out.jsonl", str(folder / "origins.jsonl")
        convert(sources, to=str(to), provenance=origins, jobs=jobs, **options)

    one, two = (
        {
            path.name: path.read_bytes().replace(str(path.parent).encode(), b"")
            for path in (tmp_path / jobs).iterdir()
        }
        for jobs in "12"
    )
    assert one == two


def test_another_seed_gives_another_order_of_the_same_rows(tmp_path: Path) -> None:
    source, out = write(tmp_path, "q", 300), tmp_path / "out.jsonl"
    orders = []

    for seed in (1, 2):
        convert([source], to=str(out), shuffle=True, seed=seed, force=True)
        orders.append(questions(out))

    assert orders[0] != orders[1]
    assert sorted(orders[0]) == sorted(orders[1]) == sorted(f"q{n}" for n in range(300))


def test_sources_of_several_formats_are_read_each_by_its_own(tmp_path: Path) -> None:
    turns = [{"from": "human", "value": "Hm?"}, {"from": "gpt", "value": "Hm."}]
    (tmp_path / "turns.jsonl").write_text(json.dumps({"conversations": turns}) + "\n")
    sources = [write(tmp_path, "q", 2), str(tmp_path / "turns.jsonl")]
    out = tmp_path / "out.jsonl"

    joined = convert(sources, to=str(out))
    in_order = questions(out)
    picked = convert(sources, to=str(out), shuffle=True, force=True)

    assert joined.format == picked.format == "question-answer, sharegpt"
    assert in_order == ["q0", "q1", "Hm?"]
    assert sorted(questions(out)) == ["Hm?", "q0", "q1"]


@pytest.mark.parametrize(
    "mix", [(1.0,), (0.5, 0.3, 0.2), (0.5, -0.5), (0.0, 0.0), (float("nan"), 1)]
)
def test_a_mix_that_does_not_fit_the_sources_is_said(
    tmp_path: Path, mix: tuple[float, ...]
) -> None:
    sources = [write(tmp_path, "a", 2), write(tmp_path, "b", 2)]

    with pytest.raises(UsageError, match="give one share for each of the 2 sources"):
        convert(sources, to=str(tmp_path / "out.jsonl"), mix=mix)


def test_what_was_rejected_is_named_by_its_own_row_after_shuffling(tmp_path: Path) -> None:
    source, no = write(tmp_path, "q", 50), tmp_path / "no.jsonl"
    Path(source).write_text(Path(source).read_text().replace('"q31"', "31"))

    report = convert(
        [source], to=str(tmp_path / "out.jsonl"), rejects=str(no), shuffle=True, seed=2
    )

    assert (report.rows, report.rejected) == (50, {"not-text": 1})
    assert json.loads(no.read_text())["row"] == 32


def test_provenance_names_the_row_of_each_record_on_both_sides(tmp_path: Path) -> None:
    source, out = write(tmp_path, "q", 40), tmp_path / "out.jsonl"
    for size in (0.3, 9):
        report = convert(
            [source],
            to=str(out),
            validation=size,
            provenance=str(tmp_path / "origins.jsonl"),
            shuffle=True,
            force=True,
        )

        origins = (tmp_path / "origins.jsonl").read_text().splitlines()
        lines = [json.loads(line) for line in origins]
        assert len(lines) == report.records
        for file in report.files:
            numbers = {line["record"]: line["row"] for line in lines if line["path"] == file.path}
            assert file == Output(file.path, len(numbers))
            assert questions(Path(file.path)) == [
                f"q{row - 1}" for _, row in sorted(numbers.items())
            ]
