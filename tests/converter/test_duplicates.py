from __future__ import annotations

import json
from pathlib import Path

import xxhash
from hypothesis import given, settings
from hypothesis import strategies as st

from dataprep.converter.convert import convert
from dataprep.converter.duplicates import Hashes


def digest(number: int) -> bytes:
    return xxhash.xxh3_128_digest(number.to_bytes(8))


@settings(deadline=None)
@given(numbers=st.lists(st.integers(0, 300)))
def test_a_hash_is_new_once(numbers: list[int]) -> None:
    seen = Hashes()

    found = [
        number for number in numbers if seen.add(xxhash.xxh3_128_digest(bytes([number % 251])))
    ]

    assert len(found) == len({number % 251 for number in numbers})


def test_a_hash_takes_no_more_than_32_bytes() -> None:
    seen, most = Hashes(), 0.0

    for number in range(200_000):
        assert seen.add(digest(number))
        if number >= 100_000 and number % 5000 == 0:
            most = max(most, seen.size / (number + 1))

    assert most <= 32


def test_records_that_came_before_are_left_out_and_counted(tmp_path: Path) -> None:
    rows = [{"question": f"q{n % 70}", "answer": "a"} for n in range(200)]
    # Another row, but the same record.
    rows.append({"question": "q1", "answer": "a", "id": "x"})
    (tmp_path / "x.jsonl").write_text("\n".join(map(json.dumps, rows)))
    out = tmp_path / "out.jsonl"

    report = convert([str(tmp_path / "x.jsonl")], to=str(out), dedupe=True, strict=True)

    assert (report.rows, report.records, report.rejected) == (201, 70, {"duplicate": 131})
    assert len(set(out.read_text().splitlines())) == 70
