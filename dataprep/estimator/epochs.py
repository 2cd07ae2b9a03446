"""How many epochs a job runs for, and which part of the provider's rule says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataprep.catalog.catalog import Epochs


def auto_epochs(examples: int, rule: Epochs) -> int:
    """Return the epochs that a provider with RULE chooses for EXAMPLES."""
    shown = rule.target * examples
    if shown < rule.few_examples:
        epochs = rule.few_examples // examples
        return epochs if rule.highest is None else min(rule.highest, epochs)
    if rule.many_examples is not None and shown > rule.many_examples:
        return max(rule.lowest, rule.many_examples // examples)
    return rule.target


def reason(examples: int, rule: Epochs) -> str:
    """Return why a provider with RULE chooses the epochs it does for EXAMPLES."""
    seen = rule.target * examples
    if seen < rule.few_examples:
        return f"as {rule.target} would show fewer than {rule.few_examples:,} examples"
    if rule.many_examples is None:
        few = f"as they show at least {rule.few_examples:,} examples in all"
        return few if rule.few_examples else "as it always does"
    if seen > rule.many_examples:
        return f"as {rule.target} would show more than {rule.many_examples:,} examples"
    return f"as they show {rule.few_examples:,} to {rule.many_examples:,} examples in all"
