from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataprep.catalog.catalog import provider
from dataprep.linter.lint import lint
from dataprep.linter.rule import Context, LintedFile
from dataprep.linter.rules.file.oversized_file import oversized_file
from dataprep.linter.rules.file.reading import mistake
from dataprep.records.kind import Form, Kind

if TYPE_CHECKING:
    from pathlib import Path

OPEN = '{"messages": [{"role": "user", "content": '
WHOLE = '{"messages": [{"role": "user", "content": "a"}]}'


def findings(tmp_path: Path, line: str | bytes, **options: Any) -> list[tuple[str, int | None]]:
    """The codes and columns of what is found in a second line LINE."""
    path = tmp_path / "x.jsonl"
    data = line.encode() if isinstance(line, str) else line
    path.write_bytes(WHOLE.encode() + b"\n" + data + b"\n")
    found = lint([str(path)], select=["DP0"], **options).findings
    return [(f.code, f.column) for f in found if f.line == 2]


BROKEN = {
    "a Python literal": (OPEN + "True}]}", "DP018", 43),
    "None": (OPEN + "None}]}", "DP018", 43),
    "a literal in capitals": (OPEN + "NULL}]}", "DP018", 43),
    "undefined": (OPEN + "undefined}]}", "DP018", 43),
    "NaN": (OPEN + "NaN}]}", "DP014", 43),
    "minus infinity": (OPEN + "-Infinity}]}", "DP014", 43),
    "Python's repr": ("{'messages': [{'role': 'user', 'content': \"it's\"}]}", "DP019", 2),
    "Python's repr before a literal": ("{'a': True}", "DP019", 2),
    "Python's bytes": ("b'{\"a\": 1}'", "DP019", 1),
    "curly quotes": ("{\u201ca\u201d: 1}", "DP019", 2),
    "back quotes": ('{"a": `b`}', "DP019", 7),
    "two records": (WHOLE + WHOLE, "DP020", 49),
    "two records with a comma": (f"{WHOLE}, {WHOLE}", "DP020", 51),
    "two records with a written line feed": (f"{WHOLE}\\n{WHOLE}", "DP020", 51),
    "carriage returns": (f"{WHOLE}\r{WHOLE}\r", "DP032", 50),
    "a raw tab": (OPEN + '"a\tb"}]}', "DP023", 45),
    "a raw carriage return": (OPEN + '"a\rb"}]}', "DP023", 45),
    "an escape of Python": (OPEN + r'"\x41"}]}', "DP024", 44),
    "a long escape of Python": (OPEN + r'"\U0001F600"}]}', "DP024", 44),
    "an escaped apostrophe": (OPEN + r'"it\'s"}]}', "DP024", 46),
    "a path of Windows": (OPEN + r'"C:\Users"}]}', "DP024", 46),
    "a short escape": (OPEN + r'"\u12G4"}]}', "DP024", 44),
    "an escaped letter": (OPEN + '"\\\u00e9"}]}', "DP024", 44),
    "escaped quotes around keys": (r"{\"a\": 1}", "DP024", 2),
    "a comment alone": ("# records", "DP025", 1),
    "a comment at the end": (WHOLE + " // good", "DP025", 50),
    "a comment inside": ('{"a": /* b */ 1}', "DP025", 7),
    "a key without quotes": ("{messages: []}", "DP026", 2),
    "a second key without quotes": ('{"a": 1, b: 2}', "DP026", 10),
    "a text without quotes": ('{"a": user}', "DP026", 7),
    "a date": ('{"a": 2024-01-01}', "DP026", 7),
    "cut off in a text": (OPEN + '"abc', "DP027", 47),
    "cut off in an escape": (OPEN + '"abc\\u00', "DP027", 51),
    "cut off after a text": (OPEN + '"abc"', "DP027", 48),
    "cut off after a comma": (OPEN + '"abc"},', "DP027", 50),
    "cut off after a colon": ('{"messages":', "DP027", 13),
    "a missing comma": ('{"a": 1 "b": 2}', "DP028", 9),
    "a missing comma after a text": ('{"a": "x" "b": 2}', "DP028", 11),
    "a missing comma in an array": ('["a" "b"]', "DP028", 6),
    "a missing comma between objects": ('{"a": [{} {}]}', "DP028", 11),
    "a missing colon": ('{"a" "b"}', "DP028", 6),
    "a missing colon before a number": ('{"a" 1}', "DP028", 6),
    "a quote in a text": (OPEN + '"say "no" now"}]}', "DP029", 48),
    "a quote before a comma": (OPEN + '"say "no", now"}]}', "DP029", 48),
    "a quote at the beginning of a text": (OPEN + '""no" is no"}]}', "DP029", 44),
    "a quote before a sign": (OPEN + '"the "#1" song"}]}', "DP029", 48),
    "doubled quotes in a text": (OPEN + '"say ""no"" now"}]}', "DP029", 48),
    "doubled quotes everywhere": ('"{""a"": 1}"', "DP029", 1),
    "endless brackets": ("[" * 1100, "DP031", 1025),
    "a bracket too many": (WHOLE + "}", "DP033", 49),
    "a bracket alone": ("],", "DP033", 1),
    "a bracket of the other kind": ('{"a": [1, 2}', "DP033", 12),
    "a bracket that is missing": ('{"a": [{"b": 1, {"b": 2}]}', "DP033", 17),
    "a number without its zero": ('{"a": .5}', "DP034", 7),
    "a number with too many zeros": ('{"a": 007}', "DP034", 7),
    "a hexadecimal number": ('{"a": 0x1F}', "DP034", 7),
    "a number beyond all": ('{"a": 1e999}', "DP034", 7),
    "a comma too many": ('{"a": 1,}', "DP015", 8),
    "two commas": ('{"a": 1,, "b": 2}', "DP015", 9),
    "a comma at the beginning": ('{"a": [, 1]}', "DP015", 8),
    "a comma at the end": (WHOLE + ",", "DP015", 49),
    "half a character": (OPEN + r'"\ud83d"}]}', "DP016", 44),
    "NUL bytes after the record": (WHOLE + "\0\0", "DP017", 49),
    "NUL bytes in a text": (OPEN + '"a\0', "DP017", 45),
    "the rest of a record": ('rusts."}]}', "DP011", 1),
    "a mark inside the file": ("\ufeff" + WHOLE, "DP011", 1),
    "a head of CSV": ("prompt,completion", "DP011", 1),
    "a quoted head of CSV": ('"id","the prompt"', "DP011", 1),
    "a head of tab-separated values": ("prompt\tcompletion", "DP011", 1),
    "a page": ("<!DOCTYPE html><html>", "DP011", 1),
    "a mark of git": ("<<<<<<< HEAD", "DP011", 1),
    "a no-break space": ('{\u00a0"a": 1}', "DP011", 2),
    "no value": ('{"a": }', "DP011", 7),
    "words after the record": (WHOLE + " and so on", "DP011", 50),
    "a form feed": (WHOLE + "\x0c", "DP011", 49),
    "a set of Python": ('{"a": {1, 2}}', "DP011", 8),
    "a stray semicolon": ('{"a": 1; "b": 2}', "DP011", 8),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_line_that_does_not_parse_has_one_finding_with_its_cause(
    tmp_path: Path, name: str
) -> None:
    line, code, column = BROKEN[name]

    assert findings(tmp_path, line) == [(code, column)]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner),
)  # fmt: skip


@given(VALUES)
def test_what_parses_has_no_mistake(value: Any) -> None:
    lines = [json.dumps({"a": value}), json.dumps({"a": value}, ensure_ascii=False)]

    assert [mistake(line.encode()) for line in lines] == [None, None]


@given(st.text("{}[]\",:\\ \t\x00/#'ntrue01.eE-+uU\u00e9\u201c", max_size=12))
def test_what_does_not_parse_has_a_mistake(text: str) -> None:
    line = text.encode()
    try:
        orjson.loads(line)
        parses = True
    except orjson.JSONDecodeError:
        parses = not line.strip()

    assert parses or mistake(line) is not None


ENCODINGS = {
    "Marie Curie, n\u00e9e Sk\u0142odowska".encode("cp1250"): "the line reads as Windows-1252",
    "don\u2019t".encode("cp1252"): "the line reads as Windows-1252",
    "\u94c1\u4e3a\u4ec0\u4e48\u4f1a\u751f\u9508".encode("gbk"): "the line reads as GBK",
    "\u9244\u306f\u306a\u305c\u9306\u3073\u308b".encode("cp932"): "the line reads as Shift-JIS",
    "\u9244\u306f\u306a\u305c\u9306\u3073\u308b".encode("euc_jp"): "the line reads as EUC-JP",
    "\ucca0\uc740 \uc65c \ub179\uc774 \uc2b5\ub2c8\uae4c".encode("cp949"): "reads as EUC-KR",
    "\u041f\u043e\u0447\u0435\u043c\u0443 \u0436\u0435\u043b\u0435\u0437\u043e".encode(
        "cp1251"
    ): "reads as Windows-1251",
    "n\u00e9e \u00e9".encode()[:-1]: "the rest of the line is UTF-8",
    "\u041f\u043e\u0447\u0435\u043c\u0443".encode()[:-1]: "the rest of the line is UTF-8",
    b"\x8e": "byte 0x8e at offset 7",
}


@pytest.mark.parametrize("text", ENCODINGS)
def test_a_line_in_another_encoding_says_which_it_is_likely_to_be(
    tmp_path: Path, text: bytes
) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b'{"a": "' + text + b'"}\n')

    (found,) = lint([str(path)], select=["DP013"]).findings

    assert found.message.startswith("not UTF-8: byte 0x")
    assert found.message.endswith(ENCODINGS[text])


CHAT = '{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"%s}]%s}'
TOOLS = (
    ', "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object",'
    ' "properties": {"a": {"type": "string"%s}}}}}]'
)

TEXT = '{"messages": [{"role": "user", "content": "%s"}]}'

DOUBLE = {
    "in a message": (CHAT % (', "content": "c"', ""), ["/messages/1/content"]),
    "twice more": (CHAT % (', "content": "c", "content": "d"', ""), ["/messages/1/content"] * 2),
    "in the record": (CHAT % ("", ', "messages": [{"role": "user", "content": "q"}]'),
                      ["/messages"]),
    "in a tool": (CHAT % ("", TOOLS % ', "type": "integer"'),
                  ["/tools/0/function/parameters/properties/a/type"]),
    "under an escape": (CHAT % (', "c\\u006fntent": "c"', ""), ["/messages/1/content"]),
    "nowhere": (CHAT % ("", ""), []),
    "nowhere, with tools": (CHAT % ("", TOOLS % ""), []),
    "nowhere, with a weight": (CHAT % (', "weight": 1', ""), []),
    "nowhere, with an escape": (TEXT % "\\u00e9", []),
    "nowhere, with JSON in a text": (TEXT % '{\\"a\\": 1, \\"a\\": 2}', []),
    "nowhere, with JSON in escapes": (TEXT % '\\u0022a\\u0022:\\u00221', []),
    "nowhere, with spaces before colons": ((CHAT % ("", "")).replace('":', '" :'), []),
    "nowhere, in parts": (CHAT.replace('"a"', '[{"type": "text", "text": "a"}]') % ("", ""), []),
}  # fmt: skip


@pytest.mark.parametrize("written", [str, lambda line: line.replace(": ", ":").replace(", ", ",")])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("name", DOUBLE)
def test_a_key_that_stands_twice_is_found(
    tmp_path: Path, name: str, ending: str, written: Any
) -> None:
    line, expected = DOUBLE[name]
    path = tmp_path / "x.jsonl"
    path.write_bytes((written(line) + ending).encode())

    found = lint([str(path)], select=["DP021"], target="openai/sft").findings

    assert [f.pointer for f in found] == expected


def test_a_key_that_stands_twice_says_what_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(CHAT % (', "content": "c"', ""), "utf-8")

    (found,) = lint([str(path)], select=["DP021"]).findings

    assert (found.message, found.column) == ("'content' stands twice; 'b' is lost", 87)


LINE_ENDS = {"\u2028": 1, "\u2029": 1, "\x85": 1, "\\u2028": 0, "\\n": 0, "\u2026": 0}


@pytest.mark.parametrize("text", LINE_ENDS)
def test_only_a_raw_character_can_be_taken_for_a_line_end(tmp_path: Path, text: str) -> None:
    found = findings(tmp_path, WHOLE.replace('"a"', f'"a{text}b"'))

    assert found.count(("DP022", 45)) == LINE_ENDS[text]


NUMBERS = {
    "123456789012345678901234567890": 1,
    "-123456789012345678901234567890": 1,
    "18446744073709551615": 0,
    "9007199254740993": 0,
    "1e30": 0,
    "123456789012345678901234567890.5": 0,
    '"123456789012345678901234567890"': 0,
}


@pytest.mark.parametrize("number", NUMBERS)
def test_only_whole_numbers_beyond_64_bits_lose_digits(tmp_path: Path, number: str) -> None:
    line = f'{{"messages": [{{"role": "user", "content": "a"}}], "n": {{"m": [{number}]}}}}'

    found = findings(tmp_path, line, target="openai/rft")

    assert found == [("DP030", line.index(number) + 1)] * NUMBERS[number]


@pytest.mark.parametrize(("size", "expected"), [(1000, 0), (1001, 1)])
def test_a_file_beyond_the_limit_is_found(size: int, expected: int) -> None:
    openai = provider("openai")
    limits = {"sft": replace(openai.limits["sft"], file_bytes=1000)}
    context = Context(replace(openai, limits=limits), "sft", date(2026, 11, 22))
    file = LintedFile("x.jsonl", Kind(Form.LINES), size, 10, 0, training=True)

    assert len(list(oversized_file(file, context))) == expected


def test_a_string_that_holds_a_record_is_named_as_such(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(WHOLE + "\n" + json.dumps(WHOLE), "utf-8")

    (found,) = lint([str(path)], select=["DP012"]).findings

    assert found.message.startswith("the line is a string that holds JSON, not an object")


def test_keys_are_not_compared_below_the_depth_that_python_reads(tmp_path: Path) -> None:
    deep = "[" * 1000 + "]" * 1000
    path = tmp_path / "x.jsonl"
    path.write_text(f'{WHOLE[:-1]}, "n": {deep}, "n": 1}}', "utf-8")

    assert lint([str(path)], select=["DP021"], target="openai/rft").findings == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("prompt,completion\n", "this looks like CSV"),
        ('"the prompt";"completion"\r\n', "this looks like CSV"),
        ("<html>\n", "this looks like a page in HTML"),
        ("<<<<<<< HEAD\n", "a mark of a merge"),
        (f"{WHOLE}\n=======\n", "a mark of a merge"),
        (f"{WHOLE}\nprompt,completion\n", "the line does not begin with {"),
        ("Yes, it rusts.\n", "the line does not begin with {"),
    ],
)
def test_a_file_of_another_kind_is_told_on_its_first_line(
    tmp_path: Path, text: str, expected: str
) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(text, "utf-8")

    (found,) = lint([str(path)], select=["DP011"]).findings

    assert found.message.startswith(expected)
