from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataprep import schema
from dataprep.catalog.catalog import providers
from dataprep.converter import policy
from dataprep.converter.convert import convert
from dataprep.converter.dialect import dialect
from dataprep.converter.exchange import is_exchange
from dataprep.converter.shape import Conversation
from dataprep.errors import UsageError

TEXT = st.text(max_size=5) | st.sampled_from([" ", "\n\u3000", "a"])
CONTENT = TEXT | st.none() | st.lists(st.just({"type": "text", "text": "a"}), max_size=1)
MESSAGE = st.fixed_dictionaries(
    {"role": st.sampled_from(["system", "user", "assistant", "tool"])},
    optional={"content": CONTENT, "weight": st.sampled_from([0, 1]), "name": TEXT},
)
SAID = st.tuples(TEXT, TEXT).map(
    lambda texts: [
        {"role": role, "content": text}
        for role, text in zip(("user", "assistant"), texts, strict=True)
    ]
)

CHOICES = {
    name: st.sampled_from(said["enum"])
    for name, said in schema.document("dataprep/catalog")["properties"]["policies"][
        "properties"
    ].items()
}


@settings(deadline=None)
@given(
    target=st.sampled_from(providers()),
    policies=st.fixed_dictionaries({}, optional=CHOICES),
    messages=SAID | st.lists(MESSAGE, max_size=3),
    beside=st.fixed_dictionaries(
        {},
        optional={
            "system": st.just("Be kind."),
            "tools": st.just([{"type": "function", "function": {"name": "f"}}]),
            "parallel_tool_calls": st.booleans(),
        },
    ),
)
def test_no_policy_and_no_target_changes_an_exchange(
    target: str,
    policies: dict[str, str],
    messages: list[dict[str, object]],
    beside: dict[str, Any],
) -> None:
    spelling = dialect(target, policies)
    conversation = Conversation(messages, **beside)

    if is_exchange(conversation):
        assert policy.fitted(conversation, None, spelling.policies) == (messages, set())
        assert spelling.spelt({"messages": messages}, "sft") == ({"messages": messages}, set())
        assert beside == {}


@settings(deadline=None)
@given(messages=SAID)
def test_a_question_and_an_answer_in_words_are_an_exchange(messages: list[dict[str, str]]) -> None:
    both = all(message["content"].strip() for message in messages)

    assert is_exchange(Conversation(messages)) == both


def test_a_target_without_weights_cannot_train_the_last_answer_only(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="records for trl have no weights"):
        convert(["x.jsonl"], to=str(tmp_path / "o"), target="trl", last_turn_only=True)


def test_only_the_last_answer_is_trained_if_so_wanted(tmp_path: Path) -> None:
    def turns(*weights: int | None) -> str:
        said = []
        for weight in weights:
            given = {} if weight is None else {"weight": weight}
            said += [
                {"role": "user", "content": "?"},
                {"role": "assistant", "content": "!", **given},
            ]
        return json.dumps({"messages": said})

    rows = [turns(None), turns(None, None, None), turns(0, 1), turns(1, 0)]
    (tmp_path / "x.jsonl").write_text("\n".join(rows))
    out = tmp_path / "out.jsonl"

    report = convert([str(tmp_path / "x.jsonl")], to=str(out), last_turn_only=True)

    kept = [json.loads(line)["messages"][1::2] for line in out.read_text().splitlines()]
    weights = [[message.get("weight", 1) for message in answers] for answers in kept]
    assert weights == [[1], [0, 0, 1], [0, 1]]
    assert report.rejected == {"nothing-trained": 1}
