"""The keys of a definition's ``[map]`` become the fields of a shape."""

from __future__ import annotations

from dataclasses import field, fields
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dataprep.records.record import Json

T = TypeVar("T")


def key(read: Callable[[Any], Any], default: Any = None) -> Any:
    """Return a field whose value in the definition goes through READ."""
    # A dict as a default is refused, as it could be changed; a factory may give one.
    return field(default_factory=lambda: default, metadata={"read": read})


def made(shape: type[T], keys: Mapping[str, Json]) -> T:
    """Return the SHAPE, a dataclass, made from the KEYS of a definition.

    Raises:
        TypeError: it does not have one of them, or lacks one.
    """
    readers: dict[str, Callable[[Json], Any]] = {
        field.name: field.metadata["read"]
        for field in fields(shape)  # type: ignore[arg-type]  # every shape is a dataclass
        if "read" in field.metadata
    }
    return shape(
        **{name: readers[name](value) if name in readers else value for name, value in keys.items()}
    )
