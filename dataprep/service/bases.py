"""The models that answer: tuned ones, and OpenAI's bases, which the trainer's play."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.catalog.catalog import provider
from dataprep.service.errors import RequestError

if TYPE_CHECKING:
    from dataprep.catalog.catalog import Model
    from dataprep.service.store import Store
    from dataprep.service.trainer import Model as Network
    from dataprep.service.trainer import Trainer

OPENAI = provider("openai")
REHEARSAL = "rehearsal"


def bases() -> list[str]:
    """Return every name that a base model goes by."""
    return [REHEARSAL, *(name for model in OPENAI.models for name in (model.name, *model.aliases))]


def base(name: str) -> str:
    """Return the base of the model NAME, an alias by its full name.

    Raises:
        CatalogError: there is no such base.
    """
    given = name.split(":")[1] if name.startswith("ft:") else name
    return REHEARSAL if given == REHEARSAL else OPENAI.model(given).name


def counted(name: str) -> Model:
    """Return the model of the catalogue by which the tokens of the model NAME are counted.

    Raises:
        CatalogError: there is no such base.
    """
    found = base(name)
    return OPENAI.models[0] if found == REHEARSAL else OPENAI.model(found)


def loaded(name: str, store: Store, trainer: Trainer) -> Network:
    """Return the model NAME, ready to answer or to be trained: a base is not trained at all.

    Raises:
        RequestError: there is no such model.
    """
    if name in bases():
        return trainer.new()
    if store.weights(name).is_file():
        return trainer.load(store.weights(name))
    raise unknown(name)


def unknown(name: str) -> RequestError:
    """Return the answer where there is no model NAME."""
    return RequestError(
        f"The model '{name}' does not exist", param="model", code="model_not_found", status=404
    )
