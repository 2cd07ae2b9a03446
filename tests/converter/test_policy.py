from __future__ import annotations

import pytest

from dataprep.catalog.catalog import provider
from dataprep.converter.policy import chosen, fitted
from dataprep.converter.shape import Conversation, Message, Unconvertible
from dataprep.errors import UsageError

S: Message = {"role": "system", "content": "s"}
U: Message = {"role": "user", "content": "u"}
A: Message = {"role": "assistant", "content": "a"}
OPENAI = provider("openai").policies
LATER = {"role": "system", "content": "later"}
BLANK = {"role": "system", "content": " "}
CALL = {"role": "assistant", "content": None, "tool_calls": [{"id": "c1"}]}
TOOL = {"role": "tool", "content": "", "tool_call_id": "c1"}
PARTS = {"role": "system", "content": [{"type": "text", "text": "p"}]}


def test_turns_that_openai_takes_stay_as_they_are() -> None:
    messages = [S, U, U, A, A, LATER, U, CALL, TOOL, A]

    assert fitted(Conversation(messages), None, OPENAI) == (messages, set())


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
    assert fitted(Conversation(given), None, OPENAI) == (left, changes)


def test_system_messages_in_parts_merge_in_parts() -> None:
    messages, _ = fitted(Conversation([S, PARTS, U, A]), None, OPENAI)

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
        fitted(Conversation(given), None, OPENAI)

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

    assert fitted(given, default, OPENAI) == ([*opening, U, A], changes)


CALL_AND_TEXT = {**CALL, "content": "Let me look."}
NAMED = {**TOOL, "name": "f"}


@pytest.mark.parametrize(
    ("choice", "given", "left", "changes"),
    [
        ("leading-assistant=keep", [S, A, U, A], [S, A, U, A], set()),
        (
            "same-role=merge",
            [U, U, A, {**A, "content": "b"}],
            [{**U, "content": "u\n\nu"}, {**A, "content": "a\n\nb"}],
            {"same-role-merged"},
        ),
        (
            "same-role=merge",
            [{**U, "content": [{"type": "text", "text": "p"}]}, U, A],
            [
                {
                    **U,
                    "content": [{"type": "text", "text": "p"}, {"type": "text", "text": "u"}],
                },
                A,
            ],
            {"same-role-merged"},
        ),
        (
            "same-role=merge",
            [U, A, CALL, TOOL, A],
            [U, {**CALL, "content": "a"}, TOOL, A],
            {"same-role-merged"},
        ),
        ("blank-turn=drop", [U, {**A, "content": " "}, A], [U, A], {"blank-turn-dropped"}),
        ("second-system=keep", [S, LATER, U, A], [S, LATER, U, A], set()),
        ("late-system=drop", [U, A, LATER, U, A], [U, A, U, A], {"late-system-dropped"}),
        (
            "text-with-calls=drop",
            [U, CALL_AND_TEXT, TOOL, A],
            [U, CALL, TOOL, A],
            {"text-with-calls-dropped"},
        ),
        ("tool-name=drop", [U, CALL, NAMED, A], [U, CALL, TOOL, A], {"tool-name-dropped"}),
        ("tool-name=keep", [U, CALL, NAMED, A], [U, CALL, NAMED, A], set()),
    ],
)
def test_a_policy_decides_what_becomes_of_odd_turns(
    choice: str, given: list[Message], left: list[Message], changes: set[str]
) -> None:
    name, _, chosen_one = choice.partition("=")
    policies = chosen(OPENAI, {name: chosen_one})

    assert fitted(Conversation(given), None, policies) == (left, changes)


@pytest.mark.parametrize(
    ("choice", "given", "reason"),
    [
        ("leading-assistant=reject", [A, U, A], "leading-assistant"),
        ("trailing-user=reject", [U, A, U], "trailing-user"),
        ("same-role=reject", [U, U, A], "same-role"),
        ("same-role=merge", [U, {**A, "weight": 0}, {**A, "weight": 1}], "mixed-weights"),
        ("second-system=reject", [S, S, U, A], "second-system"),
        ("late-system=reject", [U, LATER, A], "late-system"),
        ("text-with-calls=reject", [U, CALL_AND_TEXT, TOOL, A], "text-with-calls"),
    ],
)
def test_a_policy_can_reject_a_row(choice: str, given: list[Message], reason: str) -> None:
    name, _, chosen_one = choice.partition("=")

    with pytest.raises(Unconvertible) as why:
        fitted(Conversation(given), None, chosen(OPENAI, {name: chosen_one}))

    assert why.value.reason == reason


@pytest.mark.parametrize(
    ("name", "choice", "message"),
    [
        ("same-rle", "merge", "there is no policy 'same-rle'; did you mean same-role?"),
        ("same-role", "merg", "--policy same-role: 'merg' is no choice; did you mean merge?"),
        ("tool-name", "x", "--policy tool-name: 'x' is no choice; there are: drop, keep"),
    ],
)
def test_an_unknown_policy_or_choice_is_answered_with_those_there_are(
    name: str, choice: str, message: str
) -> None:
    with pytest.raises(UsageError) as raised:
        chosen(OPENAI, {name: choice})

    assert message in str(raised.value)
