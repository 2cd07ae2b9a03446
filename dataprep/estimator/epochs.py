"""How many epochs a job runs for, and which part of the provider's rule says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataprep.catalog.catalog import Epochs


def auto_epochs(examples: int, rule: Epochs) -> int:
    """Return the epochs that a provider with RULE chooses for EXAMPLES."""
    if rule.target * examples < rule.few_examples:
        return min(rule.highest, rule.few_examples // examples)
    if rule.target * examples > rule.many_examples:
        return max(rule.lowest, rule.many_examples // examples)
    return rule.target


def reason(examples: int, rule: Epochs) -> str:
    """Return why a provider with RULE chooses the epochs it does for EXAMPLES."""
    seen = rule.target * examples
    if seen < rule.few_examples:
        return f"as {rule.target} would show fewer than {rule.few_examples:,} examples"
    if seen > rule.many_examples:
        return f"as {rule.target} would show more than {rule.many_examples:,} examples"
    return f"as they show {rule.few_examples:,} to {rule.many_examples:,} examples in all"
