"""How many epochs a job runs for."""

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
