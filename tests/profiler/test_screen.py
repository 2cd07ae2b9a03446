"""What of a text may be shown."""

from __future__ import annotations

from datetime import date

import pytest

from dataprep.profiler.screen import screened, visible

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("On 2024-05-15 15:00:00 all was well.", "On 2024-05-15 15:00:00 all was well."),
        ("write to jane.roe@gmx.de", "write to j•••@•••.de"),
        ("card 4111 1111 1111 1111", "card •••1111"),
        ("call me at 030.1234.5678 today", "(hidden, for phone-number)"),
    ],
)
def test_only_what_rules_about_privacy_find_is_masked(text: str, shown: str) -> None:
    assert screened([text, "plain"], today=DAY) == {text: shown, "plain": "plain"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("bell \x07 and escape \x1b[31m", r"bell \x07 and escape \x1b[31m"),
        ("turned \u202eround", r"turned \u202eround"),
        ("👩\u200d🔬 कर\u200cना", "👩\u200d🔬 कर\u200cना"),
    ],
)
def test_what_misleads_a_reader_is_written_as_an_escape(text: str, shown: str) -> None:
    assert visible(text) == shown
