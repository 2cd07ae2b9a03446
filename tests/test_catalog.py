"""The catalogue: its data, its names and its days."""

from __future__ import annotations

import json
import tomllib
from datetime import date

import pytest

from dataprep import schema
from dataprep.catalog.catalog import FOLDER, DaysLeft, State, Target, provider, providers
from dataprep.errors import CatalogError, UsageError

TODAY = date(2026, 11, 22)
OPENAI = provider("openai")


@pytest.mark.parametrize("name", providers())
def test_a_providers_file_meets_its_schema(name: str) -> None:
    table = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    as_json = json.loads(json.dumps(table, default=str))
    assert schema.hand_written_fault("dataprep/catalog", as_json) is None


@pytest.mark.parametrize("name", providers())
def test_no_two_models_share_a_name(name: str) -> None:
    names = [name for model in provider(name).models for name in (model.name, *model.aliases)]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("gpt-4.1-mini-2025-04-14", "gpt-4.1-mini-2025-04-14"),
        ("gpt-4.1-mini", "gpt-4.1-mini-2025-04-14"),
        ("gpt-3.5-turbo", "gpt-3.5-turbo-0125"),
        ("ft:gpt-4.1-mini-2025-04-14:org:suffix:id", "gpt-4.1-mini-2025-04-14"),
        ("ft:gpt-4.1-2025-04-14:org::id:ckpt-step-80", "gpt-4.1-2025-04-14"),
    ],
)
def test_a_model_is_found_by_each_of_its_names(given: str, name: str) -> None:
    assert OPENAI.model(given).name == name


def test_a_fine_tuned_model_has_its_bases_encoding() -> None:
    assert OPENAI.model("ft:gpt-4.1-2025-04-14:org::id").encoding == "o200k_base"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("gpt-4.1-mni", "openai has no model 'gpt-4.1-mni'; did you mean gpt-4.1-mini"),
        ("ft:", "openai has no model ''; there are: gpt-4.1-2025-04-14"),
    ],
)
def test_an_unknown_model_is_answered_with_those_it_may_mean(given: str, message: str) -> None:
    with pytest.raises(CatalogError) as raised:
        OPENAI.model(given)
    assert str(raised.value).startswith(message)


@pytest.mark.parametrize(
    ("name", "day", "state", "left"),
    [
        ("gpt-4.1", "2026-11-22", State.OPEN, DaysLeft(45, 53)),
        ("gpt-4.1", "2027-01-05", State.OPEN, DaysLeft(1, 9)),
        ("gpt-4.1", "2027-01-06", State.CLOSED, DaysLeft(0, 8)),
        ("gpt-4.1", "2027-01-14", State.SHUT_DOWN, DaysLeft(0, 0)),
        ("gpt-4.1-nano", "2026-10-22", State.OPEN, DaysLeft(1, 1)),
        ("gpt-4.1-nano", "2026-11-22", State.SHUT_DOWN, DaysLeft(0, 0)),
        ("davinci-002", "2024-10-28", State.CLOSED, DaysLeft(0, 725)),
    ],
)
def test_a_model_closes_and_then_shuts_down(
    name: str, day: str, state: State, left: DaysLeft
) -> None:
    model, today = OPENAI.model(name), date.fromisoformat(day)
    assert (model.state(today), model.days_left(today)) == (state, left)


def test_four_models_can_be_trained_in_november_2026() -> None:
    assert [model.name for model in OPENAI.models if model.state(TODAY) is State.OPEN] == [
        "gpt-4.1-2025-04-14",
        "gpt-4.1-mini-2025-04-14",
        "gpt-4o-2024-08-06",
        "gpt-4o-mini-2024-07-18",
    ]


@pytest.mark.parametrize("text", ["openai", "openai/dpo"])
def test_a_target_reads_as_it_is_written(text: str) -> None:
    assert str(Target.parse(text)) == text


def test_a_target_of_an_unknown_provider_is_refused() -> None:
    with pytest.raises(CatalogError, match="there is no provider .opnai.; did you mean openai"):
        Target.parse("opnai/sft")


@pytest.mark.parametrize("text", ["openai/ppo", "openai/"])
def test_a_target_of_an_unknown_method_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="openai has no method"):
        Target.parse(text)
