"""The reporters write one report, each into its golden file (`make golden` writes them anew)."""

from __future__ import annotations

import io
import json
import os
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import GOLDEN
from dataprep import __version__, schema
from dataprep.linter import lint as stage
from dataprep.linter import reporters
from dataprep.linter.excerpt import excerpt
from dataprep.linter.finding import Report
from dataprep.linter.lint import lint
from dataprep.linter.reporters.text import WIDTH, frame
from dataprep.linter.testing import Sample, check, samples
from dataprep.records import source
from dataprep.records.pointer import place
from dataprep.records.printable import cells, fitted
from dataprep.resources import folder

FOLDER = GOLDEN / "reporters"
FILES = ["train.jsonl", "a, b%.jsonl"]
SAMPLES = list(samples(Path(str(folder("samples/rules")))))


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    """The report on texts that each format has to write with care, some of it left out."""
    for name in FILES:
        shutil.copy(FOLDER / name, tmp_path)
    monkeypatch.chdir(tmp_path)
    return lint(FILES, max_findings=4)


def written(report: Report, name: str) -> str:
    out = io.StringIO()
    reporters.write(report, out, name)
    return out.getvalue()


@pytest.mark.parametrize("name", reporters.names())
def test_a_reporter_writes_its_golden_file(report: Report, name: str) -> None:
    golden = FOLDER / f"report.{name}"
    text = written(report, name).replace(Path.cwd().as_uri(), "file:///checkout")
    text = text.replace(f'"{__version__}"', '"VERSION"')
    if os.environ.get("GOLDEN") == "write":
        golden.write_text(text, "utf-8")

    assert text == golden.read_text("utf-8")


@pytest.mark.parametrize("name", reporters.names())
def test_a_report_without_findings_can_be_written(report: Report, name: str) -> None:
    clean = replace(report, findings=(), counts={}, severities={}, errors=0, warnings=0)

    assert "DP" not in written(clean, name)


@pytest.mark.parametrize("name", reporters.names())
def test_what_is_counted_and_not_listed_is_said(report: Report, name: str) -> None:
    assert report.counts["DP203"] == 6

    assert "DP203" in written(replace(report, findings=()), name)


@pytest.mark.parametrize("name", reporters.names())
def test_no_report_shows_an_address_that_a_rule_found(report: Report, name: str) -> None:
    assert "DP605" in report.counts

    assert "lindqvist" not in written(report, name)


def test_the_html_page_runs_and_loads_nothing(report: Report) -> None:
    tags: list[tuple[str, dict[str, str | None]]] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            tags.append((tag, dict(attrs)))

    Tags().feed(written(report, "html"))

    assert not {"script", "img", "iframe"} & {tag for tag, _ in tags}
    assert not [key for _, given in tags for key in given if key in ("src", "onclick")]
    assert [given["href"] for _, given in tags if "href" in given] == ["data:,"]


def test_the_junit_report_counts_its_cases(report: Report) -> None:
    root = ET.fromstring(written(report, "junit"))  # noqa: S314 — our own text

    cases = root.findall("*/testcase")
    assert int(root.get("tests", 0)) == len(cases)
    assert int(root.get("failures", 0)) == len(root.findall("*/testcase/failure"))


def test_an_annotation_is_one_line_and_its_properties_stay_apart(report: Report) -> None:
    lines = written(report, "github").splitlines()

    assert all(line.startswith(("::error ", "::warning ")) for line in lines)
    assert any("file=a%2C b%25.jsonl," in line for line in lines)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample.code}-{sample.name}")
def test_columns_and_byte_offsets_lead_to_the_same_text(sample: Sample) -> None:
    for found in sample.findings():
        if found.excerpt and found.column and found.line and found.path == str(sample.path):
            data = sample.path.read_bytes()
            line = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")[found.line - 1]
            start = found.column - 1
            text = line.decode("utf-8", "replace")[start : start + found.excerpt.characters]
            assert found.offset is not None
            marked = data[found.offset : found.offset + found.excerpt.bytes]
            assert marked.decode("utf-8", "replace") == text


def test_offsets_count_from_the_beginning_of_the_file_in_every_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f'{{"messages": [{{"role": "é{n}", "content": "x"}}]}}\n' for n in range(9)]
    path = tmp_path / "x.jsonl"
    path.write_text("".join(lines), "utf-8")
    monkeypatch.setattr(stage, "parts", lambda s: source.parts(s, size=100))

    found = lint([str(path)], select=["DP203"]).findings

    data = path.read_bytes()
    marked = [data[f.offset : (f.offset or 0) + 5].decode() for f in found]
    assert marked == [f'"é{n}"' for n in range(9)]


SECRETS = [sample for sample in SAMPLES if sample.code.startswith("DP6") and sample.name == "bad"]


@pytest.mark.parametrize("sample", SECRETS, ids=lambda sample: sample.code)
def test_a_line_in_which_a_secret_was_found_is_not_shown(sample: Sample) -> None:
    assert {found.excerpt for found in sample.findings()} == {None}


@pytest.mark.parametrize("sample", SECRETS, ids=lambda sample: sample.code)
def test_an_excerpt_masks_what_the_rules_on_privacy_find(sample: Sample) -> None:
    """The rules are not asked of records that have not the right shape."""
    for line in sample.path.read_bytes().splitlines():
        found = place(line, "/messages/1/role")
        assert found
        shown = excerpt(line, found.start, found.end)
        text = shown.before + shown.marked + shown.after if shown else ""
        record = {
            "messages": [
                {"role": "user", "content": "Which one?"},
                {"role": "assistant", "content": text.replace("\\n", "\n")},
            ]
        }
        assert check(sample.code, record) == ()


@given(st.text(), st.integers(2, 40))
def test_a_text_that_is_fitted_takes_no_more_cells_than_there_are(text: str, room: int) -> None:
    assert cells(fitted(text, room)) <= room
    assert cells(fitted(text, room, at_end=True)) <= room


@given(
    st.lists(st.sampled_from(["a", "é", "東", "🙂", "e\u0301", "\t", "\u200d", '\\"'])),
    st.data(),
)
def test_the_mark_lies_under_what_is_marked(signs: list[str], data: st.DataObject) -> None:
    line = json.dumps({"a": "".join(signs)}, ensure_ascii=False).encode()
    found = place(line, "/a")
    assert found
    shown = excerpt(line, found.start, found.end)
    assert shown

    above, below = frame(shown)

    assert max(cells(above), cells(below)) <= WIDTH
    assert cells(below) - below.count("^") == cells('{"a": ')


def test_the_json_report_meets_its_schema(report: Report) -> None:
    assert list(schema.faults("dataprep/report", json.loads(written(report, "json")))) == []


def test_where_nothing_is_listed_all_findings_are_counted(report: Report) -> None:
    lines = written(replace(report, findings=()), "github").splitlines()

    assert "::error title=DP203 unknown-role::6 findings" in lines


def test_statistics_leave_the_counts_to_every_reporter(report: Report) -> None:
    document = json.loads(written(replace(report, findings=()), "json"))

    assert (document["findings"], document["counts"]["DP203"]) == ([], 6)
