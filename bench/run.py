"""Ratios against named peers, in one run on one machine.

Call ``python bench/run.py [MEGABYTES [TABLE...]]``; a table is lint, count, report or convert.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import data
import orjson

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


def read_only(path: Path) -> None:
    """Read every line with orjson and do nothing with it: the floor."""
    with path.open("rb") as file:
        for line in file:
            orjson.loads(line)


def together_check(path: Path) -> None:
    """Check PATH as Together's client does before an upload."""
    from together.lib.utils.files import check_file

    if not check_file(str(path))["is_check_passed"]:
        sys.exit(f"Together's check refuses {path}")


def tiktoken_loop(path: Path, encoding: str) -> None:
    """Count PATH with tiktoken, text by text."""
    import tiktoken

    # The vocabularies that dataprep ships: nothing is fetched.
    os.environ["TIKTOKEN_CACHE_DIR"] = str(ROOT / "dataprep" / "tokens" / "encodings")
    encode = tiktoken.get_encoding(encoding).encode_ordinary
    with path.open("rb") as file:
        for line in file:
            for message in orjson.loads(line)["messages"]:
                len(encode(message["role"])) + len(encode(message["content"]))


def checking_script(path: Path) -> None:
    """Check PATH and count its tokens as the script in OpenAI's cookbook does, as published."""
    import tiktoken

    os.environ["TIKTOKEN_CACHE_DIR"] = str(ROOT / "dataprep" / "tokens" / "encodings")
    encode = tiktoken.get_encoding("cl100k_base").encode
    with path.open(encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    for record in records:
        messages = record["messages"]
        faulty = any(
            "role" not in message
            or message["role"] not in {"system", "user", "assistant", "function"}
            or not isinstance(message.get("content"), str)
            for message in messages
        )
        if faulty:
            sys.exit(f"{path}: a record that the script would refuse")
        texts = (value for message in messages for value in message.values())
        sum(3 + len(encode(text)) for text in texts)
        # The script counts the answers once more, by themselves.
        answers = (m["content"] for m in messages if m["role"] == "assistant")
        sum(len(encode(text)) for text in answers)


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


def hand_written(source: Path, target: Path) -> None:
    """Convert rows as one would by hand."""
    with source.open("rb") as rows, target.open("wb") as out:
        for line in rows:
            row = orjson.loads(line)
            user = f"{row['instruction']}\n\n{row['input']}" if row["input"] else row["instruction"]
            answer = {"role": "assistant", "content": row["output"]}
            record = {"messages": [{"role": "user", "content": user}, answer]}
            out.write(orjson.dumps(record) + b"\n")


def as_chat(row: dict[str, str]) -> dict[str, object]:
    """Return what `datasets.map` makes of a row."""
    user = f"{row['instruction']}\n\n{row['input']}" if row["input"] else row["instruction"]
    answer = {"role": "assistant", "content": row["output"]}
    return {"messages": [{"role": "user", "content": user}, answer]}


def datasets_map(source: Path, target: Path) -> None:
    """Convert rows as people do today."""
    import datasets

    datasets.disable_progress_bars()
    with tempfile.TemporaryDirectory() as cache:
        rows = datasets.load_dataset(
            "parquet", data_files=str(source), split="train", cache_dir=cache
        )
        rows.map(as_chat, remove_columns=rows.column_names).to_json(str(target))


def lint_tables(files: Files) -> None:
    """Compare lint with the least that reading takes, and with a peer."""
    from dataprep import lint

    for kind in ("plain", "escaped"):
        path, size = files[kind], files[kind].stat().st_size
        table(
            f"lint, {kind} (the ratio is to the floor)",
            size,
            {
                "orjson.loads in a loop": lambda p=path: read_only(p),
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
            "together check_file, clean": lambda: together_check(path),
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
            "the cookbook's checking script": lambda: checking_script(path),
        },
        times=1,
    )
    table(
        "count, o200k_base (the peer's time is over ours: see the ratio)",
        size,
        {
            "dataprep estimate, one process": lambda: count(path, jobs=1),
            f"dataprep estimate, {CORES} processes": lambda: count(path, jobs=CORES),
            "tiktoken.encode_ordinary, one by one": lambda: tiktoken_loop(path, "o200k_base"),
        },
        times=1,
    )
    table(
        "lint and count, one process (the peer's time is over ours: see the ratio)",
        size,
        {
            "dataprep lint, then estimate": lambda: lint_and_count(path),
            "the cookbook's checking script": lambda: checking_script(path),
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
                "by hand, JSONL": lambda: hand_written(files["rows"], out),
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
                "datasets: load_dataset.map.to_json": lambda: datasets_map(files["parquet"], out),
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
