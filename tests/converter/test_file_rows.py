"""Files as they are met: what they hold counts, and not what they are called."""

from __future__ import annotations

import gzip
import io
import json
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from dataprep.converter.csv_rows import csv_parts
from dataprep.converter.rows import Reading, batches, rows
from dataprep.errors import DataprepError, SourceError, TruncatedSource
from dataprep.records.source import Part, look, zstd

ROWS = [{"q": "Wie geht's?", "a": "Gut;\nund “dir”?"}, {"q": "früh", "a": "2,5|3"}]
LINES = "\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS)
TABLE = 'q;a\nWie geht\'s?;"Gut;\nund “dir”?"\nfrüh;2,5|3\n'


def read(*sources: object, **reading: Any) -> list[Any]:
    return [row for batch in batches(map(str, sources), Reading(**reading)) for row in rows(batch)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.jsonl", "\ufeff" + LINES),
        ("x.json", LINES.replace("\n", "\r\n\r\n")),
        ("x.jsonl", json.dumps(ROWS)),
        ("x.jsonl", json.dumps(ROWS, indent=2)),
        ("x.jsonl", LINES.replace("\n", "")),
        ("x.jsonl", LINES.replace("\n", "  ")),
        ("x.json", json.dumps({"data": ROWS, "version": [1]})),
        ("x.json", json.dumps({"version": '1 \\ " {', "n": -1.5e3, "rows": ROWS}, indent=1)),
        ("x.json", json.dumps({"canary": None, "examples": ROWS})),
        ("x.csv", TABLE),
        ("x.csv", "\ufeff" + TABLE.replace("2,5|3", '"2,5|3"').replace("\n", "\r\n", 1)),
        ("x.tsv", TABLE),
        ("x.json", TABLE),
        ("x.txt", LINES),
        ("x.csv", LINES),
        ("x.tsv", json.dumps(ROWS)),
        ("x.parquet", LINES),
        ("rows", TABLE),
    ],
)
def test_text_is_read_as_what_it_is(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_bytes(text.encode())

    assert read(tmp_path / name) == ROWS


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_any_usual_delimiter_parts_the_cells(tmp_path: Path, delimiter: str) -> None:
    (tmp_path / "x.csv").write_text(f"q{delimiter}a\n1{delimiter}\n", "utf-8")

    assert read(tmp_path / "x.csv") == [{"q": "1", "a": ""}]


def test_a_table_of_one_column_is_not_parted(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("text\none; two\nthree\n")

    assert read(tmp_path / "x.csv") == [{"text": "one; two"}, {"text": "three"}]


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-16", "utf-16-be", "utf-8-sig"])
@pytest.mark.parametrize(("name", "text"), [("x.jsonl", LINES), ("x.csv", TABLE), ("x.json", "")])
def test_another_encoding_is_read_if_it_is_named(
    tmp_path: Path, encoding: str, name: str, text: str
) -> None:
    text = (text or json.dumps(ROWS, ensure_ascii=False, indent=1)).replace("“dir”", "dir")
    (tmp_path / name).write_bytes(text.encode(encoding))

    assert read(tmp_path / name, encoding=encoding) == json.loads(
        json.dumps(ROWS).replace("\\u201cdir\\u201d", "dir")
    )


@pytest.mark.parametrize(
    ("name", "data", "encoding", "said"),
    [
        ("x.jsonl", b'{"a": "\xe4"}\n', None, "byte 0xe4 at offset 7 is not utf-8"),
        ("x.csv", b"a,b\n1,\xe4\n", None, "byte 0xe4 at offset 6 is not utf-8"),
        ("x.csv", b"a,b\n" + b"1,2\n" * 200_000 + b"\xe4,1\n", None, "at offset 800004 is"),
        ("x.jsonl", b'{"a": "\x81\xff"}\n', "gbk", "is not gbk\nName the right --encoding"),
        ("x.csv", b"a,b\n1,2\n", "utf-16", "Name the right --encoding"),
        ("x.csv", b"a,b\n1,2\n", "hex", "--encoding hex: there is no such encoding"),
        ("x.parquet", b"PAR1", "gbk", "--encoding is for text, which"),
        ("x.json", '[{"a": 1}]'.encode("utf-16-le"), None, "with --encoding utf-16-le"),
    ],
)
def test_what_is_in_another_encoding_says_so(
    tmp_path: Path, name: str, data: bytes, encoding: str | None, said: str
) -> None:
    (tmp_path / name).write_bytes(data)

    with pytest.raises(DataprepError) as why:
        read(tmp_path / name, encoding=encoding)

    assert said in str(why.value)


def test_one_line_that_is_not_utf_8_is_that_lines_fault_alone(tmp_path: Path) -> None:
    good = b'{"a": "' + b"x" * 60 + b'"}\n'
    (tmp_path / "x.jsonl").write_bytes(good * 2000 + b'{"a": "\xe4"}\n' + good)

    found = read(tmp_path / "x.jsonl")

    assert found[2000] == b'{"a": "\xe4"}'
    assert len(found) == 2002


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85", "\x0b", "\x1c"])
def test_a_line_ends_at_a_line_feed_and_nowhere_else(tmp_path: Path, separator: str) -> None:
    (tmp_path / "x.jsonl").write_bytes(f'{{"a": "1{separator}2"}}\n'.encode())
    (tmp_path / "x.csv").write_bytes(f"a,b\n1{separator}2,3\n".encode())

    written_raw = [{"a": f"1{separator}2"}]
    # JSON wants control characters escaped: such a line is none.
    escaped = separator in "\x0b\x1c"
    assert read(tmp_path / "x.jsonl") == (
        [f'{{"a": "1{separator}2"}}'.encode()] if escaped else written_raw
    )
    assert read(tmp_path / "x.csv") == [{"a": f"1{separator}2", "b": "3"}]


def test_nul_bytes_are_the_fault_of_their_lines(tmp_path: Path) -> None:
    line = LINES.partition("\n")[0]
    (tmp_path / "x.jsonl").write_bytes(f"{line}\n{line}\n\0\0\0\n".encode())

    assert read(tmp_path / "x.jsonl") == [ROWS[0], ROWS[0], b"\0\0\0"]


def test_a_row_may_be_longer_than_a_part(tmp_path: Path) -> None:
    row = {"q": "x" * 9_000_000, "a": "y"}
    for name, data in (("x.jsonl", [row]), ("y.json", [[row, row]])):
        (tmp_path / name).write_text("\n".join(map(json.dumps, data)))

    assert read(tmp_path / "x.jsonl") == [row]
    assert read(tmp_path / "y.json") == [row, row]


def test_objects_a_line_that_hold_lists_are_not_taken_for_a_wrapper(tmp_path: Path) -> None:
    lines = [{"data": [{"role": "user"}]}, {"data": [{"role": "x"}]}]
    (tmp_path / "x.jsonl").write_text("\n".join(map(json.dumps, lines)))

    assert read(tmp_path / "x.jsonl") == lines


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"data": [{"a": 1}, {"a"', "ends in the middle, at byte 24"),
        ('{"data": [{"a": 1}', "ends in the middle"),
        ('[\n{"a": 1}\n]\n[{"a": 2}]', "goes on behind the end of its array, at byte 12"),
        ('{"a": 1}{"a": 2', "ends in the middle"),
    ],
)
def test_what_ends_too_early_or_too_late_gives_its_whole_rows(
    tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "x.json").write_text(text)
    found: list[Any] = []

    with pytest.raises(TruncatedSource, match=said):
        for batch in batches([str(tmp_path / "x.json")], Reading()):
            found += rows(batch)

    assert found == [{"a": 1}]


def arrow_file(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    with pa.ipc.new_file(sink, table.schema) as file:
        file.write(table)
    return sink.getvalue()


def parquet_file(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    parquet.write_table(table, sink)
    return sink.getvalue()


@pytest.mark.parametrize("data", [arrow_file, parquet_file], ids=["arrow", "parquet"])
@pytest.mark.parametrize(
    "name", ["x.parquet", "x.arrow.gz", "x.parquet.zst", "x.jsonl", "x", "packed.csv"]
)
def test_arrow_and_parquet_are_read_under_any_name_and_packed(
    tmp_path: Path, name: str, data: Any
) -> None:
    content = data(pa.Table.from_pylist(ROWS))
    if name.endswith(".zst"):
        content = zstd.compress(content)
    elif name.endswith(".gz") or name.startswith("packed"):
        content = gzip.compress(content)
    (tmp_path / name).write_bytes(content)

    assert read(tmp_path / name) == ROWS


@pytest.mark.parametrize(
    "data",
    [
        LINES.encode(),
        TABLE.encode(),
        json.dumps(ROWS).encode(),
        parquet_file(pa.Table.from_pylist(ROWS)),
    ],
    ids=["lines", "table", "array", "parquet"],
)
def test_standard_input_is_read_as_what_it_is(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    assert read("-") == ROWS


def test_a_folder_gives_its_data_and_not_what_is_said_of_it(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text("q,a\n1,2\n")
    (tmp_path / "a.arrow").write_bytes(arrow_file(pa.Table.from_pylist(ROWS)))
    for name in ("dataset_info.json", "state.json", "out.manifest.json", "cache-1.arrow"):
        (tmp_path / name).write_text('{"said": "of it"}')

    assert read(tmp_path) == [*ROWS, {"q": "1", "a": "2"}]


def test_two_columns_of_one_name_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a,b,a\n1,2,3\n")

    with pytest.raises(SourceError, match="several columns are named 'a'; rename them"):
        read(tmp_path / "x.csv")


def test_a_table_is_cut_into_parts_of_lines(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("n\n" + "\n".join(map(str, range(2500))))
    parts = list(csv_parts(look(str(tmp_path / "x.csv")), delimiter=",", columns=()))

    assert [isinstance(part, Part) and len(list(rows(part))) for part in parts] == [
        1000,
        1000,
        500,
    ]
