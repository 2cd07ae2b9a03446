"""DP805: a preference for length."""

from __future__ import annotations

from statistics import fmean, pstdev
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import dataset_rule
from dataprep.linter.rules.preference.pairs import other_length, preferred_length

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.linter.table import Table


@dataset_rule("DP805", Severity.WARNING, numbers=[preferred_length, other_length], targets="dpo")
def length_bias(
    table: Table, context: Context, *, pairs: int = 50, effect: float = 0.8, share: float = 0.8
) -> Iterator[Problem]:
    """In nearly all pairs of a file the longer answer is the preferred one, or the shorter.

    ## Why
    Length is the easiest thing to learn from such pairs, and the model may learn nothing else:
    it gets wordier, or terser, not better. The effect is Cohen's d of the differences: their mean
    as a multiple of their standard deviation.

    ## What to do
    Add pairs in which the preferred answer is the shorter one (or the longer), or cut the longer
    answers. Where length is what you mean to train, ignore the rule.

    ## Options
    `pairs` is the number of pairs from which on the file is judged, `effect` and `share` what
    both must reach.
    """
    lengths = zip(table.numbers(preferred_length), table.numbers(other_length), strict=True)
    differences = [preferred - other for preferred, other in lengths if preferred != other]
    if len(differences) < pairs:
        return
    spread = pstdev(differences)
    # Where all pairs differ by as much, they compare the same two answers.
    d = abs(fmean(differences)) / spread if spread else 0.0
    longer = sum(difference > 0 for difference in differences) / len(differences)
    most = max(longer, 1 - longer)
    if d >= effect and most >= share:
        word = "longer" if longer > 0.5 else "shorter"
        found = f"the {word} answer is preferred in {most:.0%} of {len(differences)} pairs"
        yield Problem("", f"{found} (d = {d:.1f})")
