"""Which targets take a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from dataprep.catalog.catalog import providers
from dataprep.errors import UsageError
from dataprep.linter.fix import fix
from dataprep.linter.passport import Verdict, passport
from mutations import files

USER = {"role": "user", "content": "When does the next train leave?"}
ANSWER = {"role": "assistant", "content": "At five past two."}
CALL = {"id": "call_1", "type": "function", "function": {"name": "next_train", "arguments": "{}"}}
PARAMETERS = {"type": "object", "properties": {}}
TOOL = {
    "type": "function",
    "function": {"name": "next_train", "description": "Look it up.", "parameters": PARAMETERS},
}
CALLING = [
    {"role": "assistant", "tool_calls": [CALL]},
    {"role": "tool", "tool_call_id": "call_1", "content": "14:05"},
]
PLAIN: dict[str, Any] = {"messages": [USER, ANSWER]}
LINKED = {"type": "image_url", "image_url": {"url": "https://x.example/a.png"}}
PARTS = [{"type": "text", "text": "What is this?"}, LINKED]


def by(*targets: str, code: str) -> dict[str, set[str]]:
    """TARGETS, each with CODE."""
    return {target: {code} for target in targets}


def refusing(tmp_path: Path, record: Any) -> dict[str, set[str]]:
    """The targets that refuse a file of RECORD, and for which rules."""
    file = tmp_path / "train.jsonl"
    lines = [orjson.dumps(record).replace(b"leave", b"leave %d" % n) for n in range(10)]
    file.write_bytes(b"\n".join(lines))
    stamps = passport([str(file)]).stamps
    return {
        stamp.report.target.partition("/")[0]: {found.code for found in stamp.errors}
        for stamp in stamps
        if stamp.verdict is not Verdict.ACCEPTED
    }


def test_every_target_takes_a_plain_record(tmp_path: Path) -> None:
    assert refusing(tmp_path, PLAIN) == {}


@pytest.mark.parametrize(
    ("record", "refused"),
    [
        (
            {"messages": [USER, *CALLING, ANSWER], "tools": [TOOL]},
            {"mistral": {"DP331"}, "trl": {"DP103"}},
        ),
        ({"messages": [USER, USER, ANSWER]}, {"together": {"DP211"}}),
        ({"messages": [USER, ANSWER, ANSWER]}, {"together": {"DP208"}}),
        ({"messages": [ANSWER, USER, ANSWER]}, {"together": {"DP214"}}),
        (
            {"messages": [USER, {"role": "system", "content": "Be brief."}, ANSWER]},
            {"fireworks": {"DP212"}, "mistral": {"DP212"}, "together": {"DP212"}},
        ),
        ({**PLAIN, "parallel_tool_calls": True}, {"together": {"DP102"}}),
        (
            {**PLAIN, "functions": True},
            {"together": {"DP102"}}
            | by("azure", "fireworks", "local", "nebius", "openai", code="DP103"),
        ),
        ({"messages": [USER, {**ANSWER, "weight": 0}, USER, ANSWER]}, {"trl": {"DP204"}}),
        (
            {"messages": [{**USER, "content": PARTS}, ANSWER]},
            {"fireworks": {"DP466"}, "together": {"DP103", "DP466"}},
        ),
        (
            {"messages": [{**USER, "weight": 0}, ANSWER]},
            by("azure", "local", "nebius", "openai", code="DP205"),
        ),
        (
            {"messages": [{"role": "developer", "content": "Be brief."}, USER, ANSWER]},
            by("fireworks", "mistral", "together", "trl", code="DP203"),
        ),
        (
            {
                "input": {"messages": [USER]},
                "preferred_output": [ANSWER],
                "non_preferred_output": [{**ANSWER, "content": "Go and look."}],
            },
            by("mistral", "nebius", "trl", code="DP110"),
        ),
    ],
)
def test_each_target_refuses_what_it_does_not_take(
    record: Any, refused: dict[str, set[str]], tmp_path: Path
) -> None:
    assert refusing(tmp_path, record) == refused


def test_a_passport_has_a_stamp_of_every_target(tmp_path: Path) -> None:
    file = tmp_path / "train.jsonl"
    file.write_bytes(orjson.dumps(PLAIN))

    stamps = passport([str(file)]).stamps

    assert [stamp.report.target.partition("/")[0] for stamp in stamps] == providers()


def test_what_the_passport_says_of_fixes_is_what_they_do(tmp_path: Path) -> None:
    file = tmp_path / "train.jsonl"
    human = {**USER, "role": "human"}
    late = {"messages": [human, {"role": "system", "content": "Be brief."}, ANSWER]}
    twice = {"messages": [human, human, ANSWER]}
    # The faults of the records show only where each has a line.
    file.write_bytes(orjson.dumps([{"messages": [human, ANSWER]}, late, twice]))
    before = passport([str(file)], ignore=["DP5"]).stamps

    assert {stamp.report.target: (stamp.verdict, stamp.fixes) for stamp in before} == {
        f"{name}/sft": (Verdict.REFUSED, {})
        if name in ("fireworks", "mistral", "together")
        else (Verdict.FIXABLE, {"DP002": 1, "DP203": 4})
        for name in providers()
    }
    assert file.read_bytes().startswith(b"[")

    report = fix(str(file), ignore=["DP5"])
    after = passport([str(file)], ignore=["DP5"]).stamps

    assert report.fixed == 5
    assert {stamp.report.target for stamp in after if stamp.verdict is Verdict.ACCEPTED} == {
        stamp.report.target for stamp in before if stamp.verdict is Verdict.FIXABLE
    }


@pytest.mark.parametrize(
    ("paths", "options"), [(["-"], {}), (["a"], {"validation": "-"}), (["a"], {"model": "gpt-4.1"})]
)
def test_what_belongs_to_one_target_is_refused(paths: list[str], options: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        passport(paths, **options)


ODD: list[Any] = [True, 1, ["x"], [1], {"a": 1}]


@pytest.mark.parametrize("odd", ODD, ids=str)
def test_no_target_stumbles_over_what_others_have_a_schema_for(tmp_path: Path, odd: Any) -> None:
    file = tmp_path / "train.jsonl"
    records = [
        {"messages": [USER, {**ANSWER, "weight": odd}]},
        {"messages": [{**USER, "weight": odd}, ANSWER]},
        {"messages": [USER, {**ANSWER, "refusal": odd}]},
        {"messages": [{**USER, "refusal": odd}, ANSWER]},
        {"messages": [USER, {**ANSWER, "function_call": odd}]},
        {**PLAIN, "functions": odd},
        {**PLAIN, "parallel_tool_calls": odd},
    ]
    file.write_bytes(b"\n".join(map(orjson.dumps, records)))

    verdicts = {
        stamp.report.target: stamp.verdict
        for stamp in passport([str(file)], ignore=["DP501"]).stamps
    }

    assert verdicts["openai/sft"] is Verdict.REFUSED


def test_no_target_stumbles_over_odd_records(tmp_path: Path) -> None:
    file = tmp_path / "train.jsonl"
    file.write_bytes(b"\n".join(data.rstrip(b"\n") for _, data in files()))

    assert {stamp.verdict for stamp in passport([str(file)]).stamps} == {Verdict.REFUSED}
