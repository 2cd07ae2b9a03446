"""What holds of fixes whatever the file: bytes nobody wrote, and records damaged on purpose."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dataprep.linter.fix import fix
from dataprep.linter.lint import lint

if TYPE_CHECKING:
    from collections.abc import Callable

    from dataprep.linter.finding import Report

FEW = settings(max_examples=30, deadline=None)

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    """A record, perhaps with faults that a schema or a rule finds."""
    answer: dict[str, Any] = {
        "role": draw(st.sampled_from(["assistant", "Assistant", "gpt", "asistant"])),
        "content": draw(TEXTS),
    }
    question: dict[str, Any] = {
        "role": draw(st.sampled_from(["user", "human", "USER"])),
        "content": draw(TEXTS | st.just([{"type": "input_text", "text": "Why?"}])),
    }
    if draw(st.booleans()):
        answer["weight"] = draw(st.sampled_from([0, 1, 1.0, True, "0", 0.5]))
    if draw(st.booleans()):
        question["weight"] = 1
    if draw(st.booleans()):
        answer["tool_calls"] = []
    record: dict[str, Any] = {"messages": [question, answer]}
    beside = {"tools": [], "model": "m", "temperature": 1, "id": 7}
    record |= {key: value for key, value in beside.items() if draw(st.booleans())}
    if draw(st.integers(0, 9)) == 0:
        record["messages"] = json.dumps(record["messages"])
    return record


def damaged(line: str, way: str) -> str:
    """LINE, damaged in one WAY."""
    match way:
        case "trailing comma":
            return line + ","
        case "comma in object":
            return line.replace("}", ",}", 1)
        case "python":
            return repr(json.loads(line))
        case "literal":
            return line.replace('"content":', '"refusal": None, "content":', 1)
        case "tab":
            return line.replace('": "', '": "\t', 1)
        case "joined":
            return f"{line}{line}"
        case "carriage return":
            return f"{line}\r{line}"
        case "unquoted":
            return line.replace('"messages"', "messages", 1)
        case "comment":
            return f"{line} // seen"
        case "doubled key":
            return line.replace('"messages"', '"messages": 1, "messages"', 1)
        case "same key":
            return line.replace('"role": "user"', '"role": "user", "role": "user"', 1)
        case "cut off":
            return line[: len(line) // 2]
        case "blank":
            return " "
        case "encoded":
            return json.dumps(line)
        case _:
            return line


WAYS = st.sampled_from(
    (
        *("trailing comma", "comma in object", "python", "literal", "tab", "joined", "unquoted"),
        *("carriage return", "comment", "doubled key", "same key", "cut off", "blank", "encoded"),
        *("none", "none"),
    )
)
LINES = st.builds(
    lambda record, ascii_only, way: damaged(json.dumps(record, ensure_ascii=ascii_only), way),
    records(),
    st.booleans(),
    WAYS,
)
FILES = st.builds(
    lambda lines, end, last: (end.join(lines) + last).encode(),
    st.lists(LINES, max_size=6),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\n"]),
)


def fixed(data: bytes, **options: Any) -> tuple[bytes, Report]:
    """What fixes make of a file that holds DATA, and what is found then."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "x.jsonl")
        file.write_bytes(data)
        report = fix([str(file)], max_findings=0, **options)
        return file.read_bytes(), report


@FEW
@given(FILES)
@example(b'{"messages": 1, "messages": "[]"}')
def test_what_fixes_write_has_no_finding_with_such_a_fix(data: bytes) -> None:
    _, safely = fixed(data)
    _, unsafely = fixed(data, unsafe=True)

    assert (safely.fixable, unsafely.fixable, unsafely.unsafely_fixable) == (0, 0, 0)


# The first record is cut off where an array of messages might go on.
CUT_OFF = b"""\
{"messages": [{"role": "user", "content": [{"type": "input_text", "text": "Why?"}],
{"messages": "[{\\"role\\": \\"human\\", \\"content\\": \\"Why?\\"}]", "tools": []},
{"messages": "[]"},"""
# Without its first line, what is left is a file in another form.
COMMENTED = b"""\
// seen
[{"messages": [{"role": "human", "content": "Why?"}, {"role": "assistant", "content": "!"}]},
{"messages": []}]
"""


@pytest.mark.parametrize("unsafe", [False, True])
@FEW
@given(data=FILES)
@example(data=CUT_OFF)
@example(data=COMMENTED)
def test_fixing_twice_is_fixing_once(data: bytes, unsafe: bool) -> None:  # noqa: FBT001 — a case
    once, _ = fixed(data, unsafe=unsafe)
    twice, report = fixed(once, unsafe=unsafe)

    assert (twice, report.fixed) == (once, 0)


@FEW
@given(st.lists(LINES, max_size=6), st.sampled_from(["\n", "\r\n"]))
def test_lines_without_a_finding_are_kept_byte_for_byte(lines: list[str], end: str) -> None:
    data = [f"{line}{end}".encode() for line in lines]

    once, _ = fixed(b"".join(data))

    left = iter(once.split(b"\n"))
    for line in filter(is_clean, data):
        assert line[:-1] in left  # what was passed over stays behind: the order is kept too


def is_clean(line: bytes) -> bool:
    """Say whether nothing in LINE has a safe fix."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "x.jsonl")
        file.write_bytes(b"{}\n" + line)  # a blank line alone would be an empty file
        return lint([str(file)]).fixable == 0


JUNK = st.text("{}[]\",:\\'/#*\r\n\t \x00abTN01.+-_é", max_size=60).map(str.encode)


@pytest.mark.parametrize("unsafe", [False, True])
@settings(max_examples=100, deadline=None)
@given(
    data=st.binary(max_size=200)
    | st.text("{}[]\",:\\'/#*\r\n\t \x00abTN01.+-_é", max_size=60).map(str.encode)
)
def test_no_bytes_stop_a_fix(data: bytes, unsafe: bool) -> None:  # noqa: FBT001 — a case
    once, _ = fixed(data, unsafe=unsafe)

    assert fixed(once, unsafe=unsafe)[0] == once


REWRITTEN: dict[str, Callable[[str], bytes]] = {
    "an array": lambda lines: f"[{','.join(lines.splitlines())}]".encode(),
    "an indented array": lambda lines: json.dumps(
        [json.loads(line) for line in lines.splitlines()], indent=2
    ).encode(),
    "UTF-16": lambda lines: lines.encode("utf-16"),
    "UTF-16 without a mark": lambda lines: lines.encode("utf-16-le"),
    "UTF-32": lambda lines: lines.encode("utf-32"),
    "a mark": lambda lines: lines.encode("utf-8-sig"),
    "an array in UTF-16": lambda lines: f"[{','.join(lines.splitlines())}]".encode("utf-16"),
}


@pytest.mark.parametrize("form", REWRITTEN)
@FEW
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
def test_a_file_in_another_form_becomes_the_lines_that_it_holds(
    form: str, said: list[tuple[str, str]]
) -> None:
    chats = [
        {"messages": [{"role": "user", "content": q}, {"role": "assistant", "content": a}]}
        for q, a in said
    ]
    lines = "".join(json.dumps(chat) + "\n" for chat in chats)

    once, _ = fixed(REWRITTEN[form](lines))

    assert [json.loads(line) for line in once.splitlines()] == chats
