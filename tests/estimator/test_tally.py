"""What is in a part, and how parts add up."""

from __future__ import annotations

import json
from array import array
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataprep.catalog.catalog import provider
from dataprep.estimator.tally import Measure, Plan, Tally
from dataprep.estimator.totals import MOST_PROMPTS, Totals
from dataprep.estimator.use import Use
from dataprep.records.source import Part
from dataprep.tokens.chat import Mark

USER = {"role": "user", "content": "hello world"}  # 3 + 1 + 2 tokens
ANSWER = {"role": "assistant", "content": "hi there you"}  # 3 + 1 + 3 tokens
PROMPT = {"role": "system", "content": "be kind"}  # 3 + 1 + 2 tokens
NAMED = {"role": "user", "content": "hello", "name": "Ann"}  # 3 + 1 + 1, and perhaps 1 + 1
CALLING = {"tool_calls": [{"function": {"name": "f", "arguments": "{}"}}]}
TOOLS = [{"type": "function", "function": {"name": name}} for name in ("f", "g")]
MEASURE = Measure("o200k_base", 20)


def chat(*messages: Any, **more: Any) -> bytes:
    return json.dumps({"messages": messages, **more}).encode() + b"\n"


def pair(question: Any, better: Any, worse: Any) -> bytes:
    record = {"input": {"messages": [question]}, "preferred_output": [better]}
    return json.dumps({**record, "non_preferred_output": [worse]}).encode() + b"\n"


def tally(
    data: bytes, measure: Measure = MEASURE, *, method: str = "sft", path: str = "train.jsonl"
) -> Tally:
    return Plan(method, (measure,), "tiktoken").tally(Part(path, 0, len(data), data))


def totals(data: bytes, measure: Measure = MEASURE, **options: Any) -> Totals:
    return tally(data, measure, **options).totals[measure]


def test_a_part_is_counted_record_by_record() -> None:
    data = chat(USER) + chat(USER, ANSWER) + chat(PROMPT, USER, ANSWER)
    found = tally(data)
    assert (found.size, found.lines, found.records, found.skipped) == (len(data), 3, 3, 0)
    assert found.totals[MEASURE] == Totals(
        sequences=3,
        low=41,
        tokens=41,
        lengths=array("Q", [7, 14, 20]),
        longest=20,
        longest_path="train.jsonl",
        longest_line=3,
        by_owner={"user": 6, "assistant": 6, "system": 2, "framing": 27},
        answers=2,
        prompts={"be kind": Use(1, 2)},
    )


@pytest.mark.parametrize(
    "more", [{}, {"weight": 0}, {"name": "Ann"}, {"tool_calls": []}, {"content": None}]
)
def test_the_tokens_of_all_owners_are_those_of_the_records(more: dict[str, Any]) -> None:
    found = totals(chat(PROMPT, USER, ANSWER | more, tools=TOOLS) + chat(USER))
    assert sum(found.by_owner.values()) == found.tokens == sum(found.lengths)


def test_an_answer_of_weight_0_is_not_trained() -> None:
    found = totals(chat(USER, ANSWER, USER, ANSWER | {"weight": 0}))
    assert (found.trained, found.by_owner["assistant, untrained"]) == (3, 3)


def test_what_is_perhaps_billed_is_in_the_tokens_and_not_in_the_low_ones() -> None:
    found = tally(chat(NAMED))
    assert (found.totals[MEASURE].low, found.totals[MEASURE].tokens) == (6, 8)
    assert found.marks == {Mark.NAME: 1}


def test_of_a_pair_both_sequences_count_and_its_prompt_is_surely_billed_once() -> None:
    found = totals(pair(USER, ANSWER, ANSWER), method="dpo")
    assert (found.low, found.tokens, list(found.lengths), found.longest) == (21, 28, [28], 14)
    assert found.trained == 6


def test_what_is_over_the_limit_is_cut_off_from_the_end() -> None:
    found = totals(chat(PROMPT, USER, ANSWER), Measure("o200k_base", 12))
    assert (found.tokens, found.low, found.over_limit) == (20, 12, 1)
    assert (found.cut, found.cut_trained) == (8, 3)


def test_of_an_answer_that_is_cut_only_its_end_is_lost() -> None:
    found = totals(chat(USER, ANSWER), Measure("o200k_base", 13))
    assert (found.cut, found.cut_trained) == (1, 1)


def test_the_tools_of_a_record_that_is_cut_are_not_what_is_cut() -> None:
    found = totals(chat(USER, ANSWER, tools=TOOLS), Measure("o200k_base", 13))
    assert found.cut == found.tokens - 13
    assert (found.low, found.cut_trained) == (13, 3)


def test_a_model_without_a_limit_cuts_nothing_off() -> None:
    assert totals(chat(USER) * 9, Measure("o200k_base", None)).over_limit == 0


def test_images_count_as_the_model_sees_them() -> None:
    image = {"type": "image_url", "image_url": {"url": "https://example.com/a", "detail": "low"}}
    by = Measure("o200k_base", None, provider("openai").model("gpt-4.1").images)
    found = totals(chat({"role": "user", "content": [image, image]}), by)
    assert (found.tokens, found.low, found.by_owner["images"]) == (175, 175, 170)


def test_tools_are_known_by_name_with_what_they_take_and_whether_they_are_called() -> None:
    found = tally(chat(USER, ANSWER | CALLING, tools=TOOLS) + chat(USER, ANSWER, tools=TOOLS))
    tools = found.totals[MEASURE].tools
    assert {name: use.records for name, use in tools.items()} == {"f": 2, "g": 2}
    assert found.called == {"f"}


def test_of_many_different_system_prompts_only_the_longest_are_kept() -> None:
    data = b"".join(chat(PROMPT | {"content": "be kind " * n}) for n in range(1, 100))
    prompts = totals(data).prompts
    assert len(prompts) == MOST_PROMPTS
    assert "be kind " * 99 in prompts


def test_lines_that_are_no_record_are_skipped_and_blank_ones_ignored() -> None:
    data = b'\n[]\n{"messages": 1}\n{"prompt": "a"}\n"\\ud800"\n\xff\n  \n' + chat(USER)
    assert (tally(data).records, tally(data).skipped) == (1, 5)


def test_the_tallies_of_parts_add_up_to_that_of_the_whole() -> None:
    lines = [chat(USER), chat(NAMED), b"oops\n", chat(PROMPT, USER, ANSWER, tools=TOOLS)]
    added = Tally()
    for line in lines:
        added.merge(tally(line))
    assert added == tally(b"".join(lines))


def test_the_line_of_the_longest_record_is_that_of_its_file() -> None:
    added = Tally()
    for path, data in [("a", chat(USER) * 3), ("b", chat(USER)), ("b", chat(USER, ANSWER))]:
        added.merge(tally(data, path=path))
    found = added.totals[MEASURE]
    assert (found.longest_path, found.longest_line, added.lines) == ("b", 2, 2)


@settings(deadline=None)  # the first call loads the vocabulary
@given(
    st.lists(
        st.tuples(st.sampled_from(["system", "user", "assistant", "odd"]), st.text(max_size=9)),
        min_size=1,
        max_size=5,
    ).map(lambda said: [{"role": role, "content": text} for role, text in said])
)
def test_a_plain_record_counts_as_it_would_with_a_key_that_is_not_billed(
    messages: list[dict[str, str]],
) -> None:
    plain, other = totals(chat(*messages)), totals(chat(*messages, parallel_tool_calls=True))
    assert plain == other


def test_the_order_of_records_of_different_roles_does_not_matter() -> None:
    records = [chat(USER), chat(USER, ANSWER), chat(PROMPT, USER), chat(USER, NAMED), chat(USER)]
    one, other = totals(b"".join(records)), totals(b"".join(sorted(records)))
    assert (one.by_owner, one.answers, one.tokens) == (other.by_owner, other.answers, other.tokens)
