"""A request for a job becomes a job, or is refused."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from dataprep.service.bases import OPENAI
from dataprep.service.errors import RequestError
from dataprep.service.wire import File, Job, method, new_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.catalog.catalog import Bound
    from dataprep.records.record import Json
    from dataprep.service.bases import Bases
    from dataprep.service.store import Store

METHODS = {"supervised": "sft", "dpo": "dpo"}
AUTO = "auto"
PURPOSE = "fine-tune"

_BOUNDS = OPENAI.bounds
_COMMON = ("n_epochs", "batch_size", "learning_rate_multiplier")
_HYPERPARAMETERS = {"supervised": _COMMON, "dpo": (*_COMMON, "beta")}
_WHOLE = ("n_epochs", "batch_size")


def ordered(body: dict[str, Json], store: Store, bases: Bases) -> Job:
    """Return the job that the request BODY asks for; its files are in STORE and its base in BASES.

    Raises:
        RequestError: it asks for what does not exist, or is not allowed.
    """
    if body.get("integrations"):
        raise RequestError(
            "integrations are not offered here; leave them out", param="integrations"
        )
    kind, hyperparameters = _method(body)
    named = _optional(body, "validation_file")
    return Job(
        id=new_id("ftjob-"),
        model=_model(string(body, "model"), store, bases),
        training_file=_file(string(body, "training_file"), "training_file", store),
        hyperparameters=hyperparameters,
        method=method(kind, hyperparameters),
        seed=_seed(body.get("seed")),
        validation_file=_file(named, "validation_file", store) if named else None,
        user_provided_suffix=_suffix(_optional(body, "suffix")),
        metadata=_metadata(body.get("metadata")),
    )


def string(body: dict[str, Json], name: str) -> str:
    """Return the text NAME of the request BODY.

    Raises:
        RequestError: it is missing, or not a text.
    """
    if name not in body:
        raise RequestError(f"you must provide a {name} parameter", param=name)
    value = body[name]
    if not isinstance(value, str):
        raise RequestError(f"{value!r} is not of type 'string' - '{name}'", param=name)
    return value


def number(value: Json, name: str, bound: Bound, *, whole: bool = False) -> float:
    """Return VALUE, the number NAME of a request, which must be within BOUND.

    Raises:
        RequestError: it is not.
    """
    kinds = int if whole else (int, float)
    if isinstance(value, bool) or not isinstance(value, kinds):
        kind = "integer" if whole else "number"
        raise RequestError(f"{value!r} is not of type '{kind}' - '{name}'", param=name)
    if not bound.allows(value):
        raise RequestError(f"{value} is not {bound} - '{name}'", param=name)
    return value


def _optional(body: dict[str, Json], name: str) -> str | None:
    return None if body.get(name) is None else string(body, name)


def _model(name: str, store: Store, bases: Bases) -> str:
    """Return the full name of the model NAME: a tuned one that is there, or a base."""
    if store.weights(name).is_file():
        return name
    if name in bases.names:
        return bases.base(name)
    raise RequestError(
        f"Model {name} is not available for fine-tuning or does not exist.",
        param="model",
        code="model_not_available",
    )


def _file(file_id: str, name: str, store: Store) -> str:
    file = store.find(File, file_id)
    if file is None or file.purpose != PURPOSE:
        raise RequestError(f"invalid {name}: {file_id}", param=name)
    return file_id


def _method(body: dict[str, Json]) -> tuple[str, dict[str, Json]]:
    """Return the kind of method, and its hyperparameters with ``auto`` where none is given."""
    match body.get("method"):
        case None:
            kind, given = "supervised", body.get("hyperparameters")
        case {"type": str(kind), **methods} if kind in METHODS:
            own = methods.get(kind)
            given = own.get("hyperparameters") if isinstance(own, dict) else None
        case other:
            raise RequestError(
                f"{other!r} is not a method of this service: its type is one of"
                f" {', '.join(METHODS)} - 'method'",
                param="method",
            )
    return kind, dict(_hyperparameters(kind, given or {}))


def _hyperparameters(kind: str, given: Json) -> Iterator[tuple[str, Json]]:
    if not isinstance(given, dict) or not given.keys() <= set(_HYPERPARAMETERS[kind]):
        raise RequestError(
            f"{given!r} has more than {', '.join(_HYPERPARAMETERS[kind])} - 'hyperparameters'",
            param="hyperparameters",
        )
    for name in _HYPERPARAMETERS[kind]:
        value = given.get(name, AUTO)
        bound = _BOUNDS.hyperparameters[name]
        yield name, value if value == AUTO else number(value, name, bound, whole=name in _WHOLE)


def _seed(value: Json) -> int:
    if value is None:
        return random.getrandbits(31)
    return int(number(value, "seed", _BOUNDS.seed, whole=True))


def _suffix(value: str | None) -> str | None:
    if value is not None and not _BOUNDS.suffix.allows(len(value)):
        raise RequestError(
            f"{value!r} does not have {_BOUNDS.suffix} characters - 'suffix'", param="suffix"
        )
    return value


def _metadata(value: Json) -> dict[str, str] | None:
    match value:
        case None:
            return None
        case dict() if all(isinstance(each, str) for each in value.values()):
            pass
        case _:
            raise RequestError(f"{value!r} is not a map of strings - 'metadata'", param="metadata")
    for name, bound, size in (
        ("pairs", _BOUNDS.metadata, len(value)),
        ("characters in a key", _BOUNDS.metadata_key, max(map(len, value), default=0)),
        ("characters in a value", _BOUNDS.metadata_value, max(map(len, value.values()), default=0)),
    ):
        if not bound.allows(size):
            raise RequestError(
                f"{size} {name}, where {bound} are allowed - 'metadata'", param="metadata"
            )
    return value
