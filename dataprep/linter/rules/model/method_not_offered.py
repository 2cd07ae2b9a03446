"""DP702: a method the model does not offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import file_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context, LintedFile


@file_rule("DP702", Severity.ERROR)
def method_not_offered(file: LintedFile, context: Context) -> Iterator[Problem]:
    """The model cannot be trained with the method of the file.

    ## Why
    The job is refused: "Finetuning with o4-mini-2025-04-16 requires the reinforcement method
    of finetuning".

    ## What to do
    Choose a model that offers the method (`dataprep models`), or bring the records into the
    format of a method that the model offers.
    """
    model = context.model
    if file.training and model and context.method not in model.methods:
        offered = f", only with {', '.join(model.methods)}" if model.methods else ""
        yield Problem("", f"{model.name} cannot be trained with {context.method}{offered}")
