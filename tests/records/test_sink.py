from __future__ import annotations

import gzip
import os
import subprocess
from pathlib import Path

import pytest

from dataprep.errors import SinkError
from dataprep.records.sink import written
from dataprep.records.source import zstd


def test_a_file_is_there_once_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"

    with written(str(target)) as file:
        file.write(b"{}\n")
        assert not target.exists()

    assert target.read_bytes() == b"{}\n"
    assert list(tmp_path.iterdir()) == [target]


def test_nothing_is_left_of_a_file_that_failed(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"

    with pytest.raises(KeyError), written(str(target)) as file:
        file.write(b"{}\n")
        raise KeyError

    assert list(tmp_path.iterdir()) == []


def test_an_existing_file_is_replaced_only_by_force(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_bytes(b"old")

    with pytest.raises(SinkError, match="--force"), written(str(target)):
        pass
    with written(str(target), force=True) as file:
        file.write(b"new")

    assert target.read_bytes() == b"new"


def test_the_old_file_stays_when_the_new_one_fails(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_bytes(b"old")

    with pytest.raises(KeyError), written(str(target), force=True):
        raise KeyError

    assert target.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("name", "decompress"), [("x.gz", gzip.decompress), ("x.zst", zstd.decompress)]
)
def test_the_name_says_how_it_is_compressed(tmp_path: Path, name: str, decompress) -> None:
    with written(str(tmp_path / name)) as file:
        file.write(b"{}\n")

    assert decompress((tmp_path / name).read_bytes()) == b"{}\n"


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SinkError, match="does not exist"), written(str(tmp_path / "no" / "x")):
        pass


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.jsonl").write_bytes(b"old")
    (tmp_path / "link.jsonl").symlink_to("real.jsonl")

    with written(str(tmp_path / "link.jsonl"), force=True) as file:
        file.write(b"new")

    assert (tmp_path / "link.jsonl").is_symlink()
    assert (tmp_path / "real.jsonl").read_bytes() == b"new"


def test_a_pipe_is_written_into(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE) as reader:
        with written(str(pipe)) as file:
            file.write(b"{}\n")
        assert reader.stdout
        assert reader.stdout.read() == b"{}\n"

    assert pipe.is_fifo()
