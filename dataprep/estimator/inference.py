"""What asking the tuned model costs, with questions and answers like those of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.estimator.job import MILLION
from dataprep.estimator.report import Inference

if TYPE_CHECKING:
    from dataprep.catalog.catalog import Price
    from dataprep.estimator.totals import Totals

REQUESTS = 1000


def inference(price: Price, totals: Totals) -> Inference | None:
    """Return the cost of 1,000 requests at PRICE; None where prices or answers are missing.

    A request holds a sequence up to its last answer, which is as long as the mean of all.
    """
    if not totals.answers or price.input is None or price.output is None:
        return None
    answer = totals.trained / totals.answers
    prompt = totals.tokens / totals.sequences - answer
    base = None
    if price.base_input is not None and price.base_output is not None:
        base = _usd(prompt, price.base_input, answer, price.base_output)
    return Inference(prompt, answer, _usd(prompt, price.input, answer, price.output), base)


def _usd(prompt: float, input_price: float, answer: float, output_price: float) -> float:
    return REQUESTS * (prompt * input_price + answer * output_price) / MILLION
