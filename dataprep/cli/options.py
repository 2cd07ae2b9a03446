"""Options that several commands share."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dataprep.engines import engine as engines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

F = TypeVar("F", bound="Callable[..., Any]")


class Engines(click.ParamType[str]):
    """The name of an engine, checked when it is given: asking for the choices imports plug-ins."""

    name = "engine"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return VALUE, or fail with the engines there are."""
        known = engines.names()
        if value not in known:
            self.fail(f"{value!r} is not one of {', '.join(known)}", param, ctx)
        return value


class Names(click.ParamType[tuple[str, ...]]):
    """Names, comma separated; a settings file may give a list."""

    name = "names"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Return the names in VALUE."""
        given = value.split(",") if isinstance(value, str) else value
        return tuple(name.strip() for name in given if name.strip())


def work(command: F) -> F:
    """Add ``--jobs`` and ``--engine``."""
    command = click.option(
        "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes; default: all cores."
    )(command)
    return click.option(
        "--engine",
        type=Engines(),
        default="local",
        show_default=True,
        help="Where the work is done.",
    )(command)


def output_format(command: F) -> F:
    """Add ``--output-format text|json``."""
    return click.option(
        "--output-format",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="How the result is shown.",
    )(command)


def tokenizer(command: F) -> F:
    """Add ``--tokenizer auto|tiktoken``."""
    return click.option(
        "--tokenizer",
        type=click.Choice(["auto", "tiktoken"]),
        default="auto",
        show_default=True,
        help="tiktoken forces the reference.",
    )(command)


def force(command: F) -> F:
    """Add ``--force``."""
    return click.option("--force", is_flag=True, help="Replace files that exist already.")(command)


@contextmanager
def progress(label: str, total: int | None = None, /) -> Iterator[Callable[[int], None]]:
    """Give a function that is told of bytes done; a bar shows them on a terminal, nothing else.

    Where the TOTAL is known, as of a transfer, it shows the time left too.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import (
        DownloadColumn,
        Progress,
        ProgressColumn,
        SpinnerColumn,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    columns: list[ProgressColumn] = [SpinnerColumn(), TextColumn(label), DownloadColumn()]
    columns += [TransferSpeedColumn(), *([TimeRemainingColumn()] if total else [])]
    # A transfer may stand still; other work draws the bar itself, as an engine copies no process
    # that has a thread for it.
    alive = total is not None
    bar = Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=alive)
    with bar:
        task = bar.add_task(label, total=total)
        yield lambda done: bar.update(task, advance=done, refresh=not alive)
