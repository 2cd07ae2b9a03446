"""The stage: several models are asked the same."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dataprep.errors import SourceError, UsageError
from dataprep.launcher import provider as providers
from dataprep.records.record import Line, Record, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataprep.launcher.provider import Answer, Provider

Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Prompt:
    """What was asked, and the answer of each model, in the models' order."""

    messages: tuple[Message, ...]
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What each of MODELS answered to each prompt."""

    models: tuple[str, ...]
    prompts: tuple[Prompt, ...]


def compare(
    models: Sequence[str] = (),
    *,
    prompt: str | None = None,
    prompts: str | None = None,
    system: str | None = None,
    job: str | None = None,
    provider: str | None = None,
    base_url: str | None = None,
) -> Comparison:
    """Ask each of MODELS the one PROMPT, or each line of the file PROMPTS.

    A line is a prompt, or a record of training data whose last answer is left out. JOB adds
    the model that it trained further and the one that came out.

    Raises:
        UsageError: there is nothing to ask, nobody to ask, or JOB has no model.
        SourceError: the file cannot be read.
        ProviderError: a model cannot be asked.
    """
    if (prompt is None) == (prompts is None):
        raise UsageError("give a prompt or a file of prompts, one of them")
    asked = [[_user(prompt)]] if prompt is not None else list(_conversations(prompts or ""))
    if system is not None:
        asked = [[{"role": "system", "content": system}, *_without_system(each)] for each in asked]
    if not (models or job):
        raise UsageError("there is no model to ask; name one with --model, or a job with --job")
    if job and not provider:
        raise UsageError("say with --provider whose job it is")
    service = providers.provider(provider or providers.provider_of(models[0]), base_url)
    every = (*models, *(_models_of(service, job) if job else ()))
    return Comparison(every, tuple(_answered(service, every, messages) for messages in asked))


def _answered(service: Provider, models: tuple[str, ...], messages: list[Message]) -> Prompt:
    answers = (service.chat(model, messages) for model in models)
    return Prompt(tuple(messages), tuple(answers))


def _models_of(service: Provider, job_id: str) -> tuple[str, str]:
    job = service.job(job_id)
    if not job.fine_tuned_model:
        raise UsageError(f"{job_id} has no model, as it is {job.status}; name one with --model")
    return job.model, job.fine_tuned_model


def _conversations(path: str) -> Iterator[list[Message]]:
    """Give the messages of each line of the file at PATH that is not blank."""
    try:
        lines = Path(path).read_bytes().split(b"\n")
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror}; check the path") from error
    for number, data in enumerate(lines, start=1):
        if data.strip():
            yield _conversation(Line(path, number, data))


def _conversation(line: Line) -> list[Message]:
    match read(line):
        case Record(value={"messages": [*messages, {"role": "assistant"}]}):
            return _checked(messages, line)
        case Record(value={"messages": [*messages]}):
            return _checked(messages, line)
        case _:
            return [_user(line.data.decode("utf-8", "replace").strip())]


def _checked(messages: list[Any], line: Line) -> list[Message]:
    """Return MESSAGES, which must have roles.

    Raises:
        SourceError: one of them is something else.
    """
    if all(isinstance(each, dict) and isinstance(each.get("role"), str) for each in messages):
        return messages
    raise SourceError(
        f"{line.path}, line {line.number}: a message has no role; give each a role and its content"
    )


def _user(text: str) -> Message:
    return {"role": "user", "content": text}


def _without_system(messages: list[Message]) -> list[Message]:
    return [message for message in messages if message.get("role") != "system"]
