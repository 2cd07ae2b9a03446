from __future__ import annotations

import gzip
import io
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataprep.errors import SourceError, TruncatedSource
from dataprep.records.source import files, lines, look, parts, zstd

TEXT = '{"a": 1}\n{"b": "\u2028"}\r\n\n{"c": 3}'.encode()


def cut(path: Path, size: int) -> list[bytes]:
    return [part.read() for part in parts(look(str(path)), size=size)]


@given(data=st.binary(max_size=200), size=st.integers(1, 64))
def test_parts_hold_every_byte_and_end_at_line_ends(
    data: bytes, size: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("parts") / "x.jsonl"
    path.write_bytes(b"{}\n" + data)

    found = cut(path, size)

    assert b"".join(found) == b"{}\n" + data
    assert all(part.endswith(b"\n") for part in found[:-1])


@pytest.mark.parametrize("size", [1, 7, 1 << 20])
@pytest.mark.parametrize("name", ["x.jsonl", "x.jsonl.gz", "x.jsonl.zst"])
def test_compressed_files_have_the_same_lines(tmp_path: Path, name: str, size: int) -> None:
    path = tmp_path / name
    compress = {".gz": gzip.compress, ".zst": zstd.compress}.get(path.suffix, bytes)
    path.write_bytes(compress(TEXT))

    found = [line for part in cut(path, size) for line in lines(part)]

    assert found == TEXT.split(b"\n")


def test_standard_input_has_the_same_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT)))

    found = [line for part in parts(look("-"), size=5) for line in lines(part.read())]

    assert found == TEXT.split(b"\n")


def test_a_line_ends_at_a_line_feed_and_nowhere_else() -> None:
    assert lines("a\u2028b\u0085c\rd\n\ne".encode()) == ["a\u2028b\u0085c\rd".encode(), b"", b"e"]


def test_a_mark_before_the_first_line_belongs_to_no_part(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT)

    assert b"".join(cut(path, 7)) == TEXT


def test_a_folder_stands_for_the_lines_below_it(tmp_path: Path) -> None:
    for name in ("b.jsonl", "deep/a.jsonl.gz", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"{}")

    found = files([str(tmp_path), str(tmp_path / "b.jsonl")])

    assert found == [str(tmp_path / "b.jsonl"), str(tmp_path / "deep/a.jsonl.gz")]


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no .jsonl"):
        files([str(tmp_path)])


def test_a_folder_in_place_of_a_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is a folder"):
        look(str(tmp_path))


def test_a_missing_file_is_an_error() -> None:
    with pytest.raises(SourceError, match="no such file"):
        look("nowhere.jsonl")


@pytest.mark.parametrize("name", ["x.jsonl.gz", "x.jsonl.zst"])
def test_compressed_data_that_ends_early_gives_its_whole_lines_first(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    text = b"".join(b'{"n": %d}\n' % number for number in range(50_000))
    compress = gzip.compress if name.endswith("gz") else zstd.compress
    packed = compress(text)
    path.write_bytes(packed[: len(packed) // 2])
    found = parts(look(str(path)), size=1 << 16)
    read = b""

    with pytest.raises(TruncatedSource, match="too early"):
        for part in found:
            read += part.read()

    assert text.startswith(read)
    assert read.endswith(b"\n")
    assert len(read) > len(text) // 4


def test_damaged_compressed_data_is_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl.gz"
    path.write_bytes(gzip.compress(TEXT)[:10] + b"\xff" * 40)

    with pytest.raises(SourceError, match="damaged"):
        cut(path, 1 << 20)
