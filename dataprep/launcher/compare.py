"""The stage: several models, of one provider or of many, are asked the same."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from dataprep.catalog import catalog
from dataprep.errors import UsageError
from dataprep.launcher import provider as providers
from dataprep.launcher.prompts import conversations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataprep.launcher.prompts import Message
    from dataprep.launcher.provider import Answer, Provider

AT_ONCE = 4
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, and what it cost in USD, None where nobody can say.

    FIRST_TOKEN_SECONDS is how long its first word took, None where it came in one piece.
    """

    text: str
    prompt_tokens: int | None
    completion_tokens: int | None
    seconds: float
    first_token_seconds: float | None
    cost_usd: float | None


@dataclass(frozen=True, slots=True)
class Prompt:
    """What was asked, and the answer of each model, in the models' order."""

    messages: tuple[Message, ...]
    answers: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What each of MODELS answered to each prompt."""

    models: tuple[str, ...]
    prompts: tuple[Prompt, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A model, under the name that SERVICE knows it by."""

    service: Provider
    name: str

    def reply(self, messages: Sequence[Message]) -> Reply:
        """Return what the model says after MESSAGES."""
        answer = self.service.chat(self.name, messages)
        return Reply(**asdict(answer), cost_usd=_cost(self.service, self.name, answer))


def compare(
    models: Sequence[str] = (),
    *,
    prompt: str | None = None,
    prompts: str | None = None,
    system: str | None = None,
    job: str | None = None,
    provider: str | None = None,
    base_url: str | None = None,
    at_once: int = AT_ONCE,
) -> Comparison:
    """Ask each of MODELS the one PROMPT, or each line of the file PROMPTS, so many AT_ONCE.

    A line is a prompt, or a record of training data whose last answer is left out. JOB adds
    the model that it trained further and the one that came out. A model may be named with its
    provider, as PROVIDER:MODEL.

    Raises:
        UsageError: there is nothing to ask, nobody to ask, or JOB has no model.
        SourceError: the file cannot be read.
        ProviderError: a model cannot be asked.
    """
    asked = conversations(prompt, prompts, system)
    if not (models or job):
        raise UsageError("there is no model to ask; name one with --model, or a job with --job")
    if job and not provider:
        raise UsageError("say with --provider whose job it is")
    every = [_meant(model, provider, base_url) for model in models]
    names = list(models)
    if job:
        service = providers.provider(str(provider), base_url)
        both = _models_of(service, job)
        every += [_Asked(service, name) for name in both]
        names += both
    for one in every:
        one.service.connect()
    pool = ThreadPoolExecutor(max(1, at_once))
    try:
        pairs = [(one, messages) for messages in asked for one in every]
        replies = pool.map(lambda pair: pair[0].reply(pair[1]), pairs)
        answered = tuple(
            Prompt(tuple(messages), tuple(next(replies) for _ in every)) for messages in asked
        )
    finally:
        # After a failure, what was not yet asked is not paid for.
        pool.shutdown(cancel_futures=True)
    return Comparison(tuple(names), answered)


def _meant(model: str, provider: str | None, base_url: str | None) -> _Asked:
    """Return who is asked for MODEL, which may name its provider itself."""
    before, colon, name = model.partition(":")
    if colon and before in providers.names():
        return _Asked(providers.provider(before, base_url if before == provider else None), name)
    return _Asked(providers.provider(provider or providers.provider_of(model), base_url), model)


def _models_of(service: Provider, job_id: str) -> tuple[str, str]:
    job = service.job(job_id)
    if not job.fine_tuned_model:
        raise UsageError(f"{job_id} has no model, as it is {job.status}; name one with --model")
    return job.model, job.fine_tuned_model


def _cost(service: Provider, model: str, answer: Answer) -> float | None:
    """Return what ANSWER cost; the catalogue's prices are those of tuned models."""
    if service.free:
        return 0.0
    counts = (answer.prompt_tokens, answer.completion_tokens)
    tuned = model.startswith("ft:")
    if None in counts or not tuned or not providers.has(service.name, model):
        return None
    price = catalog.provider(service.name).model(model).price
    if price.input is None or price.output is None:
        return None
    asked, said = counts
    return ((asked or 0) * price.input + (said or 0) * price.output) / MILLION
