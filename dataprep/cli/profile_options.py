"""Options of the commands that show what is in a data set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

from dataprep.cli import options

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., Any]")


def profiled(command: F) -> F:
    """Add the files, ``--target``, ``--model``, ``--validation``, ``--jobs`` and ``--engine``."""
    command = click.option(
        "--validation", metavar="FILE", help="The validation file that goes with it."
    )(options.work(command))
    command = click.option(
        "--model",
        metavar="NAME",
        help="The model to train; default: all that can be trained today.",
    )(command)
    command = click.option(
        "--target",
        default="openai",
        show_default=True,
        metavar="PROVIDER[/METHOD]",
        help="Whose rules, models and prices.",
    )(command)
    return click.argument("files", nargs=-1, required=True, metavar="FILES...")(command)
