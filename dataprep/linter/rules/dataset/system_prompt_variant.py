"""DP507: a system prompt that is nearly another."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dataprep.linter.columns import system
from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import dataset_rule
from dataprep.linter.rules.dataset.variants import difference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.linter.table import Table

# Prompts that are compared with, the most frequent first; more variants of one are a template.
FREQUENT = 8
VARIANTS = 3


@dataset_rule("DP507", Severity.WARNING, texts=[system])
def system_prompt_variant(
    table: Table, context: Context, *, few: int = 3, share: float = 0.01, times: int = 5
) -> Iterator[Problem]:
    """A few records have a system prompt that is nearly that of many others.

    ## Why
    One space, letter or word that differs makes another prompt: the model is trained under a
    prompt that nobody will use. Most often the prompt was edited after the first records were
    made. Where a prompt has many variants it is a template, and not reported.

    ## What to do
    Give all the records the same prompt, to the letter.

    ## Options
    `few` and `share`: how many records, or which share of them, are few. `times`: how many
    times as many the others are.
    """
    texts = table.texts(system)
    codes = Counter(texts.rows)
    counts = {text: codes[code] for text, code in texts.known.items() if text}
    most = max(few, share * len(texts.rows))
    frequent = sorted(counts, key=lambda text: -counts[text])[:FREQUENT]
    nearly: dict[str, list[tuple[str, str]]] = {text: [] for text in frequent}
    for rare, number in counts.items():
        for text in frequent if number <= most else ():
            if counts[text] >= times * number and (found := difference(rare, text)):
                nearly[text].append((rare, found))
                break
    found_of = {}
    for text, variants in nearly.items():
        if len(variants) <= VARIANTS:
            line = table.lines[texts.rows.index(texts.known[text])]
            for rare, found in variants:
                others = f"{counts[text]} other{'s' if counts[text] > 1 else ''}"
                where = f"that of {others} (first in line {line})"
                found_of[texts.known[rare]] = f"the system prompt is {where}, but {found}"
    for row, code in enumerate(texts.rows) if found_of else ():
        if code in found_of:
            yield Problem("", found_of[code], line=table.lines[row])
