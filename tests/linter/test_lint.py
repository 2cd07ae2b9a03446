from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chat_records import chats
from dataprep.errors import CatalogError, SourceError, UsageError
from dataprep.linter import lint as stage
from dataprep.linter.lint import lint
from dataprep.records import source

CHAT = {
    "messages": [
        {"role": "user", "content": "Wer fand Radium?"},
        {"role": "assistant", "content": "Marie Curie."},
    ]
}


def write(path: Path, *records: Any) -> str:
    path.write_bytes(b"".join(orjson.dumps(record) + b"\n" for record in records))
    return str(path)


def codes(path: str, **options: Any) -> list[str]:
    return [found.code for found in lint([path], **options).findings]


def test_enough_good_records_have_no_findings(tmp_path: Path) -> None:
    report = lint([write(tmp_path / "x.jsonl", *chats(50))])

    assert (report.findings, report.files[0].records, report.target) == ((), 50, "openai/sft")


def test_a_finding_says_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"messages": [{"content": "🙂", "role": "User"}]}\n', "utf-8")

    (found,) = lint([str(path)], select=["DP203"]).findings

    place = (found.line, found.column, found.pointer)
    assert place == (1, 40, "/messages/0/role")
    assert found.message == "'User' is not a role here; did you mean 'user'?"


def test_an_unknown_field_is_found_at_its_key(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"weight": 1, "messages": []}\n')

    (found,) = lint([str(path)], select=["DP102"]).findings

    assert (found.column, found.pointer) == (2, "/weight")


@pytest.mark.parametrize(
    ("record", "method"),
    [
        (CHAT, "sft"),
        ({"input": CHAT, "preferred_output": [], "non_preferred_output": []}, "dpo"),
        ({"messages": CHAT["messages"][:1], "answer": "Curie"}, "rft"),
    ],
)
def test_the_method_is_told_from_the_records(tmp_path: Path, record: Any, method: str) -> None:
    assert lint([write(tmp_path / "x.jsonl", record)]).target == f"openai/{method}"


def test_a_record_of_another_method_is_one_finding(tmp_path: Path) -> None:
    path = write(tmp_path / "x.jsonl", *chats(50))

    report = lint([path], target="openai/dpo")

    assert dict(report.counts) == {"DP110": 50}


def test_files_of_unlike_methods_are_each_linted_for_their_own(tmp_path: Path) -> None:
    pairs = [
        {
            "input": {"messages": chat["messages"][:1]},
            "preferred_output": chat["messages"][1:],
            "non_preferred_output": [{"role": "assistant", "content": "Schwer. " * (1 + turn % 5)}],
        }
        for turn, chat in enumerate(chats(50))
    ]
    paths = [write(tmp_path / "a.jsonl", *chats(50)), write(tmp_path / "b.jsonl", *pairs)]

    report = lint(paths)

    assert (report.target, dict(report.counts)) == ("openai", {})


def test_the_minimum_is_for_training_files_only(tmp_path: Path) -> None:
    train, valid = write(tmp_path / "t.jsonl", *chats(50)), write(tmp_path / "v.jsonl", CHAT)

    assert lint([train], validation=valid, select=["DP501"]).counts == {}
    assert lint([valid], validation=train, select=["DP501"]).counts == {"DP501": 1}


def test_each_of_many_findings_in_one_line_has_its_column(tmp_path: Path) -> None:
    messages = [{"role": "x", "content": ""}] * 2000
    path = write(tmp_path / "x.jsonl", {"messages": messages})

    found = lint([path], select=["DP203"], max_findings=0).findings

    width = len('{"role":"x","content":""},')
    first = len('{"messages":[{"role":') + 1
    assert [f.column for f in found] == [first + width * number for number in range(2000)]


def test_a_file_of_blank_lines_is_empty(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text("\n" * 70_000)

    assert lint([str(tmp_path / "x.jsonl")]).counts == {"DP001": 1, "DP010": 70_000}


@pytest.mark.parametrize("text", ['[{"messages": []}]', '{\n"messages": []\n}\n'])
def test_a_file_in_another_form_has_its_size(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.jsonl").write_text(text)

    assert lint([str(tmp_path / "x.jsonl")]).files[0].bytes == len(text)


@pytest.mark.parametrize("end", ["one, ] two", "NaN is", "so,", "a \\"])
def test_a_line_that_is_cut_off_in_a_text_is_explained_as_that(tmp_path: Path, end: str) -> None:
    (tmp_path / "x.jsonl").write_text(
        '{"messages": [{"role": "user", "content": "' + end + "\n{}\n"
    )

    (found,) = lint([str(tmp_path / "x.jsonl")], select=["DP0"]).findings

    assert (found.code, found.line) == ("DP027", 1)


def test_all_are_counted_and_the_first_are_listed(tmp_path: Path) -> None:
    path = write(tmp_path / "x.jsonl", *[{}] * 30)

    report = lint([path], max_findings=3, select=["DP101"])

    assert (report.counts, [found.line for found in report.findings]) == ({"DP101": 30}, [1, 2, 3])


def test_what_is_ignored_gives_way_to_no_worse_explanation(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"weight": NaN}\n')

    assert codes(str(path), select=["DP0"]) == ["DP014"]
    assert codes(str(path), select=["DP0"], ignore=["nan-literal"]) == []


@pytest.mark.parametrize(
    ("options", "error", "hint"),
    [
        ({"select": ["XX"]}, UsageError, "`dataprep rule` lists them"),
        ({"ignore": ["blank-lines"]}, UsageError, "did you mean blank-line"),
        ({"target": "opanai"}, CatalogError, "openai"),
        ({"target": "openai/ppo"}, UsageError, "did you mean dpo"),
    ],
)
def test_what_does_not_exist_is_named(
    tmp_path: Path, options: dict[str, Any], error: type[Exception], hint: str
) -> None:
    with pytest.raises(error, match=hint):
        lint([write(tmp_path / "x.jsonl", CHAT)], **options)


def test_a_missing_file_is_an_error() -> None:
    with pytest.raises(SourceError, match="no such file"):
        lint(["nowhere.jsonl"])


def test_days_count_from_the_day_that_is_given(tmp_path: Path) -> None:
    path = write(tmp_path / "x.jsonl", *chats(50))

    def found(day: date) -> list[str]:
        return codes(path, model="gpt-4.1-mini", today=day)

    assert found(date(2026, 1, 1)) == []
    assert found(date(2026, 11, 22)) == ["DP705"]
    assert found(date(2027, 1, 6)) == ["DP704"]
    assert found(date(2027, 1, 14)) == ["DP703"]


@given(
    data=st.binary(max_size=300)
    | st.text(alphabet='{}[]",:\\ndu0e\n "', max_size=120).map(str.encode)
)
def test_bytes_of_any_kind_are_linted(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("any") / "x.jsonl"
    path.write_bytes(data)

    report = lint([str(path)])

    assert report.errors + report.warnings == sum(report.counts.values())


LINES = [
    orjson.dumps(CHAT),
    b"",
    b'{"messages": []}',
    b"[1, 2]",
    b'{"messages": [{"role": "user"',
    b'{"messages": [{"role": "user", "content": "\xe9"}]}',
    '{"messages": [{"role": "User", "content": "\u2028"}]}'.encode(),
]


@settings(deadline=None)
@given(
    chosen=st.lists(st.sampled_from(LINES), max_size=40),
    end=st.sampled_from([b"", b"\n"]),
    size=st.integers(1, 200),
    listed=st.integers(0, 3),
)
def test_where_a_file_is_cut_changes_nothing(
    chosen: list[bytes],
    end: bytes,
    size: int,
    listed: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    path = tmp_path_factory.mktemp("cut") / "x.jsonl"
    path.write_bytes(b"\n".join([orjson.dumps(CHAT), *chosen]) + end)
    whole = lint([str(path)], max_findings=listed)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stage, "parts", lambda found: source.parts(found, size=size))
        cut = lint([str(path)], max_findings=listed)

    assert cut == whole


def test_all_cores_find_what_one_process_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"\n".join(LINES * 500))
    monkeypatch.setattr(stage, "parts", lambda found: source.parts(found, size=20_000))

    assert lint([str(path)], jobs=2) == lint([str(path)], jobs=1)


Mutation = Callable[[Any], object]
MUTATIONS: list[tuple[Mutation, str]] = [
    (lambda r: r.pop("messages"), "DP101"),
    (lambda r: r.update(source="web"), "DP102"),
    (lambda r: r.update(messages={}), "DP103"),
    (lambda r: r.update(messages=[]), "DP105"),
    (lambda r: r["messages"][0].pop("role"), "DP101"),
    (lambda r: r["messages"][0].pop("content"), "DP101"),
    (lambda r: r["messages"][0].update(content=None), "DP103"),
    (lambda r: r["messages"][0].update(role="gpt"), "DP203"),
    (lambda r: r["messages"][0].update(weight=1), "DP205"),
    (lambda r: r["messages"][1].update(weight=2), "DP204"),
    (lambda r: r["messages"][1].update(weight="1"), "DP204"),
    (lambda r: r["messages"][1].update(weight=0), "DP201"),
    (lambda r: r["messages"].pop(), "DP201"),
    (lambda r: r["messages"][1].update(content=None), "DP103"),
    (lambda r: r["messages"][1].update(tool_calls=[]), "DP105"),
    (lambda r: r.update(tools={}), "DP103"),
]


@pytest.mark.parametrize(("mutation", "code"), MUTATIONS)
def test_a_good_record_made_bad_is_found(tmp_path: Path, mutation: Mutation, code: str) -> None:
    record = copy.deepcopy(CHAT)
    mutation(record)

    assert code in codes(write(tmp_path / "x.jsonl", CHAT, record))


def test_no_file_at_hand_makes_it_fail(shared: Path) -> None:
    paths = [p for room in ("data", "probes") for p in (shared / room).rglob("*") if p.is_file()]
    assert paths

    for path in paths:
        report = lint([str(path)])
        assert report.errors + report.warnings == sum(report.counts.values())


def test_the_probes_that_are_about_structure_are_found(shared: Path) -> None:
    manifest = json.loads((shared / "probes/manifest.json").read_text("utf-8"))
    groups = ("structure", "roles", "weights")
    wanted = [p for p in manifest if p["group"] in groups and p["expect"] == "bad"]
    assert wanted

    for probe in wanted:
        report = lint([str(shared / "probes" / f"{probe['id']}.jsonl")], max_findings=0)
        places = {f.line for f in report.findings if f.severity == "error"}
        assert places & {probe["line"], None}, probe
