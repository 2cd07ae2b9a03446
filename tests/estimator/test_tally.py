"""What is in a part, and how parts add up."""

from __future__ import annotations

from collections import Counter

from dataprep.estimator.tally import Measure, Plan, Tally, Totals
from dataprep.records.source import Part
from dataprep.tokens.chat import Mark

SHORT = b'{"messages": [{"role": "user", "content": "hello world"}]}\n'  # 1 + 3 + 1 + 2 tokens
NAMED = b'{"messages": [{"role": "user", "content": "hello", "name": "Ann"}]}\n'  # 6 + 1 + 1
MEASURE = Measure("o200k_base", 7)


def tally(data: bytes, measure: Measure = MEASURE) -> Tally:
    part = Part("train.jsonl", 0, len(data), data)
    return Plan("sft", (measure,), "tiktoken").tally(part)


def test_a_part_is_counted_by_each_measure() -> None:
    totals = {MEASURE: Totals(low=14, tokens=14, longest=7)}
    assert tally(SHORT * 2) == Tally(len(SHORT) * 2, records=2, totals=totals)


def test_what_is_perhaps_billed_is_in_the_tokens_and_not_in_the_low_ones() -> None:
    totals = {MEASURE: Totals(low=6, tokens=8, longest=8, over_limit=1)}
    assert tally(NAMED) == Tally(
        len(NAMED), records=1, marks=Counter({Mark.NAME: 1}), totals=totals
    )


def test_a_record_over_the_limit_is_low_at_the_limit() -> None:
    tight = Measure("o200k_base", 5)
    assert tally(SHORT, tight).totals == {tight: Totals(low=5, tokens=7, longest=7, over_limit=1)}


def test_a_model_without_a_limit_cuts_nothing_off() -> None:
    boundless = Measure("o200k_base", None)
    assert tally(SHORT, boundless).totals == {boundless: Totals(low=7, tokens=7, longest=7)}


def test_lines_that_are_no_record_are_skipped_and_blank_ones_ignored() -> None:
    data = b'\n[]\n{"messages": 1}\n{"prompt": "a"}\n"\\ud800"\n\xff\n  \n' + SHORT
    assert (tally(data).records, tally(data).skipped) == (1, 5)


def test_the_tallies_of_parts_add_up_to_that_of_the_whole() -> None:
    lines = [SHORT, NAMED, b"oops\n", SHORT]
    added = Tally()
    for line in lines:
        added = added.merge(tally(line))
    assert added == tally(b"".join(lines))
