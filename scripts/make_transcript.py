"""Write docs/transcript.md: a repository of three training files goes from red to green.

It takes git, pre-commit and a package index: python scripts/make_transcript.py
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from dataprep import __version__

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "transcript.md"

CONFIG = """\
repos:
  - repo: {repository}
    rev: {commit}
    hooks:
      - id: dataprep-fix
      - id: dataprep-lint
        args: [--fail-on, warning]
"""
SETTINGS = """\
[lint.rules.few-examples]
minimum = 12
"""
BASELINE = '[lint]\nbaseline = "known-findings.json"\n\n'

PLANETS = {
    "Mercury": "0.4", "Venus": "0.7", "the Earth": "1", "Mars": "1.5", "Ceres": "2.8",
    "Jupiter": "5.2", "Saturn": "9.5", "Uranus": "19", "Neptune": "30", "Pluto": "39",
    "Haumea": "43", "Makemake": "46",
}  # fmt: skip


class Session:
    """A terminal in FOLDER whose commands and answers are kept in Markdown."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.text: list[str] = []
        self._folder = folder
        binaries = Path(sys.executable).parent
        self._environment = {
            name: value for name, value in os.environ.items() if not name.startswith("DATAPREP")
        } | {
            "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}",
            "PRE_COMMIT_HOME": str(home),
            "GIT_AUTHOR_NAME": "Anna", "GIT_AUTHOR_EMAIL": "anna@example.com",
            "GIT_COMMITTER_NAME": "Anna", "GIT_COMMITTER_EMAIL": "anna@example.com",
            "GIT_CONFIG_GLOBAL": os.devnull, "PRE_COMMIT_COLOR": "never", "COLUMNS": "80",
        }  # fmt: skip
        self._environment.pop("GITHUB_ACTIONS", None)

    def say(self, text: str) -> None:
        """Keep TEXT."""
        self.text.append(f"{text}\n")

    def run(self, command: str, *, code: int = 0) -> None:
        """Run COMMAND, which must exit with CODE, and keep it with what it printed."""
        done = self.quietly(command)
        if done.returncode != code:
            sys.exit(f"$ {command}\n{done.stdout}\nexit {done.returncode}, not {code}")
        printed = done.stdout.replace(str(self._folder), ".").rstrip()
        self.text.append(f"```console\n$ {command}\n{printed}".rstrip() + "\n```\n")

    def quietly(self, command: str) -> subprocess.CompletedProcess[str]:
        """Run COMMAND and keep nothing of it."""
        return subprocess.run(  # noqa: S602 — our own commands, shown as they are typed
            command,
            shell=True,
            cwd=self._folder,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )


def record(question: str, answer: str, *, user: str = "user") -> str:
    """Return a record as a line."""
    messages = [{"role": user, "content": question}, {"role": "assistant", "content": answer}]
    return json.dumps({"messages": messages}) + "\n"


def write_files(folder: Path) -> None:
    """Write a clean file, one with faults that can be fixed, and one that asks for judgement."""
    far = [record(f"How far from the Sun is {p}?", f"{au} AU.") for p, au in PLANETS.items()]
    (folder / "distances.jsonl").write_text("".join(far))
    near = [record(f"Is {p} nearer than 2 AU?", f"{p}: {au} AU.") for p, au in PLANETS.items()]
    near[2] = near[2].replace("}]}", "}],}")
    near[4] = "\n"
    near[7] = record("Is Uranus nearer than 2 AU?", "Uranus: 19 AU.", user="User")
    near.append(record("Is Eris nearer than 2 AU?", "Eris: 68 AU."))
    (folder / "near.jsonl").write_text("".join(near))
    names = [record(f"Who found {p}?", f"Ask about {p} at the library.") for p in PLANETS]
    names[5] = record("Who answers?", "Write to vera.lind@sternwarte-lindau.de for Jupiter.")
    (folder / "names.jsonl").write_text("".join(names))


def play(session: Session, folder: Path) -> None:
    """Take the repository in FOLDER from red to green."""
    commit = session.quietly(f"git -C {shlex.quote(str(ROOT))} rev-parse HEAD").stdout.strip()
    write_files(folder)
    config = CONFIG.format(repository=ROOT.as_uri(), commit=commit)
    (folder / ".pre-commit-config.yaml").write_text(config)
    (folder / "dataprep.toml").write_text(SETTINGS)
    session.quietly("git init -q -b main && git add . && pre-commit install-hooks")
    shown = CONFIG.format(repository="https://…/dataprep", commit=f"v{__version__}")
    session.say(f"`.pre-commit-config.yaml`:\n\n```yaml\n{shown}```")
    session.say(f"`dataprep.toml`:\n\n```toml\n{SETTINGS}```")
    session.say(
        "The first run fixes what is safe to fix, and fails: a file changed, and there is a\n"
        "finding that asks for judgement."
    )
    session.run("pre-commit run --all-files", code=1)
    session.say("What was fixed:")
    session.run("git diff --stat")
    session.run("git add near.jsonl")
    session.say(
        "The address in `names.jsonl` is to be published: it becomes known, and whatever is found\n"
        "from now on is new."
    )
    session.run("dataprep lint *.jsonl --write-baseline known-findings.json")
    (folder / "dataprep.toml").write_text(BASELINE + SETTINGS)
    session.say(f"`dataprep.toml` names the file:\n\n```toml\n{BASELINE + SETTINGS}```")
    session.run("git add .")
    session.run("pre-commit run --all-files")
    session.run("git commit -q -m 'Lint the training files'")
    session.say("A new record with another address is red; the old one stays known.")
    with (folder / "names.jsonl").open("a") as file:
        file.write(record("Who knows Eris?", "Ask per.lind@sternwarte-lindau.de about Eris."))
    session.run("git add . && pre-commit run dataprep-lint", code=1)


def main() -> None:
    """Write the page."""
    with TemporaryDirectory() as place:
        folder, home = Path(place, "stars"), Path(place, "pre-commit")
        folder.mkdir()
        session = Session(folder, home)
        session.say("# From red to green")
        session.say(
            "Made by `make transcript`: a repository of three training files, with the hooks of\n"
            "this one."
        )
        play(session, folder)
        PAGE.write_text("\n".join(session.text))


if __name__ == "__main__":
    main()
