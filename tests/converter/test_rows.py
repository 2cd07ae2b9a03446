"""One data set in every kind of file gives the same records."""

from __future__ import annotations

import csv
import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from dataprep.converter.json_rows import json_parts
from dataprep.converter.picking import Load, limited
from dataprep.converter.rows import Reading, batches, rows
from dataprep.errors import DataprepError, SourceError, TruncatedSource
from dataprep.records.kind import Form, Kind
from dataprep.records.source import Source, lines, look, zstd

ROWS = [{"question": f"Wie heißt\n{n}, “bitte”?", "answer": str(n)} for n in range(2500)]


def read(*sources: object, **reading: Any) -> list[Any]:
    return [row for batch in batches(map(str, sources), Reading(**reading)) for row in rows(batch)]


def write_lines(path: Path) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS))


def write_array(path: Path) -> None:
    path.write_text(json.dumps(ROWS, ensure_ascii=False, indent=1))


def write_dense_array(path: Path) -> None:
    path.write_text("\ufeff" + json.dumps(ROWS))


def write_objects(path: Path) -> None:
    path.write_text("\n".join(json.dumps(row, indent=2) for row in ROWS))


def write_csv(path: Path) -> None:
    delimiter = "\t" if path.suffix == ".tsv" else ","
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        table = csv.DictWriter(file, ["question", "answer"], delimiter=delimiter)
        table.writeheader()
        table.writerows(ROWS)


def write_gzip(path: Path) -> None:
    path.write_bytes(gzip.compress(json.dumps(ROWS).encode()))


def write_zstd(path: Path) -> None:
    write_csv(plain := path.with_suffix(""))
    path.write_bytes(zstd.compress(plain.read_bytes()))


def write_parquet(path: Path) -> None:
    parquet.write_table(pa.Table.from_pylist(ROWS), path, row_group_size=700)


def write_arrow_file(path: Path) -> None:
    table = pa.Table.from_pylist(ROWS)
    with pa.ipc.new_file(str(path), table.schema) as file:
        file.write(table)


def write_arrow_stream(path: Path) -> None:
    table = pa.Table.from_pylist(ROWS)
    with pa.ipc.new_stream(str(path), table.schema) as file:
        file.write(table)


KINDS: list[tuple[str, Callable[[Path], None]]] = [
    ("x.jsonl", write_lines),
    ("x.json", write_lines),
    ("x.json", write_array),
    ("x.jsonl", write_dense_array),
    ("x.json", write_objects),
    ("x.csv", write_csv),
    ("x.tsv", write_csv),
    ("x.json.gz", write_gzip),
    ("x.csv.zst", write_zstd),
    ("x.parquet", write_parquet),
    ("x.arrow", write_arrow_file),
    ("x.arrow", write_arrow_stream),
]


@pytest.mark.parametrize(("name", "write"), KINDS)
def test_a_file_is_read_by_what_it_is(
    tmp_path: Path, name: str, write: Callable[[Path], None]
) -> None:
    write(tmp_path / name)

    assert read(tmp_path / name) == ROWS


@pytest.mark.parametrize(("name", "write"), KINDS)
@pytest.mark.parametrize("limit", [1, 1200, 9999])
def test_a_limit_takes_the_first_rows(
    tmp_path: Path, name: str, write: Callable[[Path], None], limit: int
) -> None:
    write(tmp_path / name)
    loads = [Load(batch, ()) for batch in batches([str(tmp_path / name)], Reading())]

    assert [row for load in limited(loads, limit) for row in rows(load.batch)] == ROWS[:limit]


def test_a_folder_stands_for_the_files_below_it(tmp_path: Path) -> None:
    write_lines(tmp_path / "a.jsonl")
    write_csv(tmp_path / "b.csv")

    assert read(tmp_path) == ROWS + ROWS


@pytest.mark.parametrize("name", ["readme.md", "state.json"])
def test_a_folder_without_data_is_an_error(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("{}")

    with pytest.raises(SourceError, match="no JSON, JSONL, CSV, TSV, Parquet or Arrow file below"):
        read(tmp_path)


def test_columns_name_a_table_that_has_no_header(tmp_path: Path) -> None:
    (tmp_path / "x.tsv").write_bytes("straße\tja\n\nzu\tviele\tZellen\n".encode("latin-1"))

    found = read(tmp_path / "x.tsv", columns=("question", "answer"), encoding="latin-1")

    assert found == [{"question": "straße", "answer": "ja"}, ["zu", "viele", "Zellen"]]


@pytest.mark.parametrize(
    ("name", "data", "reading", "said"),
    [
        ("x.jsonl", b"", {}, "is empty"),
        ("x.jsonl", b"version https://git-lfs.github.com/spec/v1\n", {}, "git lfs pull"),
        (
            "x.jsonl",
            '{"a": 1}'.encode("utf-16"),
            {},
            "read it with --encoding utf-16-le",
        ),
        ("x.zip", b"PK\x03\x04", {}, "is a zip archive, which is not read here"),
        ("x.jsonl", b"\x1f\x8b\x00", {}, "the .gz data ends too early"),
        ("x.parquet", b"PAR1 and then nothing", {}, "damaged Parquet data"),
        ("x.arrow", b"ARROW1 and then nothing", {}, "damaged Arrow data"),
        ("x.csv", b"a,b\n\xe4,1\n", {}, "Name the right --encoding"),
        ("x.csv", b"a,b\n1,2\n", {"encoding": "utf-9"}, "there is no such encoding"),
        ("x.csv", b'a,b\n"1"2,"\n', {"encoding": "utf-16"}, "Name the right --encoding"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    tmp_path: Path, name: str, data: bytes, reading: dict[str, str], said: str
) -> None:
    (tmp_path / name).write_bytes(data)

    with pytest.raises(DataprepError) as why:
        read(tmp_path / name, **reading)

    assert said in str(why.value)


@pytest.mark.parametrize(
    ("text", "whole", "said"),
    [
        ('[{"a": 1}, {"a": 2}, {"a"', [{"a": 1}, {"a": 2}], "ends in the middle, at byte 25"),
        ('[{"a": 1}, {"a": 2}', [{"a": 1}, {"a": 2}], "ends in the middle"),
        ('[{"a": 1}, {"a": "text', [{"a": 1}], "ends in the middle"),
        ('[{"a": 1}, 2', [{"a": 1}], "ends in the middle"),
        ('[{"a": 1}, {"a": nothing at all}, {"a": 3}]', [{"a": 1}], "not JSON from byte 17 on"),
        ('{\n"a": 1}\n{\n"a": 2', [{"a": 1}], "ends in the middle"),
    ],
)
def test_a_truncated_source_gives_its_whole_rows_first(
    tmp_path: Path, text: str, whole: list[Any], said: str
) -> None:
    (tmp_path / "x.json").write_text(text)
    found: list[Any] = []

    with pytest.raises(TruncatedSource, match=said):
        for batch in batches([str(tmp_path / "x.json")], Reading()):
            found += rows(batch)

    assert found == whole


JSON = st.recursive(
    st.none() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(
    items=st.lists(st.dictionaries(st.text(), JSON) | st.integers(), min_size=1),
    indent=st.none() | st.just(2),
    size=st.integers(1, 40),
)
def test_cutting_an_array_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, items: list[Any], indent: int | None, size: int
) -> None:
    path = tmp_path_factory.mktemp("array") / "x.json"
    path.write_text(json.dumps(items, indent=indent, ensure_ascii=False))
    source = Source(str(path), path.read_bytes(), Kind(Form.ARRAY))

    found = [line for part in json_parts(source, size=size) for line in lines(part.read())]

    assert [json.loads(line) for line in found] == items


def test_a_missing_file_is_no_hub_id() -> None:
    with pytest.raises(SourceError, match="no such file"):
        read("data/missing.jsonl")


def test_the_head_of_a_long_first_row_is_enough(tmp_path: Path) -> None:
    long = [{"question": "x" * 300_000, "answer": "y"}]
    (tmp_path / "x.json").write_text(json.dumps(long))
    source = look(str(tmp_path / "x.json"))

    found = [line for part in json_parts(source, size=1000) for line in lines(part.read())]

    assert [json.loads(line) for line in found] == long


@pytest.mark.parametrize("size", [1, 700, 40_000])
def test_row_groups_of_any_size_give_the_same_rows(tmp_path: Path, size: int) -> None:
    count = 40_000 if size == 40_000 else 900
    made = [{"question": f"{n:5} " * 80, "answer": "a"} for n in range(count)]
    empty = pa.Table.from_pylist(made[:1]).slice(1)
    with parquet.ParquetWriter(tmp_path / "x.parquet", empty.schema) as file:
        file.write_table(pa.Table.from_pylist(made), row_group_size=size)
        file.write_table(empty)

    loads = [Load(batch, ()) for batch in batches([str(tmp_path / "x.parquet")], Reading())]
    some = [row for load in limited(loads, len(made) + 5) for row in rows(load.batch)]

    assert read(tmp_path / "x.parquet") == made == some


def test_parquet_is_read_without_pandas(tmp_path: Path) -> None:
    write_parquet(tmp_path / "x.parquet")
    script = (
        "import sys; from dataprep import convert;"
        "print(convert(['x.parquet'], to='x.jsonl').records, 'pandas' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, check=True, text=True
    )

    assert done.stdout == "2500 False\n"
