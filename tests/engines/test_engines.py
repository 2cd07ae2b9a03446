"""One contract, every engine."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dataprep.engines.engine import engine, names
from dataprep.engines.local import FEW_PARTS
from dataprep.errors import DataprepError, PluginError

# Prints whether workers know what their parent learnt after it had started.
STARTS = """
import sys, threading
from dataprep.engines.local import Local

known = False

def is_known(_):
    return known

if __name__ == "__main__":
    known = True
    if sys.argv[1:] == ["thread"]:
        threading.Thread(target=threading.Event().wait, daemon=True).start()
    print(*set(Local(2).shares(is_known, range(40))))
"""


def double(number: int) -> int:
    return 2 * number


def die(number: int) -> int:
    raise SystemExit(number)


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("count", [0, 1, FEW_PARTS, 40])
def test_shares_come_in_the_order_of_the_parts(name: str, jobs: int, count: int) -> None:
    shares = engine(name, jobs=jobs).shares(double, range(count))

    assert list(shares) == [2 * number for number in range(count)]


@pytest.mark.parametrize("name", names())
def test_parts_are_taken_as_they_are_needed(name: str) -> None:
    taken = []

    def parts() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    shares = engine(name, jobs=2).shares(double, parts())
    next(shares)

    assert len(taken) < 20


@pytest.mark.parametrize("name", names())
def test_an_error_in_a_worker_reaches_the_caller(name: str) -> None:
    with pytest.raises((SystemExit, DataprepError)):
        list(engine(name, jobs=2).shares(die, range(40)))


def test_an_engine_that_does_not_exist_is_named() -> None:
    with pytest.raises(PluginError, match="there are: .*local"):
        engine("spark")


@pytest.mark.parametrize(
    ("thread", "known"), [([], f"{sys.platform == 'linux'}\n"), (["thread"], "False\n")]
)
def test_workers_are_copies_of_a_process_that_has_one_thread(
    tmp_path: Path, thread: list[str], known: str
) -> None:
    script = tmp_path / "script.py"
    script.write_text(STARTS)

    done = subprocess.run(
        [sys.executable, str(script), *thread], capture_output=True, text=True, check=True
    )

    assert done.stdout == known
