"""What a job costs on one model."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dataprep.estimator.assumptions import assumptions
from dataprep.estimator.budget import budget
from dataprep.estimator.epochs import auto_epochs
from dataprep.estimator.inference import inference
from dataprep.estimator.job import MILLION
from dataprep.estimator.report import Cut, Estimate, Percentiles, Place
from dataprep.estimator.savings import savings
from dataprep.estimator.tally import Measure
from dataprep.estimator.totals import Totals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataprep.catalog.catalog import Model
    from dataprep.estimator.job import Job
    from dataprep.estimator.report import Budget
    from dataprep.estimator.tally import Tally


def priced(job: Job, model: Model, tally: Tally, validation: Tally | None = None) -> Estimate:
    """Return the estimate of JOB on MODEL for the records of TALLY, and of VALIDATION if billed."""
    totals = tally.totals[Measure.of(model)]
    epochs = _epochs(job, tally.records)
    batch = job.provider.batch_size(tally.records)
    more = validation.totals[Measure.of(model)] if validation else Totals()
    by_the_hour = model.price.training_hour is not None
    billed = None if by_the_hour else _billed(job, epochs, totals.tokens + more.tokens)
    low = None if by_the_hour else _billed(job, epochs, totals.low + more.low)
    usd = model.price.training if job.price is None else job.price
    per_token = None if by_the_hour or usd is None else usd * epochs / MILLION
    is_open = bool(tally.images) and model.images is None
    return Estimate(
        provider=job.provider.name,
        model=model.name,
        encoding=model.counted_with,
        tokens_per_epoch=totals.tokens,
        epochs=epochs,
        epochs_from="given" if job.epochs else "auto" if job.provider.epochs else "unknown",
        billed_tokens=billed,
        low=low,
        high=None if is_open else billed,
        usd_per_million=usd,
        price_as_of=model.price.checked if job.price is None else None,
        price_source=(model.price.source or "unknown") if job.price is None else "given",
        cost_usd=None if billed is None or usd is None else billed * usd / MILLION,
        tokens_trained_on=totals.trained,
        tokens_by_role=totals.roles,
        percentiles=_percentiles(totals.lengths),
        longest=totals.longest,
        longest_at=Place(totals.longest_path, totals.longest_line),
        limit=model.max_tokens,
        over_limit=totals.over_limit,
        cut=Cut(totals.cut, totals.cut_trained),
        batch_size=batch,
        steps=math.ceil(tally.records / batch) * epochs if batch else None,
        savings=savings(model, tally, totals, per_token),
        inference=inference(model.price, totals),
        budget=_budget(job, totals, None if by_the_hour else usd),
        exact=_is_exact(job, model, tally) and low == billed is not None,
        assumptions=list(assumptions(job, model, tally)),
    )


def _is_exact(job: Job, model: Model, tally: Tally) -> bool:
    """Say whether the bills of real jobs confirm how the records of TALLY are counted."""
    return job.method == "sft" and not tally.marks and model.encoding is not None


def _epochs(job: Job, records: int) -> int:
    """Return the epochs of JOB, one where it is not known what the provider chooses."""
    rule = job.provider.epochs
    return job.epochs or (auto_epochs(records, rule) if rule else 1)


def _billed(job: Job, epochs: int, tokens: int) -> int:
    """Return what is billed of EPOCHS of TOKENS, rounded as the provider does."""
    unit = job.provider.billing.rounded_to if job.provider.billing else 1
    return (tokens * epochs + unit // 2) // unit * unit


def _percentiles(lengths: Sequence[int]) -> Percentiles:
    ordered = sorted(lengths)
    ranks = (math.ceil(len(ordered) * share / 100) - 1 for share in (50, 90, 99))
    return Percentiles(*(ordered[rank] for rank in ranks))


def _budget(job: Job, totals: Totals, usd: float | None) -> Budget | None:
    most = job.provider.bounds.hyperparameters["n_epochs"].most
    # Of what is free there is no most, unless the provider sets one.
    if job.budget is None or usd is None or (usd == 0 and most is None):
        return None
    return budget(
        job.budget,
        usd,
        totals.lengths,
        lambda count: _epochs(job, count),
        most_epochs=most,
        fewest=job.provider.limits[job.method].minimum_examples,
    )
