"""DP701: a model that is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import file_rule
from dataprep.linter.wording import did_you_mean, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context, LintedFile


@file_rule("DP701", Severity.ERROR)
def unknown_model(file: LintedFile, context: Context) -> Iterator[Problem]:
    """The model is not in the provider's catalogue.

    ## Why
    The provider answers "Model X is not available for fine-tuning or does not exist".

    ## What to do
    Choose one of `dataprep models`; each entry says when it was checked.
    """
    if file.training and context.model_name is not None and context.model is None:
        models = context.provider.models
        hint = did_you_mean(
            context.model_name, [name for model in models for name in (model.name, *model.aliases)]
        )
        yield Problem(
            "", f"{context.provider.title} has no model {quoted(context.model_name)}{hint}"
        )
