"""Valid records, broken at a place of their own: the linter must not let one through."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataprep import schema
from dataprep.linter.lint import lint
from dataprep.linter.testing import samples
from dataprep.resources import folder

# What stands below these is free: a tool's parameters, and what a grader reads.
FREE = {"parameters"}
METHODS = ("sft", "dpo")

Path_ = tuple[str | int, ...]


def valid(method: str) -> list[Any]:
    """Return the records of all good samples that are of METHOD."""
    accepts = schema.accepts(f"openai/{method}")
    found = []
    for sample in samples(Path(str(folder("samples/rules")))):
        if sample.name == "good" and sample.path.suffix == ".jsonl":
            for line in sample.path.read_bytes().split(b"\n"):
                try:
                    record = orjson.loads(line)
                except orjson.JSONDecodeError:
                    continue
                if isinstance(record, dict) and accepts(record) and len(line) < 5000:
                    found.append(record)
    return found


RECORDS = {method: valid(method) for method in METHODS}


def places(value: Any, at: Path_ = ()) -> Iterator[Path_]:
    """Give the path of every value below VALUE whose shape is fixed."""
    children = value.items() if isinstance(value, dict) else enumerate(value)
    for step, child in children:
        yield (*at, step)
        if isinstance(child, dict | list) and step not in FREE:
            yield from places(child, (*at, step))


@st.composite
def broken(draw: st.DrawFn) -> tuple[str, Any, Any]:
    """Return a method, a valid record of it, and the record with one fault."""
    method = draw(st.sampled_from(METHODS))
    record = draw(st.sampled_from(RECORDS[method]))
    changed = copy.deepcopy(record)
    *way, last = draw(st.sampled_from(sorted(places(record), key=str)))
    holder = changed
    for step in way:
        holder = holder[step]
    match draw(st.sampled_from(["other type", "renamed", "one more"])):
        case "renamed" if isinstance(last, str):
            holder[f"{last}x"] = holder.pop(last)
        case "one more" if isinstance(holder, dict):
            holder["extra"] = "x"
        case _:
            holder[last] = 7
    return method, record, changed


@pytest.mark.parametrize("method", METHODS)
def test_there_are_records_to_break(method: str) -> None:
    assert len(RECORDS[method]) >= 3


@settings(deadline=None, max_examples=300)
@given(case=broken())
def test_a_valid_record_with_one_fault_has_an_error(
    case: tuple[str, Any, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    method, record, changed = case
    path = tmp_path_factory.mktemp("m") / "x.jsonl"
    path.write_bytes(orjson.dumps(record) + b"\n" + orjson.dumps(changed) + b"\n")

    report = lint([str(path)], target=f"openai/{method}", ignore=["too-few-examples"])

    assert 2 in {found.line for found in report.findings if found.severity == "error"}, changed
