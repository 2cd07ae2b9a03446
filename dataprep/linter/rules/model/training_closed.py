"""DP704: a model closed to training."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.catalog.catalog import State
from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import file_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context, LintedFile


@file_rule("DP704", Severity.ERROR)
def training_closed(file: LintedFile, context: Context) -> Iterator[Problem]:
    """The model can no longer be trained.

    ## Why
    The provider takes no new jobs for it: "OpenAI is winding down the fine-tuning platform and
    your organization is no longer able to create new fine-tuning training jobs". The upload
    still succeeds, so the file lies there for nothing.

    ## What to do
    Choose a model that can be trained (`dataprep models`), with another provider or on your own
    machine: the file stays the same.
    """
    model = context.model
    if file.training and model and model.state(context.today) is State.CLOSED:
        yield Problem("", f"{model.name} takes no new training jobs since {model.training_ends}")
