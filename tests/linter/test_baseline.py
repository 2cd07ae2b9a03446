from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataprep import schema
from dataprep.errors import UsageError
from dataprep.linter import baseline
from dataprep.linter.lint import lint

GOOD = '{"messages": [{"role": "user", "content": "%s"}, {"role": "assistant", "content": "Yes."}]}'
BAD = GOOD.replace("user", "human")
ONLY = ["DP203", "DP010", "DP502", "DP503"]
KEPT = Path("known.json")


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def keep(lines: Sequence[str], name: str = "x.jsonl") -> bytes:
    """Write LINES to the file NAME and its findings to a baseline."""
    Path(name).write_text("".join(f"{line}\n" for line in lines))
    out = io.BytesIO()
    baseline.write(lint([name], select=ONLY, max_findings=0).findings, out)
    KEPT.write_bytes(out.getvalue())
    return out.getvalue()


def new(lines: Sequence[str], name: str = "x.jsonl", **options: object) -> dict[str, int]:
    """Return how many findings of each code LINES have that are not in the baseline."""
    Path(name).write_text("".join(f"{line}\n" for line in lines))
    report = lint([name], select=ONLY, baseline=str(KEPT), **options)  # type: ignore[arg-type]
    return dict(report.counts)


A, B, C = (BAD % name for name in "abc")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([A, B], [A, B], {}),
        ([A, B], [B, A], {}),
        ([A, B], [GOOD % 1, A, GOOD % 2, B], {}),
        ([A], [A, B], {"DP203": 1}),
        ([A], [A.replace("Yes", "No")], {"DP203": 1}),
        ([A], [A, A, A], {"DP203": 2}),
        ([A, A], [A, B, A], {"DP203": 1}),
        (["", A], [A, "", ""], {"DP010": 1}),
        ([GOOD % 1, GOOD % 1], [GOOD % 2, GOOD % 1, GOOD % 1], {}),
        ([GOOD % 1, GOOD % 1], [GOOD % 1, GOOD % 1, GOOD % 2, GOOD % 2], {"DP502": 1}),
    ],
)
def test_only_what_the_baseline_does_not_hold_is_new(
    before: list[str], after: list[str], expected: dict[str, int]
) -> None:
    keep(before)

    assert new(after) == expected


def test_what_is_said_of_a_whole_file_is_known_by_its_path() -> None:
    many = [GOOD % n for n in range(12)]
    keep(many)

    assert new(many[1:]) == {}
    assert new(many, "y.jsonl") == {"DP503": 1}


def test_of_what_is_new_the_fixes_are_counted() -> None:
    keep([A])
    Path("x.jsonl").write_text(f"{A}\n{B}\n{GOOD % 1}\n{GOOD % 1}\n")

    report = lint("x.jsonl", select=ONLY, baseline=str(KEPT), max_findings=1)

    assert report.counts == {"DP203": 1, "DP502": 1}
    assert (report.fixable, report.unsafely_fixable) == (1, 1)


def test_the_baseline_holds_more_than_a_report_lists() -> None:
    many = [BAD % n for n in range(30)]
    keep(many)

    assert new(many, max_findings=1) == {}
    assert new([*many, BAD % "new"], max_findings=1) == {"DP203": 1}


def test_workers_find_the_same_to_be_new(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataprep.linter import lint as stage
    from dataprep.records import source

    monkeypatch.setattr(stage, "parts", lambda s: source.parts(s, size=2000))
    keep([BAD % (n % 40) for n in range(80)])

    after = [BAD % (n % 50) for n in range(150)]

    assert new(after, jobs=2) == new(after, jobs=1) == {"DP203": 150 - 80}


def test_what_is_gone_is_stale_unless_it_was_not_looked_for() -> None:
    keep([A, A, B, ""])
    Path("x.jsonl").write_text(f"{A}\n")
    Path("y.jsonl").write_text("")

    def stale(path: str, *codes: str) -> int:
        return lint([path], select=codes, baseline=str(KEPT)).stale

    assert stale("x.jsonl", "DP203", "DP010") == 3
    assert stale("x.jsonl", "DP203") == 2
    assert stale("y.jsonl", "DP203") == 0


def test_a_baseline_is_sorted_and_meets_its_schema() -> None:
    text = keep([B, A, ""])

    document = orjson.loads(text)
    assert list(schema.faults("dataprep/baseline", document)) == []
    assert text.splitlines()[1:-1] == sorted(text.splitlines()[1:-1], key=lambda t: t.rstrip(b","))


def test_a_baseline_of_a_clean_file_is_one_too() -> None:
    keep([GOOD % 1])

    assert new([A]) == {"DP203": 1}


@given(st.lists(st.sampled_from([A, B, C, "", GOOD % 1]), max_size=8), st.randoms())
def test_order_makes_no_difference(lines: list[str], random: object) -> None:
    keep(lines)
    shuffled = list(lines)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert new(shuffled) == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not JSON"),
        ("[]", "is not of type 'object'"),
        ('{"version": 2, "findings": []}', "version: 1 was expected"),
        ('{"version": 1, "findings": [{"code": "DP203"}]}', "findings.0: "),
    ],
)
def test_what_is_no_baseline_is_refused(text: str, said: str) -> None:
    KEPT.write_text(text)

    with pytest.raises(UsageError, match="known.json is no baseline") as refused:
        new([A])

    assert said in str(refused.value)
    assert "--write-baseline" in str(refused.value)
