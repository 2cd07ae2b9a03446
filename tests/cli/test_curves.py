from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dataprep.cli.views.curves import HEIGHT, WIDTH, chart, spark


def test_a_loss_that_falls_is_drawn_falling() -> None:
    assert spark([8, 7, 6, 5, 4, 3, 2, 1]) == "█▇▆▅▄▃▂▁"


def test_a_chart_names_the_highest_and_the_lowest() -> None:
    rows = list(chart([2.5, 1.0, 0.25]))

    assert (rows[0].split(), rows[-1].split()[0]) == (["2.5000", "|", "█"], "0.2500")


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=500))
def test_any_losses_fit_on_the_screen(losses: list[float]) -> None:
    rows = list(chart(losses))

    assert len(rows) == HEIGHT
    assert all(len(row) <= WIDTH + 20 for row in rows)
