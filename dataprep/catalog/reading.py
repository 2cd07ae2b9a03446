"""Reading the catalogue: our files, and what a user's own file says instead.

That file holds one table a provider, with what is different there.
"""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from dataprep.catalog import images
from dataprep.catalog.model import Model, Price
from dataprep.catalog.provider import Provider, instead
from dataprep.catalog.records import Records
from dataprep.catalog.terms import (
    Batches,
    Billing,
    Bound,
    Bounds,
    Epochs,
    LearningRate,
    Limits,
    Training,
)
from dataprep.errors import CatalogError

FOLDER = Path(__file__).parent
SCHEMA = "dataprep/catalog"

Table = dict[str, Any]

# What a provider that is like another one takes over from it.
_SHARED = ("records", "policies", "bounds", "epochs", "batches", "learning_rate", "images")
_HYPERPARAMETERS = ("n_epochs", "batch_size", "learning_rate_multiplier", "beta")


def names() -> list[str]:
    """Return the names of the providers there are."""
    return sorted(file.stem for file in FOLDER.glob("*.toml"))


def made(name: str, own: Path | None) -> Provider:
    """Return the provider NAME, with what the user's OWN file says of it.

    Raises:
        CatalogError: that file is at fault.
    """
    table = _table(name, own)
    training = Training(**table["training"])
    epochs = Epochs(**table["epochs"]) if "epochs" in table else None
    return Provider(
        name=name,
        title=table["title"],
        open=table.get("open", False),
        free=table.get("free", False),
        training=training,
        limits={method: Limits(**limits) for method, limits in table["limits"].items()},
        records=Records(**table["records"]),
        policies=table["policies"],
        bounds=_bounds(table.get("bounds", {}), epochs),
        epochs=epochs,
        batches=Batches(**table["batches"]) if "batches" in table else None,
        learning_rate=LearningRate(**table["learning_rate"]) if "learning_rate" in table else None,
        models=tuple(_model(model, table, training) for model in table["models"]),
        billing=Billing(**table["billing"]) if "billing" in table else None,
    )


def _table(name: str, own: Path | None) -> Table:
    """Return what holds for the provider NAME, with what it shares with the one it is like."""
    table = _said(name, own)
    if like := table.get("like"):
        shared = _said(like, own) if like in names() else {}
        if not shared or "like" in shared:
            raise CatalogError(
                f"{own}: {name}: like = {like!r} names no provider that stands by itself"
            )
        table = _over({key: shared[key] for key in _SHARED if key in shared}, table)
    return table


def _said(name: str, own: Path | None) -> Table:
    """Return what our file and the user's OWN say of the provider NAME."""
    table = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    if given := _own(own).get(name):
        from dataprep import schema  # ours need no check, and most people have no own file

        table = _over(table, given)
        if fault := schema.hand_written_fault(SCHEMA, _json(table)):
            raise CatalogError(f"{own}: {name}: {fault}")
    return table


@cache
def _own(path: Path | None) -> Table:
    """Return the tables of the user's own file at PATH, of which there may be none."""
    if path is None:
        return {}
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise CatalogError(f"{path}: cannot be read: {error.strerror}; check the path") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogError(f"{path}: is not TOML: {error}") from error
    for name, table in tables.items():
        if name not in names():
            raise CatalogError(f"{path}: there is no provider {name!r}{instead(name, names())}")
        if not isinstance(table, dict):
            raise CatalogError(f"{path}: {name} is no table; write one a provider, as [openai]")
    return tables


def _over(below: Table, above: Table) -> Table:
    """Return BELOW with what ABOVE says instead: tables key by key, models by their names."""
    merged = below | above
    for key in below.keys() & above.keys():
        match below[key], above[key]:
            case dict(old), dict(new):
                merged[key] = _over(old, new)
            case list(old), list(new) if key == "models" and _are_named(new):
                by_name = {model["name"]: model for model in old}
                for model in new:
                    by_name[model["name"]] = _over(by_name.get(model["name"], {}), model)
                merged[key] = list(by_name.values())
    return merged


def _are_named(models: list[Any]) -> bool:
    """Say whether each of MODELS has a name; the schema finds those that have none."""
    return all(isinstance(model, dict) and isinstance(model.get("name"), str) for model in models)


def _json(table: Table) -> Any:
    """Return TABLE as JSON holds it: with its days as texts."""
    return json.loads(json.dumps(table, default=str))


def _model(table: Table, common: Table, training: Training) -> Model:
    """Return the model of TABLE, with what is COMMON to all of them.

    It closes no later than its provider and its own shutdown.
    """
    shutdown, prices = table.get("shutdown"), common.get("prices", {})
    ends = [day for day in (table.get("training_ends"), training.ends, shutdown) if day]
    parts = {
        "methods": tuple(table["methods"]),
        "aliases": tuple(table.get("aliases", ())),
        "price": Price(**(prices | table["price"])) if "price" in table else Price(),
        "images": images.rule(table, common.get("images", {})),
        "training_ends": min(ends, default=None),
    }
    return Model(**(table | parts))


def _bounds(table: Table, epochs: Epochs | None) -> Bounds:
    """Return the bounds of TABLE; how many epochs one may ask for is said in EPOCHS."""
    given = {name: Bound(**bound) for name, bound in table.get("hyperparameters", {}).items()}
    most = Bound(1, most=epochs.most_given) if epochs else Bound(1)
    free = dict.fromkeys(_HYPERPARAMETERS, Bound())
    parts: Table = {
        name: Bound(**part) if isinstance(part, dict) else part
        for name, part in table.items()
        if name != "hyperparameters"
    }
    return Bounds(free | {"n_epochs": most} | given, **parts)
