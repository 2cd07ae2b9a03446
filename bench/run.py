"""Ratios against named peers, in one run on one machine.

Call ``python bench/run.py [MEGABYTES [TABLE...]]``; a table is lint, count, report or convert.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import data
import peers

Task = Callable[[], object]
Files = dict[str, Path]
CORES = os.cpu_count() or 1
ROOT = Path(__file__).parents[1]


def best(task: Task, times: int) -> float:
    """Return the shortest wall time of TASK, in seconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        task()
        taken.append(time.perf_counter() - start)
    return min(taken)


def table(title: str, size: int, tasks: dict[str, Task], times: int = 3) -> None:
    """Print the time of each task, and its ratio to the first: the peer to compare with."""
    print(f"\n{title}\n{'':<44}{'seconds':>9}{'MB/s':>9}{'ratio':>8}")
    first = 0.0
    for name, task in tasks.items():
        taken = best(task, times)
        first = first or taken
        print(f"{name:<44}{taken:>9.2f}{size / taken / 1e6:>9.0f}{taken / first:>8.2f}", flush=True)


def lint_and_count(path: Path) -> None:
    """Lint PATH and count every record's tokens, in one process."""
    from dataprep import lint

    lint([str(path)], jobs=1)
    count(path, jobs=1)


def count(path: Path, *, jobs: int, encoding: str = "o200k_base") -> None:
    """Count every record's tokens as a model with ENCODING does."""
    from dataprep import estimate

    model = {"o200k_base": "gpt-4.1-mini", "cl100k_base": "gpt-3.5-turbo"}[encoding]
    estimate([str(path)], models=[model], epochs=1, jobs=jobs)


def report(path: Path) -> None:
    """Make the page that shows PATH, in one process."""
    from dataprep.profiler.page import page
    from dataprep.profiler.profile import profile

    page(profile([str(path)], samples=24))


# A process inherits the peak of the one that starts it; that of its own memory is here (Linux).
PEAK = """
import re, sys
from dataprep import lint
lint([sys.argv[1]])
print(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
"""


def peak(path: Path) -> float:
    """Return the most memory, in MB, that one process takes to lint PATH."""
    command = [sys.executable, "-c", PEAK, str(path)]
    return int(subprocess.run(command, check=True, capture_output=True).stdout) / 1000


def lint_tables(files: Files) -> None:
    """Compare lint with the least that reading takes, and with a peer."""
    from dataprep import lint

    for kind in ("plain", "escaped"):
        path, size = files[kind], files[kind].stat().st_size
        table(
            f"lint, {kind} (the ratio is to the floor)",
            size,
            {
                "orjson.loads in a loop": lambda p=path: peers.read_only(p),
                "dataprep lint, one process": lambda p=path: lint([str(p)], jobs=1),
                f"dataprep lint, {CORES} processes": lambda p=path: lint([str(p)], jobs=CORES),
            },
        )
    path, size = files["plain"], files["plain"].stat().st_size
    print(f"\nlint, one process, takes {peak(path):.0f} MB at most")
    bad = files["bad"]
    table(
        "lint, a fault in every line (the ratio is to a clean file)",
        size,
        {
            "dataprep lint, clean": lambda: lint([str(path)], jobs=1),
            "dataprep lint, every line bad": lambda: lint([str(bad)], jobs=1),
            "together check_file, clean": lambda: peers.together_check(path),
        },
    )


def count_tables(files: Files) -> None:
    """Compare counting with peers."""
    path, size = files["plain"], files["plain"].stat().st_size
    small = data.files(5)["plain"]
    count(small, jobs=1)  # loads the vocabularies
    count(small, jobs=1, encoding="cl100k_base")
    table(
        "count, cl100k_base (the peer's time is over ours: see the ratio)",
        size,
        {
            "dataprep estimate, one process": lambda: count(path, jobs=1, encoding="cl100k_base"),
            "the cookbook's checking script": lambda: peers.checking_script(path),
        },
        times=1,
    )
    table(
        "count, o200k_base (the peer's time is over ours: see the ratio)",
        size,
        {
            "dataprep estimate, one process": lambda: count(path, jobs=1),
            f"dataprep estimate, {CORES} processes": lambda: count(path, jobs=CORES),
            "tiktoken.encode_ordinary, one by one": lambda: peers.tiktoken_loop(path, "o200k_base"),
        },
        times=1,
    )
    table(
        "lint and count, one process (the peer's time is over ours: see the ratio)",
        size,
        {
            "dataprep lint, then estimate": lambda: lint_and_count(path),
            "the cookbook's checking script": lambda: peers.checking_script(path),
        },
        times=1,
    )


def report_tables(files: Files) -> None:
    """Compare the page with what it takes its figures from."""
    path, size = files["plain"], files["plain"].stat().st_size
    table(
        "report, one process (the ratio is to what it takes its figures from)",
        size,
        {
            "dataprep lint, then estimate": lambda: lint_and_count(path),
            "dataprep report": lambda: report(path),
        },
        times=1,
    )


def convert_tables(files: Files) -> None:
    """Compare convert with a loop by hand, and with what people do today."""
    from dataprep import convert

    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.jsonl"
        rows = files["rows"].stat().st_size
        table(
            "convert, Alpaca columns (the ratio is to the loop by hand)",
            rows,
            {
                "by hand, JSONL": lambda: peers.hand_written(files["rows"], out),
                "dataprep convert, JSONL, one process": lambda: convert(
                    [str(files["rows"])], to=str(out), force=True
                ),
                "dataprep convert, Parquet, one process": lambda: convert(
                    [str(files["parquet"])], to=str(out), force=True
                ),
            },
        )
        table(
            "convert, Alpaca columns (the ratio is to what people do today)",
            rows,
            {
                "datasets: load_dataset.map.to_json": lambda: peers.datasets_map(
                    files["parquet"], out
                ),
                "dataprep convert, Parquet, one process": lambda: convert(
                    [str(files["parquet"])], to=str(out), force=True
                ),
                f"dataprep convert, Parquet, {CORES} processes": lambda: convert(
                    [str(files["parquet"])], to=str(out), force=True, jobs=CORES
                ),
            },
        )


TABLES = {
    "lint": lint_tables,
    "count": count_tables,
    "report": report_tables,
    "convert": convert_tables,
}


def main(megabytes: int, names: list[str]) -> None:
    """Measure what NAMES says on files of MEGABYTES each, each in a process of its own.

    Workers start faster from a process without threads, and peers bring some.
    """
    if len(names) == 1:
        TABLES[names[0]](data.files(megabytes))
        return
    print(f"{CORES} cores, Python {sys.version.split()[0]}, files of {megabytes} MB", flush=True)
    data.files(megabytes)
    for name in names:
        subprocess.run([sys.executable, __file__, str(megabytes), name], check=True)


if __name__ == "__main__":
    size, *names = sys.argv[1:] or ["100"]
    main(int(size), names or list(TABLES))
