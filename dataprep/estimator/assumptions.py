"""What an estimate takes for granted, in sentences for who reads the bill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.catalog.model import STAND_IN, State
from dataprep.estimator.epochs import auto_epochs, reason
from dataprep.estimator.tally import Measure
from dataprep.estimator.wording import some
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
    yield from _of_the_images(model, tally)
    if over := tally.totals[Measure.of(model)].over_limit:
        yield (
            f"{some(over, 'record')} over {model.max_tokens:,} tokens will be cut off at the end; "
            "billed_tokens counts all of it, low only what stays"
        )
    if job.epochs is None:
        yield _of_the_epochs(job, tally.records)
    yield from _of_the_price(job, model)
    yield from _of_the_bill(job)


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
        yield f"what is known of the model was checked {age} days ago; see {model.source}"
    if job.method not in model.methods:
        methods = " or ".join(model.methods) or "none of the methods known here"
        yield f"{model.name} is not trained with {job.method} but with {methods}"


def _of_the_records(job: Job, tally: Tally) -> Iterator[str]:
    if job.method in _METHODS:
        yield _METHODS[job.method]
    for mark in sorted(tally.marks.keys() & _MARKS):
        yield _MARKS[mark]
    if tally.skipped:
        yield (
            f"{some(tally.skipped, 'line')} not counted, being no {job.method} record: "
            f"`dataprep lint {' '.join(job.files)}` says why"
        )


def _of_the_images(model: Model, tally: Tally) -> Iterator[str]:
    if not (count := tally.images.total()):
        return
    if model.images is None:
        yield f"{some(count, 'image')} not counted: the bill is higher, by how much is unknown"
        return
    yield f"images are counted as in requests ({model.images.source}); no bill confirms it"
    if unread := sum(times for image, times in tally.images.items() if image.size is None):
        yield f"{some(unread, 'image')} of unknown size, counted as a large one"


def _of_the_epochs(job: Job, records: int) -> str:
    title, rule = job.provider.title, job.provider.epochs
    if rule is None:
        return (
            f"how many epochs {title} trains for by itself is not known: "
            "this is one of them; give a number with --epochs"
        )
    epochs = some(auto_epochs(records, rule), "epoch")
    return f"{title} chooses {epochs}, {reason(records, rule)}, by the rule in {rule.source}"


def _of_the_bill(job: Job) -> Iterator[str]:
    title, billing = job.provider.title, job.provider.billing
    if job.bills_validation:
        yield f"{title} bills the tokens of validation files too, once an epoch if they are used"
    elif job.validation:
        known = "does not bill" if billing else "is not known to bill"
        yield f"{title} {known} the tokens of validation files"
    if billing and billing.rounded_to > 1:
        yield f"{title} rounds what it bills to {billing.rounded_to:,} tokens"


def _of_the_price(job: Job, model: Model) -> Iterator[str]:
    if hour := model.price.training_hour:
        yield f"{model.name} is billed {hour:.0f} USD for each hour of training, not for tokens"
    elif job.price is None and model.price.training is None:
        yield "no training price is known; give one with --price"
    if job.price is None and model.price.is_old(job.today):
        age, source = model.price.age(job.today), model.price.source
        yield f"prices were checked {age} days ago; see {source} for those of today"
