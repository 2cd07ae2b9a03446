"""The stage: what training on a file will cost, and what that takes for granted."""

from __future__ import annotations

import contextlib
import gzip
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest

from dataprep import schema
from dataprep.catalog.catalog import provider
from dataprep.errors import CatalogError, SourceError, UsageError
from dataprep.estimator.estimate import estimate
from dataprep.estimator.report import Cut, Estimate, Inference, Percentiles, Place, Saving

Write = Callable[..., str]

MINI = "gpt-4.1-mini-2025-04-14"
USER = {"role": "user", "content": "hi"}
ASSISTANT = {"role": "assistant", "content": "hello"}
CHAT = {"messages": [USER, ASSISTANT]}  # 1 + 2 x (3 + 1 + 1) tokens
PAIR = {
    "input": {"messages": [USER]},
    "preferred_output": [ASSISTANT],
    "non_preferred_output": [ASSISTANT],
}
IMAGE = {"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}
OPENAI = provider("openai")
RULE = (
    "OpenAI chooses {}, as 3 would show fewer than 100 examples, "
    f"by the rule in {OPENAI.epochs.source}"
)
PRICES = "https://developers.openai.com/api/docs/pricing"
OBSERVED = (
    "both sequences of a pair are billed, so its prompt twice; "
    "one observed job was billed 2.5 % less"
)
ALL_BILLED = "every message is billed, also those that are not trained on"


@pytest.fixture
def train(tmp_path: Path) -> Write:
    """Write records to a file and return its path."""

    def write(*records: Any, name: str = "train.jsonl") -> str:
        path = tmp_path / name
        path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
        return str(path)

    return write


def only(path: str, **options: Any) -> Estimate:
    """Return the estimate for one model."""
    [found] = estimate([path], **{"models": [MINI], **options}).estimates
    return found


def test_text_is_priced_exactly(train: Write) -> None:
    path = train(*[CHAT] * 10)
    assert only(path) == Estimate(
        provider="openai",
        model=MINI,
        encoding="o200k_base",
        tokens_per_epoch=110,
        epochs=10,
        epochs_from="auto",
        billed_tokens=1100,
        low=1100,
        high=1100,
        usd_per_million=5.0,
        price_as_of=date(2026, 9, 25),
        price_source=PRICES,
        cost_usd=0.0055,
        tokens_trained_on=10,
        tokens_by_role={"framing": 90, "user": 10, "assistant": 10},
        percentiles=Percentiles(11, 11, 11),
        longest=11,
        longest_at=Place(path, 1),
        limit=65_536,
        over_limit=0,
        cut=Cut(0, 0),
        batch_size=1,
        steps=100,
        savings=[
            Saving(
                "duplicate-record",
                9,
                99,
                0.9,
                pytest.approx(0.00495),
                "9 repetitions of other records: 90% of this run",
            )
        ],
        inference=Inference(10.0, 1.0, pytest.approx(0.0112), pytest.approx(0.0056)),
        budget=None,
        exact=True,
        assumptions=[OPENAI.training.access, ALL_BILLED, RULE.format("10 epochs")],
    )


def test_given_epochs_and_price_go_over_those_of_the_catalogue(train: Write) -> None:
    found = only(train(CHAT), epochs=2, price=1000)
    assert (found.epochs_from, found.billed_tokens, found.cost_usd) == ("given", 22, 0.022)
    assert (found.price_source, found.price_as_of) == ("given", None)


@pytest.mark.parametrize(
    ("record", "bounds", "assumption"),
    [
        (
            {"messages": [USER | {"name": "Ann"}, ASSISTANT]},
            (13, 11, 13),
            "names are counted as their tokens and one; how they are billed is unpublished",
        ),
        (
            {"messages": [USER, {"role": "assistant", "tool_calls": [1]}]},
            (13, 10, 13),
            "tools and calls are counted as compact JSON; how they are billed is unpublished",
        ),
        (
            {"messages": [USER, {"role": "assistant", "content": None, "refusal": "hello"}]},
            (11, 10, 11),
            "refusals are counted as their text; how they are billed is unpublished",
        ),
        (
            {"messages": [{"role": "user", "content": [IMAGE]}]},
            (2494, 7, 2494),
            "1 image of unknown size, counted as a large one",
        ),
        (
            PAIR,
            (22, 16, 22),
            OBSERVED,
        ),
    ],
)
def test_what_the_formula_does_not_cover_is_bounded(
    train: Write, record: dict[str, Any], bounds: tuple[int, int, int | None], assumption: str
) -> None:
    found = only(train(record), epochs=1)
    assert ((found.billed_tokens, found.low, found.high), found.exact) == (bounds, False)
    assert assumption in found.assumptions


def test_a_record_over_the_limit_is_counted_and_said_to_be_cut_off(train: Write) -> None:
    text = {"role": "user", "content": "hello " * 70_000}
    found = only(train({"messages": [text]}), epochs=1)
    assert (found.over_limit, found.low, found.exact) == (1, 65_536, False)
    assert found.high == found.billed_tokens == found.longest > 70_000
    assert (
        "1 record over 65,536 tokens will be cut off at the end; "
        "billed_tokens counts all of it, low only what stays" in found.assumptions
    )


def test_a_model_billed_by_the_hour_has_no_cost(train: Write) -> None:
    found = only(train({"messages": [USER], "answer": "hello"}), models=["o4-mini"])
    assert (found.tokens_per_epoch, found.billed_tokens, found.cost_usd) == (6, None, None)
    assert found.assumptions == [
        "o4-mini-2025-04-16 was shut down on 2026-10-23: no job can be created",
        RULE.format("25 epochs"),
        "o4-mini-2025-04-16 is billed 100 USD for each hour of training, not for tokens",
    ]


@pytest.mark.parametrize(
    ("options", "assumption"),
    [
        (
            {"models": ["gpt-3.5-turbo"]},
            "gpt-3.5-turbo-0125 was shut down on 2026-10-23: no job can be created",
        ),
        (
            {"today": date(2027, 1, 10)},
            f"{MINI} is closed to training since 2027-01-06",
        ),
        (
            {"today": date(2026, 12, 25)},
            f"prices were checked 91 days ago; see {PRICES} for those of today",
        ),
        (
            {"models": ["gpt-4"]},
            "no training price is known; give one with --price",
        ),
        ({"models": ["o4-mini"]}, "o4-mini-2025-04-16 is not trained with sft but with rft"),
        (
            {"models": ["davinci-002"]},
            "davinci-002 is not trained with sft but with none of the methods known here",
        ),
    ],
)
def test_what_is_odd_about_a_model_is_said(
    train: Write, options: dict[str, Any], assumption: str
) -> None:
    assert assumption in only(train(CHAT), **options).assumptions


def test_validation_costs_nothing(train: Write) -> None:
    path, validation = train(CHAT), train(CHAT, name="validation.jsonl")
    found = only(path, validation=validation)
    assert found.tokens_per_epoch == 11
    assert "OpenAI does not bill the tokens of validation files" in found.assumptions


def test_lines_that_are_no_records_are_counted_apart(train: Write) -> None:
    path = train(CHAT, [1], {"prompt": "a"})
    report = estimate([path], models=[MINI])
    assert (report.records, report.skipped) == (1, 2)
    assert (
        f"2 lines not counted, being no sft record: `dataprep lint {path}` says why"
        in report.estimates[0].assumptions
    )


def test_several_files_are_one_training_set(train: Write, tmp_path: Path) -> None:
    train(CHAT, name="a.jsonl")
    train(CHAT, CHAT, name="b.jsonl")
    report = estimate([str(tmp_path)], models=[MINI])
    assert (report.records, report.estimates[0].tokens_per_epoch) == (3, 33)


def test_a_compressed_file_counts_as_what_is_in_it(train: Write, tmp_path: Path) -> None:
    packed = tmp_path / "train.jsonl.gz"
    packed.write_bytes(gzip.compress(Path(train(CHAT)).read_bytes()))
    assert only(str(packed)).tokens_per_epoch == 11


def test_the_default_is_every_model_one_can_train(train: Write) -> None:
    assert [each.model for each in estimate([train(CHAT)]).estimates] == [
        "gpt-4.1-2025-04-14",
        "gpt-4.1-mini-2025-04-14",
        "gpt-4o-2024-08-06",
        "gpt-4o-mini-2024-07-18",
    ]


def test_the_method_of_a_target_goes_over_that_of_the_records(train: Write) -> None:
    with pytest.raises(SourceError, match="holds no dpo record"):
        estimate([train(CHAT)], target="openai/dpo")


def test_a_day_without_a_model_to_train_is_an_error_with_the_way_on(train: Write) -> None:
    with pytest.raises(CatalogError) as raised:
        estimate([train(CHAT)], today=date(2027, 1, 6))
    assert str(raised.value) == (
        "OpenAI trains no model with sft on 2027-01-06; name one with --model "
        "to estimate it all the same (`dataprep models` lists them)"
    )


@pytest.mark.parametrize("epochs", [0, 51])
def test_epochs_that_no_job_may_have_are_refused(train: Write, epochs: int) -> None:
    with pytest.raises(
        UsageError, match=f"does not train for {epochs} epochs; give a number from 1 up to 50"
    ):
        only(train(CHAT), epochs=epochs)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty, not JSON Lines; name a file with records"),
        (
            b'[{"a": 1}]',
            "is a JSON array, not JSON Lines; turn it into that with `dataprep convert",
        ),
        (b"version https://git-lfs.github.com/spec/v1\n", "is a Git LFS pointer"),
        (b"PAR1....", "is binary data (a Parquet file), not JSON Lines"),
        (b'{"question": "a"}\n', "holds no sft record; `dataprep lint"),
    ],
)
def test_a_file_that_holds_no_record_is_an_error_with_the_cure(
    tmp_path: Path, data: bytes, message: str
) -> None:
    path = tmp_path / "train.jsonl"
    path.write_bytes(data)
    with pytest.raises(SourceError) as raised:
        only(str(path))
    assert message in str(raised.value)


@pytest.mark.parametrize("record", [CHAT, PAIR, {"messages": [USER], "answer": "a"}])
def test_the_report_meets_its_schema(train: Write, record: dict[str, Any]) -> None:
    report = estimate([train(record)], models=[MINI, "o4-mini", "gpt-4", "gpt-3.5-turbo"])
    document = orjson.loads(orjson.dumps(report))
    assert schema.hand_written_fault("dataprep/estimate", document) is None


def test_the_report_is_the_same_for_any_number_of_processes_and_either_tokenizer(
    train: Write,
) -> None:
    long = {"messages": [USER | {"content": "words " * 5000, "name": "Ann"}]}
    path = train(*[CHAT, long, {"oops": 1}] * 900)
    models = [MINI, "gpt-3.5-turbo"]
    seen: list[int] = []

    alone = estimate([path], models=models, progress=seen.append)

    assert (alone.records, alone.tokenizer, sum(seen)) == (
        1800,
        "toktok",
        Path(path).stat().st_size,
    )
    assert estimate([path], models=models, jobs=2) == alone
    assert estimate([path], models=models, tokenizer="tiktoken").estimates == alone.estimates


@pytest.mark.parametrize(
    ("file", "model", "tokens", "epochs"),
    [
        ("data/elle/training-data.jsonl", MINI, 766, 10),
        ("data/elle/training-data.jsonl", "gpt-3.5-turbo-0125", 835, 10),
        ("data/azureml-examples/chat_train.jsonl", MINI, 28_637, 3),
        ("data/azureml-examples/chat_train.jsonl", "gpt-3.5-turbo-0125", 29_055, 3),
    ],
)
def test_real_files_have_their_known_tokens(
    shared: Path, file: str, model: str, tokens: int, epochs: int
) -> None:
    found = only(str(shared / file), models=[model])
    assert (found.tokens_per_epoch, found.epochs, found.exact) == (tokens, epochs, True)


def test_a_probe_is_estimated_or_refused_as_a_source(shared: Path) -> None:
    for probe in sorted((shared / "probes").glob("*.jsonl")):
        with contextlib.suppress(SourceError):
            assert estimate([str(probe)]).records >= 9
