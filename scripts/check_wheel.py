"""Build the wheel, install it alone, and use it in an empty folder."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
ROWS = "".join(f'{{"instruction": "Say {n}.", "output": "{n}"}}\n' for n in range(12))
COMMANDS = [
    ["convert", "rows.jsonl", "--to", "train.jsonl"],
    ["lint", "train.jsonl", "--model", "gpt-4.1-mini"],
    ["lint", "train.jsonl", "--output-format", "html", "--fail-on", "never"],
    ["show", "train.jsonl:2"],
    ["estimate", "train.jsonl", "--model", "gpt-4.1-mini"],
    ["stats", "train.jsonl"],
    ["report", "train.jsonl"],
    ["rule", "DP203"],
    ["formats", "alpaca"],
    ["models"],
]


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    """Run COMMAND and return what it printed; end here when it fails."""
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def main() -> None:
    """Build, install, use."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        run(
            sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", place, ROOT
        )
        (wheel,) = place.glob("*.whl")
        venv.create(place / "venv", with_pip=True)
        python = place / "venv" / "bin" / "python"
        run(python, "-m", "pip", "install", "--quiet", wheel)
        empty = place / "empty"
        empty.mkdir()
        (empty / "rows.jsonl").write_text(ROWS)
        for command in COMMANDS:
            if not run(python, "-m", "dataprep", *command, cwd=empty):
                sys.exit(f"dataprep {' '.join(command)} printed nothing")
        print(f"{wheel.name}: {len(COMMANDS)} commands work in an empty folder")


if __name__ == "__main__":
    main()
