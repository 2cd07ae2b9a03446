from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dataprep.converter.convert import convert
from dataprep.converter.report import Output, RowRejected, UnknownSpeakers
from dataprep.errors import DataprepError, SourceError, TruncatedSource, UsageError

NARRATED = {"conversations": [{"from": "narrator", "value": "Once"}, {"from": "gpt", "value": "x"}]}


def exchange(question: object, answer: object = "a") -> dict[str, Any]:
    return {"question": question, "answer": answer}


def record(question: str, answer: str = "a") -> dict[str, Any]:
    sides = [("user", question), ("assistant", answer)]
    return {"messages": [{"role": role, "content": content} for role, content in sides]}


def records(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_bytes().split(b"\n") if line]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out.jsonl"


def source(folder: Path, *rows: object, name: str = "x.jsonl") -> str:
    path = folder / name
    path.write_text("".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in rows))
    return str(path)


def test_what_is_rejected_is_counted_and_kept_with_its_row(tmp_path: Path, out: Path) -> None:
    first = source(tmp_path, exchange("q"), "", "{broken", 5, exchange("q", 5))
    second = source(tmp_path, exchange("r"), exchange(" "), name="y.jsonl")

    report = convert([first, second], to=str(out), rejects=str(tmp_path / "no.jsonl"))

    assert (report.rows, report.records) == (6, 2)
    assert report.rejected == {"blank-turn": 1, "not-an-object": 1, "not-json": 1, "not-text": 1}
    assert records(out) == [record("q"), record("r")]
    assert records(tmp_path / "no.jsonl") == [
        {"path": first, "row": 2, "reason": "not-json", "value": "{broken"},
        {"path": first, "row": 3, "reason": "not-an-object", "value": 5},
        {"path": first, "row": 4, "reason": "not-text", "value": exchange("q", 5)},
        {"path": second, "row": 2, "reason": "blank-turn", "value": exchange(" ")},
    ]


def test_an_unknown_speaker_is_named_and_can_be_mapped(tmp_path: Path, out: Path) -> None:
    path = source(tmp_path, NARRATED, NARRATED)

    with pytest.raises(UnknownSpeakers, match=r"'narrator' \(2\)"):
        convert([path], to=str(out))
    assert not out.exists()

    unmapped = convert([path], to=str(out), policies={"unknown-role": "reject"})
    mapped = convert([path], to=str(out), roles={"Narrator": "user"}, force=True)

    assert (unmapped.rejected, unmapped.unknown_roles) == ({"unknown-role": 2}, {"narrator": 2})
    assert (mapped.rejected, records(out)) == ({}, [record("Once", "x")] * 2)


@pytest.mark.parametrize("around", [{"version": "2"}, {}, None])
def test_rows_in_a_file_that_is_one_object_are_read_by_the_format_of_that_object(
    tmp_path: Path, out: Path, around: dict[str, str] | None
) -> None:
    asked = {"question": "Why?", "answers": [{"text": "So."}], "id": "1"}
    article = {"title": "t", "paragraphs": [{"context": "All is so.", "qas": [asked, asked]}]}
    rows = [article] if around is None else [{**around, "data": [article]}]

    report = convert([source(tmp_path, *rows)], to=str(out))

    assert (report.format, report.rows) == ("squad-file", 2)
    assert records(out) == [record("All is so.\n\nWhy?", "So.")] * 2


def test_a_system_text_goes_where_a_row_has_none(tmp_path: Path, out: Path) -> None:
    path = source(tmp_path, exchange("q"), {**exchange("r"), "system_prompt": "mine"})

    convert([path], to=str(out), system="yours")

    assert [r["messages"][0]["content"] for r in records(out)] == ["yours", "mine"]


def test_a_definition_of_ones_own_reads_what_no_format_fits(tmp_path: Path, out: Path) -> None:
    (tmp_path / "mine.toml").write_text(
        'title = "mine"\nshape = "fields"\n'
        '[map]\nuser = ["a.x", "b[0]"]\njoin = " "\nassistant = "c"\n'
    )
    path = source(tmp_path, {"a": {"x": "1"}, "b": ["2"], "c": "3"})

    report = convert([path], to=str(out), definition=str(tmp_path / "mine.toml"))

    assert (report.format, records(out)) == ("mine", [record("1 2", "3")])


def test_a_truncated_source_keeps_its_whole_rows_and_says_so(tmp_path: Path, out: Path) -> None:
    (tmp_path / "x.json").write_text(json.dumps([exchange("q"), exchange("r")])[:-8])

    with pytest.raises(TruncatedSource, match="the 1 whole rows before are converted"):
        convert([str(tmp_path / "x.json")], to=str(out))

    assert records(out) == [record("q")]


def test_after_a_truncated_source_the_next_one_is_read(tmp_path: Path, out: Path) -> None:
    (tmp_path / "x.json").write_text(json.dumps([exchange("q"), exchange("r")])[:-8])
    sources = [str(tmp_path / "x.json"), source(tmp_path, exchange("s"), name="y.jsonl")]

    with pytest.raises(TruncatedSource, match="x.json: ends in the middle"):
        convert(sources, to=str(out))

    assert records(out) == [record("q"), record("s")]


def test_without_a_record_nothing_is_written_but_what_was_rejected(
    tmp_path: Path, out: Path
) -> None:
    path, rejects = source(tmp_path, exchange("q", " ")), tmp_path / "no.jsonl"

    report = convert([path], to=str(out), rejects=str(rejects), validation=0.5)

    assert (report.rows, report.records, report.files) == (1, 0, ())
    assert sorted(file.name for file in tmp_path.iterdir()) == ["no.jsonl", "x.jsonl"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[{"question": "q", "answer": "a"}, {"quest', TruncatedSource),
        ('{"question": "q", "answer": "a"}\n{"question": "q"}\n', RowRejected),
    ],
)
def test_under_strict_nothing_is_written(
    tmp_path: Path, out: Path, text: str, fault: type[DataprepError]
) -> None:
    (tmp_path / "x.json").write_text(text)

    with pytest.raises(fault):
        convert([str(tmp_path / "x.json")], to=str(out), strict=True)

    assert [path.name for path in tmp_path.iterdir()] == ["x.json"]


@pytest.mark.parametrize("text", ["", "[]", "\n\n", "question,answer\n"])
def test_a_source_without_rows_is_an_error(tmp_path: Path, out: Path, text: str) -> None:
    path = tmp_path / ("x.csv" if "," in text else "x.json")
    path.write_text(text)

    with pytest.raises(SourceError):
        convert([str(path)], to=str(out))

    assert not out.exists()


def test_a_fraction_and_a_number_hold_out_whole_prompts(tmp_path: Path, out: Path) -> None:
    path = source(tmp_path, *(exchange(f"q{n % 40}", f"a{n}") for n in range(200)))
    held_out = tmp_path / "out.validation.jsonl"

    for size in (0.25, 20):
        report = convert([path], to=str(out), validation=size, force=True)
        sides = [{r["messages"][0]["content"] for r in records(side)} for side in (out, held_out)]
        assert sides[0] & sides[1] == set()
        assert len(sides[0] | sides[1]) == 40
        assert report.files == (
            Output(str(out), len(records(out))),
            Output(str(held_out), len(records(held_out))),
        )
    assert len(records(held_out)) == 20


def test_a_record_stays_on_its_side_when_others_come(tmp_path: Path, out: Path) -> None:
    few, many = (
        source(tmp_path, *map(exchange, map(str, range(n))), name=f"{n}") for n in (50, 90)
    )
    held_out = tmp_path / "held.jsonl"

    convert([few], to=str(out), validation=0.3, validation_to=str(held_out))
    before = [records(out), records(held_out)]
    convert([many], to=str(out), validation=0.3, validation_to=str(held_out), force=True)

    assert [r for r in records(out) if int(r["messages"][0]["content"]) < 50] == before[0]
    assert [r for r in records(held_out) if int(r["messages"][0]["content"]) < 50] == before[1]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"validation": 5}, "leaves nothing to train on of 2 records"),
        ({"validation_to": "v.jsonl"}, "say how many with --validation"),
        ({"validation": 1, "to": "-"}, "say where it goes with --validation-to"),
        ({"rejects": "OUT"}, "two outputs have one name"),
        ({"format": "alpaca", "definition": "mine.toml"}, "give one of them"),
    ],
)
def test_options_that_do_not_fit_together_are_said(
    tmp_path: Path, out: Path, options: dict[str, Any], said: str
) -> None:
    path = source(tmp_path, exchange("q"), exchange("r"))
    options = {"to": str(out)} | {k: str(out) if v == "OUT" else v for k, v in options.items()}

    with pytest.raises(UsageError, match=said):
        convert([path], **options)

    assert not out.exists()


def test_an_output_that_exists_stops_it_before_the_work(tmp_path: Path, out: Path) -> None:
    out.write_text("mine")

    with pytest.raises(DataprepError, match="give --force to replace it"):
        convert([source(tmp_path, exchange("q"))], to=str(out))

    assert out.read_text() == "mine"


def test_any_number_of_jobs_writes_the_same(tmp_path: Path) -> None:
    rows = [exchange("é" * 900, f"{n}") if n % 7 else 5 for n in range(20_000)]
    path = source(tmp_path, *rows)
    reports = []

    for jobs in (1, 2):
        to, rejects = str(tmp_path / f"{jobs}.jsonl"), str(tmp_path / f"{jobs}.no.jsonl")
        reports.append(convert([path], to=to, rejects=rejects, jobs=jobs))

    assert reports[0].rejected == reports[1].rejected
    for name in ("{}.jsonl", "{}.no.jsonl"):
        one, two = ((tmp_path / name.format(jobs)).read_bytes() for jobs in (1, 2))
        assert one == two


CELL = st.none() | st.integers() | st.text(max_size=4)
TURN = st.fixed_dictionaries({"from": st.sampled_from(["human", "gpt", "x", None]), "value": CELL})
MESSAGE = st.fixed_dictionaries(
    {"role": st.sampled_from(["system", "user", "assistant", "tool"]), "content": CELL}
)
FORMATS = {
    "alpaca": st.fixed_dictionaries({"instruction": CELL, "input": CELL, "output": CELL}),
    "openai-messages": st.fixed_dictionaries({"messages": st.lists(MESSAGE, max_size=4)}),
    "prompt-completion": st.fixed_dictionaries({"prompt": CELL, "completion": CELL}),
    "question-answer": st.fixed_dictionaries({"question": CELL, "answer": CELL}),
    "sharegpt": st.fixed_dictionaries({"conversations": st.lists(TURN, max_size=4)}),
}


@pytest.mark.parametrize("name", FORMATS)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None
)
@given(data=st.data())
def test_every_row_is_a_record_or_rejected(tmp_path: Path, name: str, data: st.DataObject) -> None:
    rows = data.draw(st.lists(FORMATS[name], min_size=1, max_size=6))
    out = tmp_path / "out.jsonl"

    out.unlink(missing_ok=True)
    report = convert(
        [source(tmp_path, *rows)],
        to=str(out),
        format=name,
        policies={"unknown-role": "reject"},
        force=True,
    )

    assert report.rows == len(rows) == report.records + sum(report.rejected.values())
    assert [(file.path, file.records) for file in report.files] == (
        [(str(out), len(records(out)))] if out.exists() else []
    )
