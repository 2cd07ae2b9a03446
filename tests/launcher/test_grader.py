from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dataprep.errors import UsageError
from dataprep.launcher.grader import check
from dataprep.launcher.launch import launch
from openai_server import Server

EXACT = {
    "type": "string_check",
    "name": "exact",
    "operation": "eq",
    "input": "{{ sample.output_text }}",
    "reference": "{{item.answer}}",
}
MULTI = {"type": "multi", "name": "m", "graders": {"a": EXACT}, "calculate_output": "a"}
RECORD = {"messages": [{"role": "user", "content": "1 + 1?"}], "answer": "2"}


@pytest.fixture
def rows(tmp_path: Path) -> str:
    path = tmp_path / "rft.jsonl"
    path.write_text("".join(json.dumps(RECORD | {"id": n}) + "\n" for n in range(12)))
    return str(path)


@pytest.mark.parametrize("grader", [EXACT, MULTI])
def test_a_grader_that_reads_what_is_there_passes(rows: str, grader: dict[str, Any]) -> None:
    check(grader, None, [rows])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"type": "exact"}, "the grader is none"),
        ({"operation": "equals"}, "the grader is none"),
        ({"reference": 1}, "the grader is none"),
        ({"references": "x"}, "the grader is none"),
        ({"reference": "{{item.gold}}"}, r"rft\.jsonl, line 1: the grader reads item\.gold"),
        ({"reference": "{{ row.answer }}"}, "reads 'row.answer'"),
        ({"input": "{{sample.text}}"}, "reads 'sample.text'"),
        ({"input": "{{sample.output_json.a}}"}, "give one with --response-format"),
    ],
)
def test_a_grader_that_could_not_work_is_told(rows: str, change: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        check(EXACT | change, None, [rows])


def test_the_first_record_that_lacks_a_field_is_named(rows: str) -> None:
    lines = Path(rows).read_text().splitlines()
    lines[4] = lines[4].replace('"answer"', '"reply"')
    Path(rows).write_text("\n".join(lines))

    with pytest.raises(UsageError, match="line 5"):
        check(EXACT, None, [rows])


def test_the_code_of_a_grader_is_no_template(rows: str) -> None:
    check({"type": "python", "name": "p", "source": "f'{{item.x}}'"}, None, [rows])


def test_a_launch_sends_grader_and_format(server: Server, rows: str, tmp_path: Path) -> None:
    valid = tmp_path / "valid.jsonl"
    valid.write_text(Path(rows).read_text().replace("1 + 1", "one and one"))
    (tmp_path / "grader.json").write_text(json.dumps(EXACT))
    asked = {
        "model": "o4-mini-2025-04-16",
        "base_url": server.url,
        "provider": "compatible",
        "validation": str(valid),
        "grader": str(tmp_path / "grader.json"),
    }

    launch(rows, **asked)
    (tmp_path / "grader.json").write_text(json.dumps(EXACT | {"reference": "{{item.gold}}"}))
    with pytest.raises(UsageError, match="nothing was sent"):
        launch(rows, **asked)

    assert len(server.jobs) == 1
