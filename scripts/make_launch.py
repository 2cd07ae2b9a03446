"""Write docs/launch.md: a launch on this machine, watched to its end and compared with its base.

    python scripts/make_launch.py

What differs from run to run is replaced: ids, times, ports and paths. Losses and answers stay as
they were.
"""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "launch.md"
SAMPLE = ROOT / "samples" / "elle" / "limericks.csv"
SECONDS = 10.0

STEPS = {
    "The sample becomes a training file; four of its rows are held out.": (
        "convert limericks.csv --to train.jsonl --validation 4"
    ),
    "What would be sent, and what it would cost at OpenAI; nothing is sent.": (
        "launch train.jsonl --validation train.validation.jsonl --model gpt-4.1-mini "
        "--provider openai --dry-run"
    ),
    "The rehearsal: the same, on this machine, watched to its end.": (
        "launch train.jsonl --validation train.validation.jsonl --model gpt-4.1-mini "
        "--provider local --suffix elle --seed 1 --watch"
    ),
    "The same again shows the job there is, and sends nothing.": (
        "launch train.jsonl --validation train.validation.jsonl --model gpt-4.1-mini "
        "--provider local --suffix elle --seed 1"
    ),
    "What was measured, and the models that it left on its way.": (
        "jobs metrics --to metrics.html",
        "jobs checkpoints",
        "files list --provider local",
    ),
    "The model before and after. The base was never trained: it says nothing that can be read.": (
        "compare --job LAST --provider local --prompt 'Tell me about Tin' --to answers.html",
        "compare --job LAST --provider local --prompt 'Tell me about Tin'",
    ),
}
VOLATILE = [
    (r"ftjob-[0-9A-Za-z]+", "ftjob-1"),
    (r"file-[0-9A-Za-z]{6,}", "file-1"),
    (r"ft:([\w.-]+):([\w-]*):([\w-]*):[0-9A-Za-z]+", r"ft:\1:\2:\3:1"),
    (r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", "2026-11-22 12:00:00"),
    (r"(?<= )[0-9a-f]{8}(?= *\n)", "1"),
    (r"127\.0\.0\.1:\d+", "127.0.0.1:8765"),
]


def main() -> None:
    """Run the steps in an empty folder and write the page."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "limericks.csv").write_bytes(SAMPLE.read_bytes())
        kept = {"COLUMNS": "80", "DATAPREP_TODAY": "2026-11-22", "DATAPREP_DATA": f"{name}/data"}
        try:
            page = "\n".join(_page(folder, os.environ | kept | {"NO_COLOR": "1"}))
        finally:
            _end_service(folder / "data")
    PAGE.write_text(page, "utf-8")
    print(f"{PAGE.relative_to(ROOT)} is written")


def _page(folder: Path, environment: dict[str, str]) -> list[str]:
    """Return the lines of the page."""
    lines = [
        "# A launch, from the file to the answers",
        "",
        "Made by `python scripts/make_launch.py` on the service of `dataprep serve`: the jobs,",
        "events and losses are real, the model is a small rehearsal. Ids and times are replaced.",
    ]
    last = ""
    for said, given in STEPS.items():
        lines += ["", said, "", "```console"]
        for command in [given] if isinstance(given, str) else given:
            arguments = shlex.split(command.replace("LAST", last))
            done = subprocess.run(
                [sys.executable, "-m", "dataprep", *arguments],
                cwd=folder,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
            if done.returncode:
                sys.exit(f"dataprep {command}\n{done.stdout}")
            if found := re.search(r"ftjob-[0-9A-Za-z]+", done.stdout):
                last = found[0]
            text = f"$ dataprep {command.replace('LAST', 'ftjob-1')}\n{done.stdout}"
            lines += _steady(text).replace(str(folder), ".").splitlines()
        lines.append("```")
    return [line.rstrip() for line in [*lines, ""]]


def _steady(text: str) -> str:
    """Return TEXT without what differs from run to run."""
    for pattern, instead in VOLATILE:
        text = re.sub(pattern, instead, text)
    return text


def _end_service(data: Path) -> None:
    """End the service that a launch has started."""
    note = data / "service.json"
    if note.exists() and (found := re.search(r'"pid": *(\d+)', note.read_text())):
        os.kill(int(found[1]), signal.SIGTERM)


if __name__ == "__main__":
    main()
