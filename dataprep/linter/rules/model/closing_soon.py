"""DP705: a model that will soon be gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.catalog.catalog import State
from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import file_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context, LintedFile

SOON_DAYS = 90


@file_rule("DP705", Severity.WARNING)
def closing_soon(file: LintedFile, context: Context) -> Iterator[Problem]:
    """The model is shut down soon, and what is trained on it with it.

    ## Why
    A fine-tuned model answers only as long as its base does.

    ## What to do
    Weigh the cost against the days that are left, or choose a model that stays
    (`dataprep models`).
    """
    model = context.model
    if not file.training or model is None or model.state(context.today) is not State.OPEN:
        return
    left = model.days_left(context.today).inference
    if left is not None and left <= SOON_DAYS:
        yield Problem("", f"{model.name} is shut down on {model.shutdown}, in {left} days")
