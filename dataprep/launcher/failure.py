"""Why a job failed, found in the local file: the line, and the rule that says how to mend it.

A provider names a line at best. Lint finds the place in it, as its rules know what
providers refuse.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dataprep.launcher import manifest
from dataprep.launcher.request import TYPES
from dataprep.linter.lint import lint

if TYPE_CHECKING:
    from dataprep.launcher.manifest import Run
    from dataprep.launcher.provider import Job
    from dataprep.linter.finding import Finding

MESSAGES = Path(__file__).with_name("failures.toml")

_LINE = re.compile(r"\b(?:lines?|examples?|rows?)\s+#?(\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cause:
    """Where a failure comes from: a line of the file PATH, what lint finds there, and ADVICE."""

    path: str | None
    line: int | None = None
    text: str | None = None
    findings: tuple[Finding, ...] = ()
    advice: str | None = None


def cause(job: Job, folder: Path) -> Cause | None:
    """Return the cause of JOB's failure; its file is known if it was launched from FOLDER."""
    if not (job.failed and job.error):
        return None
    known = _known(job.error)
    advice = known.get("advice")
    if not (found := _launched_from(job, folder)):
        return Cause(None, advice=advice)
    path, run = found
    findings = lint([str(path)], target=_target(run)).findings
    number = next((int(match[1]) for match in _LINE.finditer(job.error)), None)
    there = [each for each in findings if number and each.line == number]
    there = there or [each for each in findings if each.code in known.get("rules", ())]
    line = number or next((each.line for each in there), None)
    return Cause(str(path), line, _text(path, line), tuple(there), advice)


def _known(said: str) -> dict[str, Any]:
    """Return what is known of a failure of which the provider SAID this."""
    fitting = (each for each in _messages() if re.search(each["pattern"], said, re.IGNORECASE))
    return next(fitting, {})


@cache
def _messages() -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = tomllib.loads(MESSAGES.read_text("utf-8"))["messages"]
    return messages


def _launched_from(job: Job, folder: Path) -> tuple[Path, Run] | None:
    """Return the file in FOLDER that JOB was launched from, and the launch."""
    for kept in sorted(folder.glob(f"*{manifest.SUFFIX}")):
        book = manifest.read(kept)
        names = {each.id: each.name for each in book.uploads}
        for run in book.runs:
            path = folder / names.get(job.training_file, "")
            if run.job == job.id and path.is_file():
                return path, run
    return None


def _target(run: Run) -> str:
    """Return whose rules the file of RUN was linted by; OpenAI's for what is like it."""
    kinds = {kind: method for method, kind in TYPES.items()}
    match run.request:
        case {"method": {"type": str(kind)}} if kind in kinds:
            return f"openai/{kinds[kind]}"
        case _:
            return "openai"


def _text(path: Path, number: int | None) -> str | None:
    """Return the line NUMBER of the file at PATH, if there is one."""
    with path.open(encoding="utf-8", errors="replace") as file:
        return next((text for at, text in enumerate(file, start=1) if at == number), None)
