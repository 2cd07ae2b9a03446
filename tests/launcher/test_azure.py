"""Azure and Nebius speak OpenAI's API, each with ways of its own."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug import Request, Response

from dataprep.errors import UsageError
from dataprep.launcher import provider as providers
from dataprep.launcher.launch import launch
from dataprep.launcher.provider import KeyMissing, NotFound
from openai_server import Server, error, job

MODEL = "gpt-4.1-mini"


@pytest.fixture
def azure(server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", "a-secret-that-nobody-sees")
    monkeypatch.delenv("AZURE_OPENAI_ENDPOINT", raising=False)
    return server


@pytest.fixture
def nebius(server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    monkeypatch.setenv("NEBIUS_API_KEY", "a-secret-that-nobody-sees")
    return server


def test_an_endpoint_leads_to_its_v1(azure: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", "https://me.openai.azure.com/")

    assert providers.provider("azure").base_url == "https://me.openai.azure.com/openai/v1"


def test_a_resource_must_be_named(azure: Server) -> None:
    with pytest.raises(UsageError, match="https://RESOURCE.openai.azure.com/openai/v1"):
        providers.provider("azure")


def test_the_kind_of_training_is_sent(azure: Server, train: str) -> None:
    bodies: list[Any] = []

    azure.before_create = [lambda request: bodies.append(request.get_json()) or error(400, {})]
    with pytest.raises(Exception, match="refused"):
        launch(
            train,
            model=MODEL,
            provider="azure",
            base_url=azure.url,
            extra={"trainingType": "GlobalStandard"},
        )

    assert bodies[0]["trainingType"] == "GlobalStandard"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"extra": {"trainingType": "Cheap"}}, "Standard, GlobalStandard, Developer"),
        ({"suffix": "v1.2"}, "the suffix holds '.'"),
    ],
)
def test_traps_are_told_before_anything_is_sent(
    azure: Server, train: str, asked: dict[str, Any], said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        launch(train, model=MODEL, provider="azure", base_url=azure.url, **asked)
    assert azure.requests == []


def test_a_large_file_goes_in_parts_before_azure_loses_it(azure: Server) -> None:
    service = providers.provider("azure", azure.url)

    assert service.parts(100 << 20) is None
    assert service.parts(150 << 20) is not None


def test_a_cancel_has_a_body(azure: Server) -> None:
    azure.jobs["ftjob-1"] = job("ftjob-1", {"model": "m", "training_file": "file-1"})
    lengths: list[int | None] = []

    def length(request: Request) -> Response:
        lengths.append(request.content_length)
        return error(411, {"message": "Length Required"})

    azure.on_request = [length]
    with pytest.raises(Exception, match="Length Required"):
        providers.provider("azure", azure.url).cancel("ftjob-1")

    assert lengths == [2]


def test_what_is_automatic_is_called_so(azure: Server) -> None:
    azure.jobs["ftjob-1"] = job("ftjob-1", {"model": "m", "training_file": "file-1"})
    azure.jobs["ftjob-1"]["hyperparameters"] = {"n_epochs": -1, "batch_size": 2}

    found = providers.provider("azure", azure.url).job("ftjob-1")

    assert found.hyperparameters == {"n_epochs": "auto", "batch_size": 2}


def test_a_model_that_is_not_deployed_says_how_to(azure: Server) -> None:
    with pytest.raises(NotFound, match="create a deployment of it"):
        providers.provider("azure", azure.url).chat("nowhere", [{"role": "user", "content": "1?"}])


def test_nebius_takes_hyperparameters_in_their_old_place(nebius: Server, train: str) -> None:
    request = launch(
        train,
        model="meta-llama/Meta-Llama-3.1-8B-Instruct",
        provider="nebius",
        base_url=nebius.url,
        epochs=3,
        extra={"lora": True},
    ).request

    assert request["hyperparameters"] == {"n_epochs": 3, "lora": True}
    assert "method" not in request
    assert len(nebius.jobs) == 1


def test_each_provider_names_its_own_key(
    server: Server, train: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, key in {
        "azure": "AZURE_OPENAI_API_KEY",
        "nebius": "NEBIUS_API_KEY",
        "together": "TOGETHER_API_KEY",
        "fireworks": "FIREWORKS_API_KEY",
    }.items():
        monkeypatch.delenv(key, raising=False)
        with pytest.raises(KeyMissing, match=f"{name}: {key} is not set"):
            providers.provider(name, server.url).connect()
    assert server.requests == []
