"""The number of epochs a provider chooses."""

from __future__ import annotations

import pytest

from dataprep.catalog.catalog import provider
from dataprep.estimator.epochs import auto_epochs


@pytest.mark.parametrize(("examples", "epochs"), [(10, 10), (25, 4), (100, 3), (2000, 3)])
def test_the_choice_is_that_of_jobs_that_were_observed(examples: int, epochs: int) -> None:
    assert auto_epochs(examples, provider("openai").epochs) == epochs


@pytest.mark.parametrize(
    ("examples", "epochs"),
    [(1, 25), (4, 25), (5, 20), (33, 3), (34, 3), (8333, 3), (8334, 2), (25_000, 1), (10**6, 1)],
)
def test_few_examples_are_shown_more_often_and_many_less(examples: int, epochs: int) -> None:
    assert auto_epochs(examples, provider("openai").epochs) == epochs
