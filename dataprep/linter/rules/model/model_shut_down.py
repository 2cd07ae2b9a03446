"""DP703: a model that is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import file_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context, LintedFile


@file_rule("DP703", Severity.ERROR)
def model_shut_down(file: LintedFile, context: Context) -> Iterator[Problem]:
    """The model has been shut down.

    ## Why
    A model that is shut down can be neither trained nor asked, and the models trained on it
    went with it.

    ## What to do
    Choose a model that is still open (`dataprep models`).
    """
    model = context.model
    if file.training and model and model.shutdown and model.shutdown <= context.today:
        yield Problem("", f"{model.name} was shut down on {model.shutdown}")
