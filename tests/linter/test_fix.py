from __future__ import annotations

import gzip
import io
import json
import os
import sys
from itertools import count
from typing import TYPE_CHECKING

import pytest

from chat_records import chats, lines
from dataprep.errors import SinkError, SourceError
from dataprep.linter import repair
from dataprep.linter.fix import diff, fix
from dataprep.linter.lint import lint
from dataprep.records import source

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GOOD = b'{"messages": [{"role": "user",  "content": "a"}, {"role": "assistant", "content": "b"}]}'
ROLE = GOOD.replace(b'"user"', b'"human"')


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "x.jsonl"


def fixed(file: Path, data: bytes, **options: object) -> bytes:
    file.write_bytes(data)
    fix(str(file), **options)  # type: ignore[arg-type] — options of lint
    return file.read_bytes()


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("last", [b"", b"end"])
def test_line_ends_stay_as_they_are(file: Path, end: bytes, last: bytes) -> None:
    tail = end if last else b""

    new = fixed(file, ROLE + end + GOOD + end + ROLE + tail)

    assert new == GOOD + end + GOOD + end + GOOD + tail


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (GOOD + b"\n\n" + ROLE, GOOD + b"\n" + GOOD),
        (GOOD + b",\r\n" + ROLE + GOOD + b"\r\n", (GOOD + b"\r\n") * 3),
        (b"[" + GOOD + b",\n" + ROLE + b"]", (GOOD + b"\n") * 2),
        (b"[" + GOOD + b', {"messages": [', GOOD + b'\n{"messages": [\n'),
        (b"\xef\xbb\xbf" + GOOD, GOOD),
        (f"\ufeff[{GOOD.decode()}]".encode("utf-16-be"), GOOD + b"\n"),
        (b"\xff\xfe{\x00\x00\xd8", b"\xff\xfe{\x00\x00\xd8"),
    ],
    ids=["blank", "joined", "array", "broken array", "mark", "wide array", "no text"],
)
def test_safe_fixes_go_together(file: Path, old: bytes, new: bytes) -> None:
    assert fixed(file, old) == new


def test_a_line_that_is_fixed_may_be_a_copy_then(file: Path) -> None:
    new = fixed(file, ROLE + b"\n" + GOOD + b"\n" + ROLE, unsafe=True)

    assert new == GOOD + b"\n"


def test_unsafe_fixes_are_not_made_unasked(file: Path) -> None:
    doubled = GOOD + b"\n" + GOOD + b"\n"

    report = fix(str(written(file, doubled)))

    assert (report.fixed, report.fixable, report.unsafely_fixable) == (0, 0, 1)
    assert file.read_bytes() == doubled


def written(file: Path, data: bytes) -> Path:
    file.write_bytes(data)
    return file


WEIGHED = GOOD.replace(b'"a"', b'"a", "weight": 0')


@pytest.mark.parametrize(
    ("old", "options", "new"),
    [
        (ROLE + b",", {}, GOOD),
        (ROLE + b",", {"ignore": ["DP015"]}, ROLE + b","),
        (ROLE + b",", {"select": ["DP015"]}, ROLE),
        (ROLE + b",", {"rule_options": {"unknown-role": {"severity": "off"}}}, ROLE),
        (ROLE + b",", {"per_path_ignores": {"x.*": ["DP203"]}}, ROLE),
        (ROLE + b",", {"per_path_ignores": {"y.*": ["DP203"]}}, GOOD),
        (WEIGHED, {"target": "openai"}, GOOD),
        (WEIGHED, {"target": "mistral"}, WEIGHED),
        (b"[" + ROLE + b"]", {"rule_options": {"DP002": {"severity": "off"}}}, b"[" + ROLE + b"]"),
    ],
)
def test_what_is_not_asked_of_a_file_is_not_fixed(
    file: Path, old: bytes, options: dict[str, object], new: bytes
) -> None:
    assert fixed(file, old, **options) == new


def test_a_mark_that_is_not_to_be_fixed_stays(file: Path) -> None:
    assert fixed(file, b"\xef\xbb\xbf" + ROLE, ignore=["DP007"]) == b"\xef\xbb\xbf" + GOOD


def test_a_file_without_fixable_findings_is_not_written(file: Path) -> None:
    written(file, b"no JSON\n" + GOOD)
    os.utime(file, ns=(1, 1))

    fix(str(file))

    assert file.stat().st_mtime_ns == 1


def test_a_fixed_file_keeps_its_permissions_and_the_link_to_it(file: Path, tmp_path: Path) -> None:
    written(file, ROLE)
    file.chmod(0o640)
    link = tmp_path / "link.jsonl"
    link.symlink_to(file)

    fix(str(link))

    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (GOOD, 0o640)
    assert link.is_symlink()


@pytest.mark.parametrize(("suffix", "library"), [(".gz", gzip), (".zst", zstd)])
def test_a_compressed_file_is_compressed_again(
    tmp_path: Path, suffix: str, library: object
) -> None:
    packed = tmp_path / f"x.jsonl{suffix}"
    packed.write_bytes(library.compress(ROLE + b"\n"))  # type: ignore[attr-defined] — both have it

    fix(str(packed))

    assert library.decompress(packed.read_bytes()) == GOOD + b"\n"  # type: ignore[attr-defined]


def test_the_validation_file_is_fixed_too(file: Path, tmp_path: Path) -> None:
    other = written(tmp_path / "validation.jsonl", ROLE)

    report = fix(str(written(file, ROLE)), validation=str(other))

    assert (file.read_bytes(), other.read_bytes(), report.fixed) == (GOOD, GOOD, 2)


def test_the_report_is_of_what_remains(file: Path) -> None:
    report = fix(str(written(file, ROLE + b"\n{}\n")), select=["DP101", "DP203"])

    assert [(found.line, found.code) for found in report.findings] == [(2, "DP101")]
    assert report.fixed == 1


def test_a_file_that_another_program_wrote_to_meanwhile_is_left_alone(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    states = count()
    monkeypatch.setattr(repair, "state", lambda _: (next(states), 0))
    monkeypatch.setattr("dataprep.linter.fix.state", lambda _: (next(states), 0))

    with pytest.raises(
        SourceError, match="changed while it was being fixed; run the command again"
    ):
        fix(str(written(file, ROLE)))

    assert file.read_bytes() == ROLE
    assert list(file.parent.iterdir()) == [file]


def test_parts_and_processes_change_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [json.dumps(chat) for chat in chats(60)]
    texts[7::9] = [text.replace('"user"', '"User"') for text in texts[7::9]]
    texts[5] += texts[6]
    texts[50] = texts[3]
    data = "\n\n".join(texts).encode()
    alone = fixed(file, data, unsafe=True)
    monkeypatch.setattr(repair, "parts", lambda found, **_: source.parts(found, size=500))

    assert fixed(file, data, unsafe=True, jobs=2) == alone
    once = lines(60).splitlines()
    assert alone.decode().split("\n") == once[:50] + once[51:]


def patched(data: bytes, hunks: bytes) -> bytes:
    """DATA after a diff without context, read as its format says."""
    old, new = iter(data.splitlines(keepends=True)), []
    at = 0
    for line in hunk_lines(hunks):
        if line.startswith(b"@@"):
            start, size = map(int, line.split()[1][1:].split(b","))
            while at < start - bool(size):
                new.append(next(old))
                at += 1
        elif line.startswith(b"-"):
            assert next(old) == line[1:]
            at += 1
        else:
            new.append(line[1:])
    return b"".join([*new, *old])


def hunk_lines(hunks: bytes) -> Iterator[bytes]:
    """The lines behind the heading; one without a line feed has lost what stands for it."""
    found = hunks.splitlines(keepends=True)[2:]
    for line, behind in zip(found, [*found[1:], b""], strict=True):
        if not line.startswith(b"\\"):
            yield line.removesuffix(b"\n") if behind.startswith(b"\\") else line


@pytest.mark.parametrize(
    "data",
    [
        GOOD + b"\n" + ROLE + b"\n\n" + GOOD + b"\n" + ROLE + ROLE,
        (GOOD + b"\n" + ROLE + b"\n") * 3,
        (ROLE + b"\n") * 2500,
        b"[" + GOOD + b",\n" + ROLE + b"]",
        b"\n" * 9 + GOOD,
    ],
    ids=["many", "copies", "long", "array", "blank"],
)
def test_the_diff_makes_of_a_file_what_the_fix_makes(file: Path, data: bytes) -> None:
    out = io.BytesIO()

    count = diff(str(written(file, data)), out, unsafe=True)

    assert file.read_bytes() == data
    assert fix(str(file), unsafe=True).fixed == count
    assert patched(data, out.getvalue()) == file.read_bytes()


MANY = 3000


@pytest.mark.parametrize(
    ("mistake", "right"),
    [
        (b"[1,],", b"[1],"),
        (b"[True],", b"[true],"),
        (b"[NaN],", b"[null],"),
        (b"{a: 1},", b'{"a": 1},'),
        (b'"a\tb",', b'"a\\tb",'),
        (b"'a\"b\\'c',", b'"a\\"b\'c", '),
        (rb'"it\'s",', b'"it\'s",'),
        (rb'"\ud83e",', rb'"\ufffd",'),
    ],
)
def test_thousands_of_mistakes_in_one_line_are_undone_at_once(
    file: Path, mistake: bytes, right: bytes
) -> None:
    line = b'{"k": [%s0]}\n'

    new = fixed(file, line % (mistake * MANY), unsafe=True, select=["DP0"])

    assert new == line % (right * MANY)


def test_a_file_of_one_line_becomes_one_of_its_records(file: Path) -> None:
    assert fixed(file, GOOD * MANY) == b"\n".join([GOOD] * MANY)


@pytest.mark.parametrize(
    "line",
    [
        b"{'a': b'x'}",
        b"{'a': (1, 2)}",
        b"{'a': 1e999}",
        b"{'a': '\\d'} + {}",
        b"{'a': 'it's'}",
        b"{'a': 1, 'a': '\\x41'}",
        b'{"a": 1 // one }',
        b'{"a": 007}',
        b'{"a" True}',
        b'"no record"',
        b'{"messages": 1, "messages": 2}',
        b'{"messages": [], "tools": {"type": "function", "type": "x"}}',
        b'{"messages": "[{\\"role\\": 1, \\"role\\": 2}]"}',
    ],
)
def test_what_is_not_surely_meant_is_left_alone(file: Path, line: bytes) -> None:
    assert fixed(file, line, unsafe=True) == line


TWICE = GOOD[:-1] + b', "messages": "[]"}'


@pytest.mark.parametrize(
    ("old", "code"),
    [
        (TWICE.replace(b'"messages": "[]"', b'"tools": "[]", "tools": "[]"'), "DP116"),
        (GOOD[:-1] + b', "messagess": []}', "DP102"),
        (b"\xff\xfe{\x00\x00\xd8", "DP006"),
        (b'{"messages": [{"role": "user"},\n"cut off"', "DP003"),
    ],
    ids=["doubled key", "name that is taken", "no text", "no end"],
)
def test_no_fix_is_promised_that_is_not_made(file: Path, old: bytes, code: str) -> None:
    report = lint(str(written(file, old)), select=[code])

    assert [(found.code, found.fix) for found in report.findings] == [(code, None)]
    assert fixed(file, old, unsafe=True, select=[code]) == old


def test_of_two_names_meant_as_one_only_one_is_changed(file: Path) -> None:
    old = b'{"mesages": [], "messagess": []}'

    assert fixed(file, old, unsafe=True, select=["DP102"]) == b'{"messages": [], "messagess": []}'


def test_of_a_file_in_a_wide_encoding_no_difference_is_shown(file: Path) -> None:
    out = io.BytesIO()

    count = diff(str(written(file, GOOD.decode().encode("utf-16"))), out)

    assert (count, out.getvalue()) == (1, f"Binary files {file} and {file} differ\n".encode())


def test_of_a_mark_that_goes_only_the_first_line_is_shown(file: Path) -> None:
    out = io.BytesIO()

    diff(str(written(file, b"\xef\xbb\xbf" + (GOOD + b"\n") * 2)), out)

    assert [line[:2] for line in out.getvalue().split(b"\n")] == [
        b"--",
        b"++",
        b"@@",
        b"-\xef",
        b"+{",
        b"",
    ]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes anything")
def test_a_file_that_is_read_only_is_left_alone(file: Path) -> None:
    written(file, ROLE).chmod(0o400)

    with pytest.raises(SinkError, match="is read-only; make it writable, or give its text to `-`"):
        fix(str(file))

    assert file.read_bytes() == ROLE


def test_a_pipe_cannot_be_fixed(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(SourceError, match="not a file, cannot be fixed in place; give its text to"):
        fix(str(tmp_path / "pipe"))
