"""The catalogue: its data, its names and its days."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest

from dataprep import schema
from dataprep.catalog.catalog import (
    FOLDER,
    DaysLeft,
    Price,
    State,
    Target,
    provider,
    providers,
)
from dataprep.errors import CatalogError, UsageError
from dataprep.linter.rule import rules

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


@pytest.mark.parametrize("name", providers())
def test_every_fact_has_a_source_a_day_and_its_evidence(name: str) -> None:
    known = provider(name)
    facts = [known.training, known.records, *known.limits.values(), *known.models]
    facts += [model.price for model in known.models if model.price.training]

    for fact in facts:
        assert fact.source
        assert fact.source.startswith(("https://", "docs/"))
        assert fact.checked
        assert fact.checked <= TODAY
        assert fact.evidence


@pytest.mark.parametrize("name", providers())
def test_severities_are_those_of_rules(name: str) -> None:
    assert provider(name).records.severities.keys() <= {rule.name for rule in rules()}


@pytest.mark.parametrize("name", providers())
def test_each_method_has_a_schema(name: str) -> None:
    for method in provider(name).limits:
        assert schema.document(f"{name}/{method}")["type"] == "object"


def test_a_provider_like_another_shares_what_it_does_not_say_itself() -> None:
    azure = provider("azure")

    assert (azure.bounds, azure.epochs, azure.policies) == (
        OPENAI.bounds,
        OPENAI.epochs,
        OPENAI.policies,
    )
    assert azure.model("gpt-4.1").images == OPENAI.model("gpt-4.1").images
    assert azure.billing != OPENAI.billing
    assert azure.models != OPENAI.models


def test_an_open_provider_trains_models_that_it_does_not_list() -> None:
    model = provider("trl").model("Qwen/Qwen3-8B")

    assert (model.methods, model.encoding, model.price.training) == (("sft",), None, 0)
    assert provider("together").model("Qwen/Qwen3-8B").price == Price()
    assert not provider("trl").lists("Qwen/Qwen3-8B")


def test_a_fact_is_old_after_90_days() -> None:
    model = OPENAI.model("gpt-4.1")

    assert [model.is_old(date.fromisoformat(day)) for day in ("2027-01-26", "2027-01-27")] == [
        False,
        True,
    ]


OWN = """
[[together.models]]
name = "zai-org/GLM-4.7"
methods = ["sft"]
price = { training = 1.25, source = "our contract", checked = 2026-11-20, evidence = "own" }
source = "our contract"
checked = 2026-11-20
evidence = "own"
"""


def test_a_users_own_catalogue_goes_over_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "prices.toml").write_text(OWN)
    (tmp_path / "dataprep.toml").write_text('catalog = "prices.toml"\n')
    monkeypatch.chdir(tmp_path)
    model = provider("together").model("zai-org/GLM-4.7")

    assert (model.price.training, model.methods, model.max_tokens) == (1.25, ("sft",), 128_000)
    assert len(provider("together").models) == 4


def test_the_environment_names_another_catalogue_than_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dataprep.toml").write_text('catalog = "missing.toml"\n')
    (tmp_path / "prices.toml").write_text(OWN)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATAPREP_CATALOG", str(tmp_path / "prices.toml"))

    assert provider("together").model("zai-org/GLM-4.7").price.training == 1.25


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[openai", "own.toml: is not TOML"),
        ("openai = 1", "own.toml: openai is no table; write one a provider, as [openai]"),
        ("[openai.limits.sft]\nfile_bytes = 0", "own.toml: openai: limits.sft.file_bytes: 0 is"),
        ("[opena]\ntitle = 'A'", "own.toml: there is no provider 'opena'; did you mean openai?"),
        ("[openai]\nmodels = [{}]", "own.toml: openai: models.0: 'name' is a required property"),
        ("[openai]\nlike = 'acme'", "like = 'acme' names no provider that stands by itself"),
        ("[openai]\nlike = 'azure'", "like = 'azure' names no provider that stands by itself"),
    ],
)
def test_a_fault_in_a_users_own_catalogue_is_named(
    text: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own.toml").write_text(text)
    monkeypatch.setenv("DATAPREP_CATALOG", str(tmp_path / "own.toml"))

    with pytest.raises(CatalogError) as raised:
        provider("openai")
    assert message in str(raised.value)


def test_numbers_of_images_need_the_rule_that_they_are_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own.toml").write_text(f"{OWN}images = {{ factor = 1.5 }}\n")
    monkeypatch.setenv("DATAPREP_CATALOG", str(tmp_path / "own.toml"))

    with pytest.raises(CatalogError, match="GLM-4.7 need a table images.patches; write one"):
        provider("together")


def test_a_catalogue_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATAPREP_CATALOG", "missing.toml")

    with pytest.raises(CatalogError, match="missing.toml: cannot be read: No such file"):
        provider("openai")
