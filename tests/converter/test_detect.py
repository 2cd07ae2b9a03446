"""Which definition is chosen, and what is said where none is."""

from __future__ import annotations

from typing import Any

import pytest

from dataprep.converter.detect import candidates, detected
from dataprep.errors import DefinitionError, SourceError

SAID = [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]
SHARED = [{"from": "human", "value": "a"}, {"from": "gpt", "value": "b"}]


@pytest.mark.parametrize(
    ("row", "name"),
    [
        # The prompts of ultrafeedback_binarized: its messages are the better answer alone.
        ({"prompt": "a", "chosen": SAID, "rejected": SAID, "messages": SAID}, "preference-turns"),
        # NuminaMath-CoT
        ({"source": "s", "problem": "a", "solution": "b", "messages": SAID}, "openai-messages"),
        # A code set with one answer under two names
        ({"instruction": "a", "output": "b", "response": "b"}, "alpaca"),
        # Magpie
        ({"instruction": "a", "response": "b", "conversations": SHARED}, "sharegpt"),
        # OpenR1-Math
        (
            {
                "problem": "a",
                "solution": "b",
                "answer": "2",
                "generations": ["b"],
                "messages": SAID,
            },
            "openai-messages",
        ),
    ],
)
def test_data_sets_that_hold_several_forms_are_read_as_the_whole_one(
    row: dict[str, Any], name: str
) -> None:
    assert detected("x.jsonl", [row]).definition.name == name


def test_a_hub_id_decides_whatever_the_columns() -> None:
    found = detected("Open-Orca/slimorca", [{"question": "a", "answer": "b"}])

    assert found.definition.name == "sharegpt"


@pytest.mark.parametrize(
    ("config", "row", "name"),
    [
        ("metadata", {}, "openthoughts-metadata"),
        ("default", {}, "sharegpt"),
        (None, {"conversations": SHARED}, "sharegpt"),
        (
            None,
            {"problem": "a", "deepseek_reasoning": "b", "deepseek_solution": "c"},
            "openthoughts-metadata",
        ),
    ],
)
def test_a_configuration_or_else_the_rows_decide_where_a_hub_id_has_several_forms(
    config: str | None, row: dict[str, Any], name: str
) -> None:
    found = detected("open-thoughts/OpenThoughts-114k", [row], config=config).definition

    assert found.name == name


def test_a_tie_lists_the_candidates() -> None:
    with pytest.raises(
        DefinitionError, match="several formats fit: ag-news, banking77, imdb; choose one with --fr"
    ):
        detected("x.jsonl", [{"text": "a", "label": 0}])


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"url": "a", "score": "b"}, "no format fits; its columns are: url, score"),
        ({"text": "a", "url": "b"}, "it seems to be plain text, which is no conversation"),
    ],
)
def test_nothing_that_fits_says_what_there_is(row: dict[str, Any], said: str) -> None:
    with pytest.raises(DefinitionError, match=said):
        detected("x.jsonl", [row])


def test_a_source_without_rows_is_said() -> None:
    with pytest.raises(SourceError, match="no row with columns"):
        detected("x.jsonl", [])


def test_a_few_odd_rows_do_not_change_what_fits_and_are_counted() -> None:
    rows = [{"conversations": SHARED}] * 3 + [{"conversations": []}]

    best = candidates("x.jsonl", rows)[0]

    assert (best.definition.name, best.fits, best.fitting, best.rows) == ("sharegpt", True, 3, 4)
    assert best.misses.total() == 1


def test_a_format_that_does_not_fit_says_why() -> None:
    found = candidates("x.jsonl", [{"instruction": "a", "output": "b"}])

    assert found[0].definition.name == "alpaca"
    sharegpt = next(one for one in found if one.definition.name == "sharegpt")
    assert not sharegpt.fits
    assert next(iter(sharegpt.misses)).startswith("has conversations[0].from|")
