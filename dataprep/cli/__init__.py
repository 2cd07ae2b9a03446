"""The command line: one file a command, found by its name."""

from __future__ import annotations

import io
import os
import signal
import sys
import traceback
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dataprep import __version__, settings
from dataprep.cli.defaults import defaults
from dataprep.cli.show_settings import with_show_settings
from dataprep.errors import DataprepError
from dataprep.records.printable import printable

if TYPE_CHECKING:
    from types import FrameType

COMMANDS = {
    "lint": "Find what a provider would refuse, and what would spoil the training.",
    "show": "Show one record as a conversation.",
    "rule": "List the rules, or show the page of one.",
    "convert": "Turn a data set into chat-format JSONL.",
    "formats": "List the formats that convert reads, or show one.",
    "estimate": "Count tokens and say what training will cost.",
    "stats": "Show what is in a data set.",
    "report": "Write a page that shows what is in a data set.",
    "models": "List models, limits, prices and dates.",
    "upload": "Upload files to a provider.",
    "launch": "Lint, price and upload a file, and start a fine-tuning job.",
    "jobs": "List, show, follow, measure or cancel fine-tuning jobs.",
    "files": "List or delete the files that a provider holds.",
    "compare": "Ask several models the same, side by side.",
    "serve": "Rehearse fine-tuning on this machine, behind OpenAI's API.",
    "local": "Set up base models to train on this machine, and export tuned ones.",
    "run": "Run the stages of a pipeline file, in order.",
    "init": "Write a pipeline file to begin with.",
}


class Commands(click.Group):
    """The commands, each imported when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command, from the module of its name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"dataprep.cli.{cmd_name}").command
        return command if isinstance(command, click.Group) else with_show_settings(command)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; click would exit 1 for a closed pipe, which means findings here."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise ReaderGoneError from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="dataprep")
@click.option("--debug", is_flag=True, expose_value=False, help="Show the traceback of an error.")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Convert, lint, price and launch training data for fine-tuning chat models."""
    ctx.default_map = defaults(COMMANDS, ctx.invoked_subcommand, cli)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 findings, 2 could not do it, 130 interrupted."""
    _prepare_process()
    prefix = settings.ENVIRONMENT
    try:
        code = cli(
            arguments, prog_name="dataprep", standalone_mode=False, auto_envvar_prefix=prefix
        )
        sys.stdout.flush()
    except click.exceptions.Abort:
        code = _failed("interrupted", 130)
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "dataprep"
        code = _failed(f"error: {error.format_message()}\nTry `{where} --help`.", 2)
    except ReaderGoneError:
        # As after `| head`: nobody is left to tell, and nothing went wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except (DataprepError, OSError) as error:
        code = _failed(f"error: {error}", 2)
    except Exception as error:  # noqa: BLE001 — the one place that catches all
        said = f"error: {type(error).__name__}: {error}"
        code = _failed(f"{said}\nThis is a fault of dataprep; --debug shows where.", 2)
    sys.exit(code)


class ReaderGoneError(Exception):
    """Who read our output has stopped reading."""


def _prepare_process() -> None:
    """Make every end an orderly one, and every text printable."""
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):  # Windows has no SIGHUP
            signal.signal(getattr(signal, name), _terminated)
    # A stream that was closed by the caller is None.
    sys.stdout = sys.stdout or Path(os.devnull).open("w")  # noqa: SIM115 — open to the end
    sys.stderr = sys.stderr or Path(os.devnull).open("w")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _terminated(number: int, _: FrameType | None) -> None:
    # Like an interrupt: files half written go, workers end.
    sys.exit(128 + number)


def _failed(message: str, code: int) -> int:
    if "--debug" in sys.argv:
        # What an SDK raised may quote the key.
        click.echo(settings.hidden(traceback.format_exc()), err=True, nl=False)
    # What a file or a server says is quoted in errors.
    click.echo(printable(message, keep="\n"), err=True)
    return code
