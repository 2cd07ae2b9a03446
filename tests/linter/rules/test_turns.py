from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dataprep.linter.testing import check

if TYPE_CHECKING:
    from dataprep.records.record import Json

LETTERS = {"s": "system", "d": "developer", "u": "user", "a": "assistant", "0": "assistant"}


def conversation(turns: str) -> Json:
    """A record whose messages are by the roles of TURNS; 0 is an answer that is not trained."""
    messages = []
    for number, letter in enumerate(turns):
        message: Json = {"role": LETTERS[letter], "content": f"Sentence {number}."}
        messages.append(message | ({"weight": 0} if letter == "0" else {}))
    return {"messages": messages}


# What is found in each conversation: the places, of messages and of keys of theirs.
CASES = {
    "consecutive-questions": {
        "ua": "", "uua": "/1", "uuua": "/1 /2", "suauau": "", "uaua": "", "sua": "",
    },
    "late-system-message": {
        "sua": "", "usa": "/1", "suasua": "/3", "ssua": "", "sdua": "", "uda": "/1", "ua": "",
    },
    "second-system-message": {
        "sua": "", "ssua": "/1", "sssua": "/1 /2", "sdua": "", "ddua": "/1", "suasua": "", "ua": "",
    },
    "answer-before-question": {
        "ua": "", "aua": "/0", "saua": "/1", "0ua": "", "s0ua": "", "sa": "", "a": "", "daua": "/1",
    },
    "untrained-last-answer": {
        "ua": "", "u0ua": "", "uau0": "/3/weight", "u0u0": "", "u0": "", "uau0u": "/3/weight",
        "uaua": "",
    },
    "mixed-instructions": {
        "sua": "", "dua": "", "sdua": "/1/role", "dsua": "/1/role", "suadua": "/3/role", "ssua": "",
    },
    "developer-role": {"sua": "", "dua": "/0/role", "sdua": "", "ddua": "/0/role /1/role"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "turns", "places"),
    [(rule, turns, places) for rule, cases in CASES.items() for turns, places in cases.items()],
)
def test_turns_are_judged_by_their_roles_and_weights(rule: str, turns: str, places: str) -> None:
    found = check(rule, conversation(turns), target="openai/sft")

    assert [f.pointer for f in found] == [f"/messages{place}" for place in places.split()]


def test_a_record_without_an_answer_has_one_finding() -> None:
    for turns in ("u", "su", "uu"):
        assert check("nothing-to-train", conversation(turns), target="openai/sft")
        assert not check("ends-without-answer", conversation(turns), target="openai/sft")


def test_the_input_of_a_pair_asks_something() -> None:
    said = conversation("sa")["messages"]
    record = {
        "input": {"messages": said[:1]},
        "preferred_output": said[1:],
        "non_preferred_output": [{"role": "assistant", "content": "No."}],
    }

    assert [f.pointer for f in check("missing-user-turn", record)] == ["/input/messages"]


def test_the_role_function_is_old() -> None:
    record = conversation("uaa")
    record["messages"][1] = {"role": "function", "name": "f", "content": "7"}

    (found,) = check("function-role", record)

    assert found.pointer == "/messages/1/role"


@pytest.mark.parametrize(("weight", "expected"), [(1.0, 1), (0.0, 1), (-0.0, 1), (1, 0), (0, 0)])
def test_a_weight_is_a_whole_number(weight: float, expected: int) -> None:
    record = conversation("uaua")
    record["messages"][3]["weight"] = weight

    assert len(check("float-weight", record)) == expected


def test_the_turns_of_a_pair_are_those_of_its_input_and_its_preferred_output() -> None:
    pair = {
        "input": conversation("uu"),
        "preferred_output": [{"role": "assistant", "content": "Yes."}],
        "non_preferred_output": [{"role": "assistant", "content": "No."}],
    }

    (found,) = check("consecutive-questions", pair)

    assert found.pointer == "/input/messages/1"
