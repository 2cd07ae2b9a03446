"""The catalogue says what a provider allows and what its models cost, as data files hold it.

Adding a file ``NAME.toml`` to this folder adds the provider NAME.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dataprep import settings
from dataprep.catalog.model import DaysLeft, Model, Price, State
from dataprep.catalog.provider import Provider, instead
from dataprep.catalog.reading import FOLDER, made, names
from dataprep.catalog.terms import Bound, Bounds, Epochs
from dataprep.errors import CatalogError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "FOLDER",
    "Bound",
    "Bounds",
    "DaysLeft",
    "Epochs",
    "Model",
    "Price",
    "Provider",
    "State",
    "Target",
    "provider",
    "providers",
]


@dataclass(frozen=True, slots=True)
class Target:
    """Whose rules count: a provider's, and a method's where one is named."""

    provider: str
    method: str | None = None

    @classmethod
    def parse(cls, text: str) -> Target:
        """Return the target that TEXT names: ``openai`` or ``openai/sft``.

        Raises:
            CatalogError: there is no such provider.
            UsageError: the provider has no such method.
        """
        name, slash, method = text.partition("/")
        methods = provider(name).limits
        if slash and method not in methods:
            raise UsageError(f"{name} has no method {method!r}{instead(method, methods)}")
        return cls(name, method or None)

    def __str__(self) -> str:
        return f"{self.provider}/{self.method}" if self.method else self.provider


def providers() -> list[str]:
    """Return the names of the providers there are."""
    return names()


def provider(name: str) -> Provider:
    """Return the provider NAME.

    Raises:
        CatalogError: there is no such provider, or the user's own catalogue is at fault.
    """
    return _provider(name, settings.catalog())


@cache
def _provider(name: str, own: Path | None) -> Provider:
    if name not in names():
        raise CatalogError(f"there is no provider {name!r}{instead(name, names())}")
    return made(name, own)
