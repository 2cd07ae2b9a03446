from __future__ import annotations

import pytest

from dataprep.converter.policy import fitted
from dataprep.converter.shape import Conversation, Message, Unconvertible

S: Message = {"role": "system", "content": "s"}
U: Message = {"role": "user", "content": "u"}
A: Message = {"role": "assistant", "content": "a"}
LATER = {"role": "system", "content": "later"}
BLANK = {"role": "system", "content": " "}
CALL = {"role": "assistant", "content": None, "tool_calls": [{"id": "c1"}]}
TOOL = {"role": "tool", "content": "", "tool_call_id": "c1"}
PARTS = {"role": "system", "content": [{"type": "text", "text": "p"}]}


def test_turns_that_openai_takes_stay_as_they_are() -> None:
    messages = [S, U, U, A, A, LATER, U, CALL, TOOL, A]

    assert fitted(Conversation(messages), None) == (messages, set())


@pytest.mark.parametrize(
    ("given", "left", "changes"),
    [
        ([A, A, U, A], [U, A], {"leading-assistant-dropped"}),
        ([S, CALL, TOOL, U, A], [S, U, A], {"leading-assistant-dropped", "leading-tool-dropped"}),
        ([U, A, U, U], [U, A], {"trailing-user-dropped"}),
        ([U, CALL, TOOL], [U, CALL], {"trailing-tool-dropped"}),
        ([U, A, S], [U, A], {"trailing-system-dropped"}),
        ([BLANK, U, A], [U, A], {"blank-system-dropped"}),
        ([S, LATER, U, A], [{**S, "content": "s\n\nlater"}, U, A], {"system-merged"}),
    ],
)
def test_odd_turns_are_dropped_or_merged_and_said(
    given: list[Message], left: list[Message], changes: set[str]
) -> None:
    assert fitted(Conversation(given), None) == (left, changes)


def test_system_messages_in_parts_merge_in_parts() -> None:
    messages, _ = fitted(Conversation([S, PARTS, U, A]), None)

    assert messages[0]["content"] == [{"type": "text", "text": "s"}, {"type": "text", "text": "p"}]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ([A], "nothing-left"),
        ([U, U], "nothing-left"),
        ([A, U], "nothing-left"),
        ([S], "nothing-left"),
        ([{**U, "content": " "}, A], "blank-turn"),
        ([U, {**A, "content": None}], "blank-turn"),
        ([U, {**A, "content": []}], "blank-turn"),
        ([U, TOOL, A], "orphan-tool-message"),
        ([U, CALL, {**TOOL, "tool_call_id": ["c1"]}, A], "orphan-tool-message"),
        ([U, CALL, U, A], "unanswered-tool-call"),
    ],
)
def test_a_row_that_teaches_nothing_right_is_rejected(given: list[Message], reason: str) -> None:
    with pytest.raises(Unconvertible) as why:
        fitted(Conversation(given), None)

    assert why.value.reason == reason


@pytest.mark.parametrize(
    ("turns", "column", "default", "opening", "changes"),
    [
        ([], "", None, [], set()),
        ([], " ", "default", [{"role": "system", "content": "default"}], set()),
        ([], "column", "default", [{"role": "system", "content": "column"}], set()),
        ([S], "s ", "default", [S], set()),
        ([S], "column", None, [S], {"system-column-dropped"}),
    ],
)
def test_a_system_turn_goes_over_the_column_and_the_column_over_the_default(
    turns: list[Message],
    column: str,
    default: str | None,
    opening: list[Message],
    changes: set[str],
) -> None:
    given = Conversation([*turns, U, A], system=column)

    assert fitted(given, default) == ([*opening, U, A], changes)
