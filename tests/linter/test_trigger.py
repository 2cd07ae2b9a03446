"""A trigger spares a rule the records that it cannot fire on, and changes nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataprep.linter import trigger
from dataprep.linter.lint import lint
from dataprep.linter.rule import rules
from dataprep.linter.testing import samples
from dataprep.records.record import Line, Record, read
from dataprep.resources import folder

TRIGGERED = {rule.code for rule in rules() if rule.trigger}
SAMPLES = [s for s in samples(Path(str(folder("samples/rules")))) if s.code in TRIGGERED]
# Their fault is how the line is written: it is gone where the record is written anew.
ABOUT_SPELLING = {"DP021", "DP022", "DP030"}
ESCAPABLE = [sample for sample in SAMPLES if sample.code not in ABOUT_SPELLING]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample.code}-{sample.name}")
def test_a_rule_finds_the_same_with_its_trigger_and_without(
    sample: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = sample.findings()
    monkeypatch.setattr(trigger, "SMALL_BYTES", 0)

    assert sample.findings() == expected


def test_where_nearly_everything_matches_each_line_is_matched_by_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sample = next(each for each in SAMPLES if (each.code, each.name) == ("DP405", "bad"))
    expected = sample.findings()
    monkeypatch.setattr(trigger, "SMALL_BYTES", 0)
    monkeypatch.setattr(trigger, "MANY", 0.0)

    assert sample.findings() == expected


@pytest.mark.parametrize("escapes", [0, 10**9], ids=["among others", "alone"])
@pytest.mark.parametrize(
    "written", ["dumped", "spaced", "escaped"], ids=["as dumped", "in odd spaces", "in escapes"]
)
@pytest.mark.parametrize("sample", ESCAPABLE, ids=lambda sample: f"{sample.code}-{sample.name}")
def test_a_trigger_is_found_however_the_line_is_written(
    sample: object, written: str, escapes: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write = {"dumped": _dumped, "spaced": _spaced, "escaped": _escaped}[written]

    def counts(text: str) -> object:
        path = tmp_path / "x.jsonl"
        path.write_text(text, "utf-8")
        return lint([str(path)], select=[sample.code], **sample.options).counts

    lines = sample.path.read_text("utf-8").rstrip("\n").split("\n")
    expected = counts("\n".join(lines))
    monkeypatch.setattr(trigger, "ESCAPES", escapes)
    monkeypatch.setattr(trigger, "SMALL_BYTES", 0)

    assert counts("\n".join(write(line) for line in lines)) == expected


@settings(max_examples=500)
@given(
    messages=st.lists(
        st.lists(
            st.tuples(
                st.sampled_from(["role", "content", "weight", "c"]),
                st.sampled_from(["user", "assistant", "er", '"user', "r, ", "\\", 1, None, ["a"]]),
            ),
            min_size=1,
            max_size=4,
        ),
        min_size=1,
        max_size=3,
    ),
    comma=st.sampled_from([",", ", ", " ,", ",  ", ",\t"]),
    colon=st.sampled_from([":", ": ", " : ", ":\t"]),
)
def test_a_key_that_stands_twice_is_found_however_the_line_is_written(
    messages: list[list[tuple[str, object]]], comma: str, colon: str
) -> None:
    objects = [
        "{" + comma.join(f"{json.dumps(k)}{colon}{json.dumps(v)}" for k, v in message) + "}"
        for message in messages
    ]
    line = f'{{"messages"{colon}[{comma.join(objects)}]}}'.encode()
    record = read(Line("x", 1, line))
    twice = any(len(dict(message)) < len(message) for message in messages)
    rule = next(rule for rule in rules() if rule.code == "DP021")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trigger, "SMALL_BYTES", 0)
        hits = trigger.Triggers({rule.code: rule.trigger}, frozenset({rule.code})).scan(
            line, [line], size=1
        )

    assert isinstance(record, Record)
    assert not twice or list(hits([record]))
    assert bool(list(rule.check(record, None))) is twice


def _dumped(line: str) -> str:
    return json.dumps(orjson.loads(line), ensure_ascii=False)


def _spaced(line: str) -> str:
    return json.dumps(orjson.loads(line), ensure_ascii=False, separators=(" ,  ", " \t:   "))


def _escaped(line: str) -> str:
    """Return the JSON text LINE with every character of its strings written as an escape."""

    def written(value: object) -> str:
        match value:
            case str():
                units = value.encode("utf-16-be").hex()
                pairs = (units[at : at + 4] for at in range(0, len(units), 4))
                return '"' + "".join(f"\\u{unit}" for unit in pairs) + '"'
            case list():
                return "[" + " , ".join(map(written, value)) + "]"
            case dict():
                return (
                    "{" + ", ".join(f"{written(k)} : {written(v)}" for k, v in value.items()) + "}"
                )
            case _:
                return orjson.dumps(value).decode()

    return written(orjson.loads(line))
