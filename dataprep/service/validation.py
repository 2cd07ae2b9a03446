"""The files of a job are linted, and refused in OpenAI's words, with our places and codes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dataprep.linter.finding import Severity
from dataprep.linter.lint import lint
from dataprep.records.pointer import steps
from dataprep.service.bases import OPENAI
from dataprep.service.order import METHODS

if TYPE_CHECKING:
    from dataprep.linter.finding import Finding, Report
    from dataprep.service.store import Store
    from dataprep.service.wire import Job

SHOWN = 5

_FORMATS = {"supervised": "fine-tune-chat", "dpo": "fine-tune-preference"}
_BEGINNINGS = {
    "invalid_n_examples": "",
    "invalid_file_format": "The job failed due to a file format error in the {} file. ",
    "invalid_training_file": "The job failed due to an invalid {} file. ",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a job failed, as its ``error`` says."""

    code: str
    message: str
    param: str | None = None


def fault(job: Job, store: Store) -> Fault | None:
    """Return why the files of JOB, which STORE keeps, are refused, or None.

    Raises:
        DataprepError: a file is gone.
    """
    training = str(store.content(job.training_file))
    validation = str(store.content(job.validation_file)) if job.validation_file else None
    report = lint([training], target=f"openai/{METHODS[job.method['type']]}", validation=validation)
    errors = [found for found in report.findings if found.severity is Severity.ERROR]
    if not errors:
        return None
    # OpenAI counts the examples before it looks at them.
    first = min(errors, key=lambda found: found.code != "DP501")
    role = "training" if first.path == training else "validation"
    code, said = _wording(first, job, report)
    more = report.errors - SHOWN
    places = "; ".join(map(_place, errors[:SHOWN])) + (f"; and {more} more" if more > 0 else "")
    message = f"{_BEGINNINGS[code].format(role)}{said} [dataprep: {places}]"
    return Fault(code, message, f"{role}_file")


def _wording(found: Finding, job: Job, report: Report) -> tuple[str, str]:
    """Return OpenAI's code for FOUND, and what it says after the code's usual beginning."""
    method = job.method["type"]
    match found.code:
        case "DP501":
            minimum = OPENAI.limits[METHODS[method]].minimum_examples
            return "invalid_n_examples", (
                f"Training file has {report.files[0].records} example(s), but must have at least"
                f" {minimum} examples"
            )
        case "DP110":
            other = next(name for name in METHODS if name != method)
            return "invalid_training_file", (
                f"Input file {Path(found.path).name} is in the {_FORMATS[other]} format, but the"
                f" specified fine-tuning job is not using '{other}' as the training method"
                f" (provided method={method})."
            )
        case "DP102" if len(path := steps(found.pointer)) == 1:
            return "invalid_file_format", (
                f'Invalid file format. Example {found.line} contains an extra "{path[0]}".'
            )
        case "DP011":
            return "invalid_training_file", (
                f"Invalid file format. Example {found.line} cannot be parsed. Error: line contains"
                f" invalid json: {found.message.removeprefix('not JSON: ')} (line {found.line})"
            )
        case _:
            where = f"Line {found.line}: " if found.line else ""
            return "invalid_training_file", f"Invalid file format. {where}{found.message}"


def _place(found: Finding) -> str:
    where = f"line {found.line}" if found.line else "the file"
    return f"{where}: {found.code} {found.name}: {found.message}"
