"""Who speaks, and what is learnt of it."""

from __future__ import annotations

import pytest

from dataprep.profiler.speech import speeches
from dataprep.records.record import Json

ASK = {"role": "user", "content": "hi"}
ANSWER = {"role": "assistant", "content": "hello"}


@pytest.mark.parametrize(
    ("value", "method", "learnt"),
    [
        ({"messages": [ASK, ANSWER]}, "sft", [False, True]),
        (
            {"messages": [ASK, ANSWER | {"weight": 0}, ASK, ANSWER]},
            "sft",
            [False, False, False, True],
        ),
        ({"messages": [ASK, ANSWER | {"weight": 1}]}, "sft", [False, True]),
        ({"messages": [ASK, ANSWER, ASK], "grade": 1}, "rft", [False, False, False]),
        (
            {
                "input": {"messages": [ASK, ANSWER, ASK]},
                "preferred_output": [ANSWER],
                "non_preferred_output": [ANSWER],
            },
            "dpo",
            [False, False, False, True, True],
        ),
    ],
)
def test_answers_are_learnt_as_the_method_does(
    value: dict[str, Json], method: str, learnt: list[bool]
) -> None:
    assert [speech.trained for speech in speeches(value, method)] == learnt


def test_messages_have_their_place_in_the_record() -> None:
    pair = {
        "input": {"messages": [ASK]},
        "preferred_output": [ANSWER],
        "non_preferred_output": [ANSWER],
    }
    assert [(speech.at, speech.output) for speech in speeches(pair, "dpo")] == [
        ("/input/messages/0", ""),
        ("/preferred_output/0", "preferred"),
        ("/non_preferred_output/0", "non-preferred"),
    ]
