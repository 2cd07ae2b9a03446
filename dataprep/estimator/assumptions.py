"""What an estimate takes for granted, in sentences for who reads the bill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.catalog.model import STAND_IN, State
from dataprep.estimator.tally import Measure
from dataprep.tokens.chat import Mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.catalog.catalog import Model
    from dataprep.estimator.job import Job
    from dataprep.estimator.tally import Tally

_METHODS = {
    "sft": "every message is billed, also those that are not trained on",
    "dpo": "both sequences of a pair are billed, so its prompt twice; "
    "one observed job was billed 2.5 % less",
}
_MARKS = {
    Mark.TOOLS: "tools and calls are counted as compact JSON; how they are billed is unpublished",
    Mark.NAME: "names are counted as their tokens and one; how they are billed is unpublished",
    Mark.PARTS: "content in several parts is counted as their texts; no bill confirms it",
    Mark.REFUSAL: "refusals are counted as their text; how they are billed is unpublished",
}


def assumptions(job: Job, model: Model, tally: Tally) -> Iterator[str]:
    """Give what an estimate of JOB on MODEL takes for granted, with TALLY its records."""
    yield from _of_the_model(job, model)
    yield from _of_the_records(job, tally)
    if over := tally.totals[Measure.of(model)].over_limit:
        yield (
            f"{_some(over, 'record')} over {model.max_tokens:,} tokens will be cut off at the end; "
            "billed_tokens counts all of it, low only what stays"
        )
    if job.epochs is None:
        yield _of_the_epochs(job)
    yield from _of_the_price(job, model)
    if job.validation:
        yield f"{job.provider.title} does not bill the tokens of validation files"


def _of_the_model(job: Job, model: Model) -> Iterator[str]:
    match model.state(job.today):
        case State.SHUT_DOWN:
            yield f"{model.name} was shut down on {model.shutdown}: no job can be created"
        case State.CLOSED:
            yield f"{model.name} is closed to training since {model.training_ends}"
        case State.OPEN if job.provider.training.access:
            yield job.provider.training.access
    if model.encoding is None:
        yield f"the model has a tokenizer of its own; its tokens are counted as {STAND_IN}'s"
    if model.is_old(job.today):
        age = model.age(job.today)
        yield f"what is known of {model.name} was checked {age} days ago; see {model.source}"
    if job.method not in model.methods:
        methods = " or ".join(model.methods) or "none of the methods known here"
        yield f"{model.name} is not trained with {job.method} but with {methods}"


def _of_the_epochs(job: Job) -> str:
    if rule := job.provider.epochs:
        return f"{job.provider.title} chooses the epochs by the rule in {rule.source}"
    return (
        f"how many epochs {job.provider.title} trains for by itself is not known: "
        "this is one of them; give a number with --epochs"
    )


def _of_the_records(job: Job, tally: Tally) -> Iterator[str]:
    if job.method in _METHODS:
        yield _METHODS[job.method]
    for mark in sorted(tally.marks.keys() & _MARKS):
        yield _MARKS[mark]
    if images := tally.marks[Mark.IMAGE]:
        yield f"{_some(images, 'image')} not counted: the bill is higher, by how much is unknown"
    if tally.skipped:
        yield (
            f"{_some(tally.skipped, 'line')} not counted, being no {job.method} record: "
            f"`dataprep lint {' '.join(job.files)}` says why"
        )


def _of_the_price(job: Job, model: Model) -> Iterator[str]:
    if hour := model.price.training_hour:
        yield f"{model.name} is billed {hour:.0f} USD for each hour of training, not for tokens"
    elif job.price is None and model.price.training is None:
        yield "no training price is known; give one with --price"
    if job.price is None and model.price.is_old(job.today):
        age, source = model.price.age(job.today), model.price.source
        yield f"prices were checked {age} days ago; see {source} for those of today"


def _some(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
