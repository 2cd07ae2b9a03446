"""DP425: long answers that all stop at one length."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import dataset_rule
from dataprep.linter.rules.content.texts import last_answer_shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.linter.table import Table


@dataset_rule("DP425", Severity.WARNING, numbers=[last_answer_shape])
def length_wall(table: Table, context: Context, *, fewest: int = 50) -> Iterator[Problem]:
    """The longest answers are about equally long, and most of them stop within a sentence.

    ## Why
    The generator had a limit of tokens, and these answers reached it. The model learns to stop in
    the middle whenever an answer gets long.

    ## What to do
    Write these answers anew with a higher limit, or remove them.

    ## Options
    `fewest` is the number of answers from which on the wall is looked for.
    """
    rows = table.numbers(last_answer_shape)
    answers = sorted(filter(None, rows))
    if len(answers) < fewest:
        return
    middle = len(answers) - len(answers) // 10
    least, most = answers[middle] >> 2, answers[-1] >> 2
    cut_before = sum(number & 1 for number in answers[:middle])
    cut = sum(number & 1 for number in answers[middle:])
    longest = len(answers) - middle
    if cut >= 0.7 * longest and cut_before <= 0.2 * middle and most <= 1.5 * least:
        message = f"{cut} of the {longest} longest answers stop without a full stop"
        where = f"after {least} to {most} characters; this is the first"
        first = next(row for row, number in enumerate(rows) if number >> 2 >= least and number & 1)
        yield Problem("", f"{message}, {where}", line=table.lines[first])
