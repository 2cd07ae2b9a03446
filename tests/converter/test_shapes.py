"""What rows say in each shape, and what a row can be that its shape does not expect."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataprep.converter import definition
from dataprep.converter.definition import Definition
from dataprep.converter.shape import Conversation, Pair, Unconvertible

TEXT = st.text(max_size=8)
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
USER = {"role": "user", "content": "u"}
ANSWER = {"role": "assistant", "content": "a"}


def bound(shape: str, **keys: Any) -> Any:
    return Definition(name="mine", title="mine", shape=shape, map=keys).bound()


def said(shape: str, row: dict[str, Any], **keys: Any) -> list[Any]:
    """Return the messages of the only conversation of ROW."""
    [found] = bound(shape, **keys).examples(row)
    assert isinstance(found, Conversation)
    return found.messages


def pair(row: dict[str, Any], **keys: Any) -> tuple[list[Any], Any, Any]:
    [found] = bound("preference", **keys).examples(row)
    assert isinstance(found, Pair)
    return found.prompt.messages, found.preferred["content"], found.rejected["content"]


def reason(shape: str, row: dict[str, Any], **keys: Any) -> str:
    with pytest.raises(Unconvertible) as why:
        bound(shape, **keys).examples(row)
    return why.value.reason


@pytest.mark.parametrize(
    ("name", "row", "expected"),
    [
        ("sharegpt", {}, "empty"),
        ("sharegpt", {"conversations": []}, "empty"),
        ("sharegpt", {"conversations": "text"}, "not-turns"),
        ("sharegpt", {"conversations": ["text"]}, "not-turns"),
        ("sharegpt", {"conversations": [{"from": "narrator", "value": "x"}]}, "unknown-role"),
        ("sharegpt", {"conversations": [{"from": "gpt", "value": 5}]}, "not-text"),
        (
            "openai-messages",
            {"messages": [{"role": "user", "content": [{"type": "text"}]}]},
            "not-text",
        ),
        (
            "openai-messages",
            {"messages": [{"role": "user", "content": [{"type": []}]}]},
            "not-text",
        ),
        (
            "openai-messages",
            {"messages": [{"role": "tool", "content": [{"type": "text", "text": None}]}]},
            "not-text",
        ),
        (
            "openai-messages",
            {"messages": [{"role": "tool", "content": [{"type": "text", "text": 5}]}]},
            "not-text",
        ),
        (
            "openai-messages",
            {"messages": [{"role": "tool", "content": [{"type": "image"}]}]},
            "not-text",
        ),
        ("alpaca", {}, "empty"),
        ("alpaca", {"instruction": 5, "output": "x"}, "not-text"),
        ("alpaca", {"instruction": "x", "output": "y", "system": 5}, "not-text"),
        ("alpaca", {"instruction": "x", "output": "y", "history": "z"}, "not-turns"),
        ("alpaca", {"instruction": "x", "output": "y", "history": [["z"]]}, "not-turns"),
        ("capybara-pairs", {"conversation": {}}, "not-turns"),
        ("capybara-pairs", {}, "empty"),
        ("parallel-lists", {"input": ["a", "b"], "output": ["c"]}, "sides-differ"),
        ("lima", {"conversations": ["alone"]}, "nothing-left"),
        ("chatml-text", {"text": "no marks"}, "no-marks"),
        ("chatml-text", {"text": " "}, "empty"),
        ("translation", {"translation": {"en": "a"}}, "not-two-languages"),
        ("translation", {"translation": {"en": "a", "xx": "b"}}, "unknown-language"),
        ("mmlu", {"question": "q", "choices": [], "answer": 0}, "empty"),
        ("mmlu", {"question": "q", "choices": ["a"], "answer": -1}, "unlabelled"),
        ("mmlu", {"question": "q", "choices": ["a"], "answer": 1}, "unlabelled"),
        ("mmlu", {"question": "q", "choices": ["a"], "answer": None}, "unlabelled"),
        ("arc", {"choices": {"text": ["a"], "label": ["A"]}, "answerKey": "B"}, "unlabelled"),
        ("sst2", {"sentence": "s", "label": -1}, "unlabelled"),
        ("preference-texts", {"question": "q", "chosen": "c"}, "empty"),
        ("preference-texts", {"question": "q", "chosen": 5, "rejected": "r"}, "not-turns"),
        ("chatbot-arena", {"winner": "tie"}, "tie"),
        ("webgpt-comparisons", {"answer_0": "a", "score_0": "N/A"}, "empty"),
        ("oasst-trees", {"prompt": {"deleted": True}}, "nothing-left"),
        ("wildchat", {"conversation": [USER, ANSWER], "toxic": True}, "toxic"),
        ("squad", {"context": "c", "question": "q", "answers": {"text": []}}, "unanswerable"),
    ],
)
def test_a_row_of_another_form_is_rejected_with_a_reason(
    name: str, row: dict[str, Any], expected: str
) -> None:
    with pytest.raises(Unconvertible) as why:
        definition.built_in(name).bound().examples(row)

    assert why.value.reason == expected


@pytest.mark.parametrize(
    ("weights", "written"),
    [
        ([None, None], [None, None]),
        ([1.0, 1], [None, None]),
        ([0, 1], [0, 1]),
        ([0.0, 1.0], [0, None]),
        ([False, True], [0, None]),
        ([None, False], [None, 0]),
    ],
)
def test_weights_are_written_where_some_turn_is_off(
    weights: list[Any], written: list[int | None]
) -> None:
    row = {"turns": [{**ANSWER, "on": weight, "off": None} for weight in weights]}

    assert [m.get("weight") for m in said("turns", row, path="turns", weight="on")] == written


def test_a_mask_is_a_weight_turned_round() -> None:
    row = {"turns": [{**ANSWER, "off": True}, {**ANSWER, "off": False}]}

    weights = [m.get("weight") for m in said("turns", row, path="turns", masked="off")]

    assert weights == [0, None]


def test_turns_can_stand_before_and_after_the_list() -> None:
    row = {"turns": [USER], "first": "f", "last": "l", "blank": " "}

    messages = said(
        "turns",
        row,
        path="turns",
        prepend={"system": "first", "developer": "blank"},
        append={"assistant": "last"},
    )

    assert [(m["role"], m["content"]) for m in messages] == [
        ("system", "f"),
        ("user", "u"),
        ("assistant", "l"),
    ]


def test_calls_that_are_turns_become_one_message() -> None:
    call = {"role": "function-call", "content": '{"name": "f", "arguments": {}}'}

    messages = said("turns", {"turns": [USER, call, call]}, path="turns")

    assert [message["role"] for message in messages] == ["user", "assistant"]
    assert len(messages[1]["tool_calls"]) == 2


def test_blocks_by_type_are_texts_thoughts_and_calls() -> None:
    blocks = [
        {"type": "reasoning", "value": "hm"},
        {"type": "text", "value": "Wait."},
        {"type": "tool_call", "value": '{"name": "f", "arguments": {}}'},
    ]

    [message] = said("turns", {"turns": [{**ANSWER, "content": blocks}]}, path="turns")

    assert (message["content"], message["reasoning_content"]) == ("Wait.", "hm")
    assert message["tool_calls"][0]["function"]["name"] == "f"


@pytest.mark.parametrize(
    ("asked", "images", "content"),
    [
        ("plain", None, "plain"),
        ("<image>\nWhat?", "a.png", ["a.png", "What?"]),
        ("<image>One <image> two", ["a.png", "b.png"], ["a.png", "One ", "b.png", " two"]),
        ("no mark", ["a.png"], ["a.png", "no mark"]),
        ("<image>", [{"bytes": b"x", "path": None}], [{"bytes": b"x", "path": None}]),
        ("<image>", [{"bytes": None, "path": "a.png"}], ["a.png"]),
        ("<image>", [{"url": "https://x/y"}], ["https://x/y"]),
    ],
)
def test_images_stand_where_the_text_marks_them(asked: str, images: Any, content: Any) -> None:
    row = {"q": asked, "a": "yes", "images": images}

    message = said("fields", row, user="q", assistant="a", images="images")[0]

    found = message["content"]
    if isinstance(found, list):
        found = [part.get("text") or part["image_url"]["url"] for part in found]
    assert found == content


@pytest.mark.parametrize(
    ("asked", "images", "why"),
    [
        ("<image>", None, "images-and-marks-differ"),
        ("<image>", ["a", "b"], "images-and-marks-differ"),
        ("none", ["a", "b"], "images-and-marks-differ"),
        ("<image>", [5], "not-an-image"),
    ],
)
def test_images_that_do_not_fit_their_marks_reject_the_row(
    asked: str, images: Any, why: str
) -> None:
    row = {"q": asked, "a": "yes", "images": images}

    assert reason("fields", row, user="q", assistant="a", images="images") == why


@pytest.mark.parametrize(
    ("step", "text", "cleaned"),
    [
        ("strip", " a ", "a"),
        ("html_unescape", "a &lt; b", "a < b"),
        ({"drop_prefix": "A: "}, "A: b", "b"),
        ({"drop_suffix": "<end>"}, "b<end>", "b"),
        ({"remove": "<<[^>]*>>"}, "2 <<1+1=2>>apples", "2 apples"),
    ],
)
def test_steps_clean_the_texts_of_a_role(step: Any, text: str, cleaned: str) -> None:
    row = {"q": text, "a": text}

    messages = said("fields", row, user="q", assistant="a", clean={"assistant": [step]})

    assert [message["content"] for message in messages] == [text, cleaned]


def test_the_right_choice_can_be_found_by_its_text_and_shown_by_its_letter() -> None:
    row = {"q": "Largest?", "x": "cat", "y": "horse"}
    choices = {"items": ["x", "y"], "answer": "y", "answer_as": "text", "render": "{letter}"}

    messages = said("fields", row, user="q", choices=choices)

    assert messages[0]["content"] == "Largest?\n\nA. cat\nB. horse"
    assert messages[1]["content"] == "B"


@pytest.mark.parametrize(
    ("row", "keys", "found"),
    [
        (
            {"c": [USER, ANSWER], "r": [USER, {**ANSWER, "content": "b"}]},
            {"chosen": "c", "rejected": "r"},
            ([USER], "a", "b"),
        ),
        (
            {"p": [USER], "c": [ANSWER], "r": {**ANSWER, "content": "b"}},
            {"prompt": "p", "chosen": "c", "rejected": "r"},
            ([USER], "a", "b"),
        ),
        (
            {"q": "u", "c": "a", "r": "b"},
            {"user": "q", "chosen": "c", "rejected": "r"},
            ([USER], "a", "b"),
        ),
        (
            {"p": "H: u A:", "c": "a", "r": "b"},
            {
                "prompt": "p",
                "chosen": "c",
                "rejected": "r",
                "marks": {"H:": "user", "A:": "assistant"},
            },
            ([USER], "a", "b"),
        ),
        (
            {"q": "u", "0": "a", "1": "b", "won": 1.0},
            {"user": "q", "pick": {"answers": ["0", "1"], "winner": "won"}},
            ([USER], "b", "a"),
        ),
        (
            {"q": "u", "list": [{"t": "a", "x": 1, "y": 5}, {"t": "b", "x": 2, "y": 2}]},
            {"user": "q", "pick": {"candidates": "list", "answer": "t", "score": ["x", "y"]}},
            ([USER], "a", "b"),
        ),
    ],
)
def test_a_pair_has_the_whole_turns_in_common_as_its_prompt(
    row: dict[str, Any], keys: dict[str, Any], found: Any
) -> None:
    assert pair(row, **keys) == found


def test_sides_that_part_before_their_last_turns_are_no_pair() -> None:
    row = {"c": [USER, ANSWER, USER, ANSWER], "r": [{**USER, "content": "v"}, ANSWER]}

    assert reason("preference", row, chosen="c", rejected="r") == "prompts-differ"


def node(id_: str, role: str, rank: int | None, *replies: Any) -> dict[str, Any]:
    return {"id": id_, "role": role, "content": id_, "rank": rank, "replies": list(replies)}


TREE = node(
    "q",
    "user",
    None,
    node("bad", "assistant", 2),
    node("good", "assistant", 0, node("more", "user", None, node("end", "assistant", 0))),
    node("fair", "assistant", 1, node("open", "user", None)),
)


@pytest.mark.parametrize(
    ("select", "threads"),
    [
        ("best", [["q", "good", "more", "end"]]),
        ("all", [["q", "good", "more", "end"], ["q", "fair"], ["q", "bad"]]),
    ],
)
def test_a_tree_gives_the_best_thread_or_all(select: str, threads: list[list[str]]) -> None:
    found = bound("tree", children="replies", select=select).examples(TREE)

    assert [[m["content"] for m in one.messages] for one in found] == threads


def test_a_tree_gives_pairs_of_the_best_reply_and_the_worst() -> None:
    [found] = bound("tree", children="replies", select="pairs").examples(TREE)

    assert [m["content"] for m in found.prompt.messages] == ["q"]
    assert (found.preferred["content"], found.rejected["content"]) == ("good", "bad")


def test_nodes_in_a_list_are_linked_by_their_parents() -> None:
    nodes = [
        {"id": "1", "up": None, "role": "user", "content": "q"},
        {"id": "3", "up": "1", "role": "assistant", "content": "worse", "rank": 1},
        {"id": "2", "up": "1", "role": "assistant", "content": "better", "rank": 0},
    ]

    messages = said("tree", {"nodes": nodes}, nodes="nodes", id="id", parent="up")

    assert [message["content"] for message in messages] == ["q", "better"]


@settings(max_examples=300, deadline=None)
@given(data=st.data(), name=st.sampled_from(definition.names()))
def test_any_row_is_examples_or_rejected(data: st.DataObject, name: str) -> None:
    known = definition.built_in(name)
    paths = [path for paths in known.match.get("columns", []) for path in paths.split("|")]
    columns = [path.partition(".")[0].partition("[")[0] for path in paths]
    columns += ["conversations", "messages", "tools", "system", "output", "images", "rows"]
    keys = st.sampled_from(["from", "value", "role", "content", "tool_calls", "weight"])
    turns = st.lists(st.dictionaries(keys, ANY | st.sampled_from(["user", "gpt"])), max_size=3)
    row = data.draw(st.dictionaries(st.sampled_from(columns), ANY | turns))
    reader = known.bound()

    for inner in reader.rows(row):
        with contextlib.suppress(Unconvertible):
            assert all(isinstance(one, Conversation | Pair) for one in reader.examples(inner))
