"""The files of a job are linted, and refused in OpenAI's words, with our places and codes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dataprep import schema
from dataprep.linter.finding import Severity
from dataprep.linter.lint import lint
from dataprep.linter.rule import Scope
from dataprep.linter.selection import rule_named
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
_NO_DICTIONARY = (
    "Expected file to have JSONL format, where every line is a JSON dictionary. Line {} is not a"
    " dictionary."
)


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
    """Return OpenAI's code for FOUND, and what it says after the code's usual beginning.

    What is known of OpenAI's words is about a file's form. A record that its schema takes is
    judged by rules of our own, and is not said to have a wrong format.
    """
    match rule_named(found.code).scope:
        case Scope.FILE:
            return _about_file(found, job, report)
        case Scope.LINE:
            return _about_line(found)
        case Scope.SCHEMA:
            return _about_structure(found, job.method["type"])
        case _:
            return "invalid_training_file", f"{_line(found)}{found.message}"


def _about_file(found: Finding, job: Job, report: Report) -> tuple[str, str]:
    training = report.files[0]
    match found.code:
        case "DP001" | "DP501" if found.path == training.path:
            minimum = OPENAI.limits[METHODS[job.method["type"]]].minimum_examples
            return "invalid_n_examples", (
                f"Training file has {training.records} example(s), but must have at least"
                f" {minimum} examples"
            )
        case "DP002" | "DP003" | "DP004" | "DP005" | "DP006":
            return "invalid_training_file", _NO_DICTIONARY.format(1)
        case _:
            return "invalid_training_file", f"{found.message[0].upper()}{found.message[1:]}"


def _about_line(found: Finding) -> tuple[str, str]:
    if found.code == "DP012":
        return "invalid_training_file", _NO_DICTIONARY.format(found.line)
    return "invalid_training_file", (
        f"Invalid file format. Example {found.line} cannot be parsed. Error: line contains"
        f" invalid json: {found.message.removeprefix('not JSON: ')} (line {found.line})"
    )


def _about_structure(found: Finding, method: str) -> tuple[str, str]:
    path = steps(found.pointer)
    number = _message_number(path)
    example = f"Invalid file format. Example {found.line}"
    match found.code:
        case "DP110":
            other = next(name for name in METHODS if name != method)
            return "invalid_training_file", (
                f"Input file {Path(found.path).name} is in the {_FORMATS[other]} format, but the"
                f" specified fine-tuning job is not using '{other}' as the training method"
                f" (provided method={method})."
            )
        case "DP102" | "DP114" | "DP115" if len(path) == 1:
            return "invalid_file_format", f'{example} contains an extra "{path[0]}".'
        case "DP101" if not path:
            return "invalid_file_format", f"{example} is missing key {_quoted(found)}."
        case "DP101" if number and _quoted(found) == "'role'":
            return "invalid_training_file", (
                f"{example}, message {number} Discriminator 'role' is missing in value"
            )
        case "DP108" if path == ["messages"]:
            return "invalid_training_file", (
                f"{example}, message 1 Discriminator 'role' is missing in value"
            )
        case _ if found.name.endswith("-row"):
            first = schema.document(f"{OPENAI.name}/{METHODS[method]}")["required"][0]
            return "invalid_file_format", f"{example} is missing key '{first}'."
        case _:
            return "invalid_training_file", f"Invalid file format. {_line(found)}{found.message}"


def _line(found: Finding) -> str:
    """Say where FOUND is, as OpenAI does: the line, the message (from 1) and its key."""
    if found.line is None:
        return ""
    path = steps(found.pointer)
    number = _message_number(path)
    if number is None:
        return f"Line {found.line}: "
    key = "".join(f', key "{step}"' for step in path[path.index("messages") + 2 :][:1])
    return f"Line {found.line}, message {number}{key}: "


def _message_number(path: list[str]) -> int | None:
    """Return the number, from 1, of the message that PATH leads to or into."""
    match path:
        case ["messages", index, *_] | ["input", "messages", index, *_]:
            return int(index) + 1
        case _:
            return None


def _quoted(found: Finding) -> str:
    """Return what the message of FOUND quotes at its beginning: the key that is missing."""
    return found.message.partition(" ")[0]


def _place(found: Finding) -> str:
    where = f"line {found.line}" if found.line else "the file"
    return f"{where}: {found.code} {found.name}: {found.message}"
