"""What a job costs on one model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.estimator.assumptions import assumptions
from dataprep.estimator.epochs import auto_epochs
from dataprep.estimator.report import Estimate
from dataprep.estimator.tally import Measure
from dataprep.tokens.chat import Mark

if TYPE_CHECKING:
    from dataprep.catalog.catalog import Model
    from dataprep.estimator.job import Job
    from dataprep.estimator.tally import Tally

MILLION = 1_000_000


def priced(job: Job, model: Model, tally: Tally) -> Estimate:
    """Return the estimate of JOB on MODEL for the records of TALLY."""
    totals = tally.totals[Measure.of(model)]
    epochs = job.epochs or auto_epochs(tally.records, job.provider.epochs)
    by_the_hour = model.price.training_hour is not None
    billed = None if by_the_hour else totals.tokens * epochs
    low = None if by_the_hour else totals.low * epochs
    usd = model.price.training if job.price is None else job.price
    return Estimate(
        provider=job.provider.name,
        model=model.name,
        encoding=model.encoding,
        tokens_per_epoch=totals.tokens,
        epochs=epochs,
        epochs_from="given" if job.epochs else "auto",
        billed_tokens=billed,
        low=low,
        high=None if tally.marks[Mark.IMAGE] else billed,
        usd_per_million=usd,
        price_as_of=model.price.checked if job.price is None else None,
        price_source=model.price.source if job.price is None else "given",
        cost_usd=None if billed is None or usd is None else billed * usd / MILLION,
        longest=totals.longest,
        limit=model.max_tokens,
        over_limit=totals.over_limit,
        exact=job.method == "sft" and not tally.marks and low == billed is not None,
        assumptions=list(assumptions(job, model, tally)),
    )
