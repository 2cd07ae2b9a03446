"""Options that say which provider is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., Any]")


def place(command: F) -> F:
    """Add ``--provider`` and ``--base-url``."""
    command = click.option(
        "--base-url", metavar="URL", help="Where the provider is, if not where it usually is."
    )(command)
    return click.option(
        "--provider",
        metavar="NAME",
        help="Who trains it: openai, azure, together …; a wrong name lists all.",
    )(command)
