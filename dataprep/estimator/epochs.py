"""How many epochs a job runs for."""

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
