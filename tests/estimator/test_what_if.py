"""What else a file could cost: savings, a budget, and the requests after training."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataprep.catalog.catalog import provider
from dataprep.catalog.terms import Billing
from dataprep.estimator import estimate as stage
from dataprep.estimator.budget import budget
from dataprep.estimator.epochs import auto_epochs
from dataprep.estimator.estimate import estimate
from dataprep.estimator.report import Budget, Estimate

USER = {"role": "user", "content": "hi"}
ASSISTANT = {"role": "assistant", "content": "hello"}
PROMPT = {"role": "system", "content": "be kind " * 50}
CALL = {"tool_calls": [{"id": "c", "type": "function", "function": {"name": "f"}}]}
TOOLS = [{"type": "function", "function": {"name": name}} for name in ("f", "g", "h")]


def only(tmp_path: Path, *records: Any, **options: Any) -> Estimate:
    """Return the estimate of a file of RECORDS for one model."""
    path = tmp_path / "train.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    given = {"models": ["gpt-4.1-mini"], "epochs": 1, "price": 1_000_000} | options
    [found] = estimate([str(path)], **given).estimates
    return found


def chat(*messages: Any, **more: Any) -> dict[str, Any]:
    return {"messages": list(messages), **more}


def savings(found: Estimate) -> dict[str, tuple[int, int, float | None, str]]:
    return {each.finding: (each.count, each.tokens, each.usd, each.text) for each in found.savings}


def test_repeated_records_could_be_saved(tmp_path: Path) -> None:
    found = only(tmp_path, *[chat(USER, ASSISTANT)] * 3, chat(ASSISTANT, USER), epochs=2)
    assert savings(found) == {
        "duplicate-record": (2, 22, 44.0, "2 repetitions of other records: 50% of this run")
    }


def test_tools_that_nobody_calls_could_be_saved(tmp_path: Path) -> None:
    found = only(tmp_path, chat(USER, ASSISTANT | CALL, tools=TOOLS))
    count, tokens, _, text = savings(found)["uncalled-tool"]
    assert (count, text.partition(":")[0]) == (2, "2 tools that no record calls")
    assert tokens == found.savings[0].share * found.tokens_per_epoch


@pytest.mark.parametrize("more", [{}, {"tools": TOOLS}])
def test_a_repeated_system_prompt_is_named_with_its_share(
    tmp_path: Path, more: dict[str, Any]
) -> None:
    records = [chat(PROMPT, USER, ASSISTANT | {"content": str(n)}, **more) for n in range(3)]
    found = savings(only(tmp_path, *records))["repeated-system-prompt"]
    share = "67%" if more else "87%"
    assert found == (
        3,
        303,
        303.0,
        f"a 101-token system prompt is {share} of this run",
    )


def test_a_system_prompt_of_one_record_is_no_saving(tmp_path: Path) -> None:
    assert savings(only(tmp_path, chat(PROMPT, USER), chat(USER))) == {}


def test_images_could_be_seen_at_low_detail(tmp_path: Path) -> None:
    parts = [
        {"type": "image_url", "image_url": {"url": "https://example.com/a", "detail": detail}}
        for detail in ("high", "low")
    ]
    found = only(tmp_path, chat({"role": "user", "content": parts}), models=["gpt-4o"])
    assert savings(found)["image-detail"][:2] == (1, 1445 - 85)


def test_a_model_that_sees_patches_saves_nothing_at_low_detail(tmp_path: Path) -> None:
    part = {"type": "image_url", "image_url": {"url": "https://example.com/a"}}
    assert savings(only(tmp_path, chat({"role": "user", "content": [part]}))) == {}


def epochs_of(records: int) -> int:
    return auto_epochs(records, provider("openai").epochs)


@pytest.mark.parametrize(
    ("usd", "expected"),
    [
        (9000, Budget(9000, 50, 40, 3, 120)),  # up to the most epochs there are
        (120, Budget(120, 3, 40, 3, 120)),
        (119, Budget(119, 2, 39, 3, 117)),
        (100, Budget(100, 2, 33, 3, 99)),
        (99, Budget(99, 2, 33, 3, 99)),
        (78, Budget(78, 1, 26, 3, 78)),
        (77, Budget(77, 1, 0, 0, 0)),  # fewer are shown more often
        (39, Budget(39, 0, 0, 0, 0)),
    ],
)
def test_a_budget_pays_for_epochs_of_all_records_or_for_the_first_of_them(
    usd: float, expected: Budget
) -> None:
    lengths = [1] * 40
    found = budget(usd, 1_000_000, lengths, epochs_of, most_epochs=50, fewest=10)
    assert found == expected


@given(
    st.floats(0, 1e5),
    st.floats(0.1, 1e6),
    st.lists(st.integers(1, 100_000), min_size=1, max_size=60),
)
def test_a_budget_is_never_exceeded_and_one_record_more_would_exceed_it(
    usd: float, price: float, lengths: list[int]
) -> None:
    found = budget(usd, price, lengths, epochs_of, most_epochs=50, fewest=1)

    def cost(records: int, epochs: int) -> float:
        return sum(lengths[:records]) * epochs * price / 1e6

    slack = 1e-6 * (1 + usd)
    assert found.cost_usd <= usd + slack
    assert cost(len(lengths), found.epochs) <= usd + slack
    if found.epochs < 50:
        assert cost(len(lengths), found.epochs + 1) > usd - slack
    for more in range(found.records + 1, len(lengths) + 1):
        assert cost(more, epochs_of(more)) > usd - slack


def test_a_free_model_is_within_every_budget(tmp_path: Path) -> None:
    found = only(tmp_path, *[chat(USER)] * 10, price=0, budget=0)
    assert found.budget == Budget(0, 50, 10, 1, 0)


@pytest.mark.parametrize("price", [0, 1_000_000])
def test_epochs_that_no_provider_limits_are_as_many_as_are_paid(
    tmp_path: Path, price: float
) -> None:
    found = only(tmp_path, chat(USER), target="nebius", price=price, budget=90)
    assert found.budget == (Budget(90, 15, 1, 1, 6) if price else None)


def test_what_a_provider_does_not_say_of_batches_is_not_known(tmp_path: Path) -> None:
    found = only(tmp_path, chat(USER), target="nebius", models=["any"])
    assert (found.batch_size, found.steps) == (None, None)


def test_without_a_price_nobody_knows_what_a_budget_pays_for(tmp_path: Path) -> None:
    assert only(tmp_path, chat(USER), models=["gpt-4"], price=None, budget=1).budget is None


def test_a_request_of_a_pair_is_one_of_its_two(tmp_path: Path) -> None:
    pair = {"preferred_output": [ASSISTANT], "non_preferred_output": [ASSISTANT]}
    found = only(tmp_path, {"input": {"messages": [USER]}, **pair}).inference
    assert found
    assert (found.prompt_tokens, found.answer_tokens) == (10, 1)


def test_without_an_answer_or_a_price_there_is_no_price_of_requests(tmp_path: Path) -> None:
    assert only(tmp_path, chat(USER)).inference is None
    assert only(tmp_path, chat(USER, ASSISTANT), models=["babbage-002"]).inference is not None


@pytest.mark.parametrize(
    ("billing", "billed", "said"),
    [
        (
            {"validation": True},
            44,
            "OpenAI bills the tokens of validation files too, once an epoch",
        ),
        ({"rounded_to": 10}, 20, "OpenAI rounds what it bills to 10 tokens"),
        ({}, 22, "OpenAI does not bill the tokens of validation files"),
        (None, 22, "OpenAI is not known to bill the tokens of validation files"),
    ],
)
def test_the_bill_is_as_the_catalogue_says(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    billing: dict[str, Any] | None,
    billed: int,
    said: str,
) -> None:
    terms = None if billing is None else Billing(**billing)
    strange = dataclasses.replace(provider("openai"), billing=terms)
    monkeypatch.setattr(stage, "provider", lambda _: strange)
    validation = tmp_path / "validation.jsonl"
    validation.write_text(json.dumps(chat(USER, ASSISTANT)) + "\n", "utf-8")
    found = only(tmp_path, chat(USER, ASSISTANT), epochs=2, validation=str(validation))
    assert found.billed_tokens == billed
    assert any(text.startswith(said) for text in found.assumptions)
