"""The number of epochs a provider chooses, and why."""

from __future__ import annotations

import pytest

from dataprep.catalog.catalog import Epochs, provider
from dataprep.estimator.epochs import auto_epochs, reason

RULE = provider("openai").epochs


@pytest.mark.parametrize(("examples", "epochs"), [(10, 10), (25, 4), (100, 3), (2000, 3)])
def test_the_choice_is_that_of_jobs_that_were_observed(examples: int, epochs: int) -> None:
    assert auto_epochs(examples, RULE) == epochs


@pytest.mark.parametrize(
    ("examples", "epochs"),
    [(1, 25), (4, 25), (5, 20), (33, 3), (34, 3), (8333, 3), (8334, 2), (25_000, 1), (10**6, 1)],
)
def test_few_examples_are_shown_more_often_and_many_less(examples: int, epochs: int) -> None:
    assert auto_epochs(examples, RULE) == epochs


def test_the_choice_for_every_number_of_examples_is_that_of_the_published_rule() -> None:
    # As the cookbook says it: 3 epochs, but for less than 100 or more than 25,000 examples in all.
    def published(examples: int) -> int:
        if examples * 3 < 100:
            return min(25, 100 // examples)
        if examples * 3 > 25_000:
            return max(1, 25_000 // examples)
        return 3

    chosen = [auto_epochs(examples, RULE) for examples in range(1, 100_001)]
    assert chosen == [published(examples) for examples in range(1, 100_001)]


@pytest.mark.parametrize(
    ("examples", "why"),
    [
        (33, "as 3 would show fewer than 100 examples"),
        (34, "as they show 100 to 25,000 examples in all"),
        (8333, "as they show 100 to 25,000 examples in all"),
        (8334, "as 3 would show more than 25,000 examples"),
    ],
)
def test_the_part_of_the_rule_that_acted_is_told(examples: int, why: str) -> None:
    assert reason(examples, RULE) == why


@pytest.mark.parametrize(
    ("few", "why"), [(0, "as it always does"), (100, "as they show at least 100 examples in all")]
)
def test_a_rule_without_an_upper_end_is_told_too(few: int, why: str) -> None:
    rule = Epochs(target=3, few_examples=few)
    assert (auto_epochs(10**6, rule), reason(10**6, rule)) == (3, why)
