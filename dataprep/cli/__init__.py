"""The command line: one file a command, found by its name."""

from __future__ import annotations

import sys
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from dataprep import __version__, settings
from dataprep.errors import DataprepError, SettingsError

COMMANDS = {
    "lint": "Find what a provider would refuse, and what would spoil the training.",
    "rule": "List the rules, or show the page of one.",
    "convert": "Turn a data set into chat-format JSONL.",
    "formats": "List the formats that convert reads, or show one.",
    "estimate": "Count tokens and say what training will cost.",
    "models": "List models, limits, prices and dates.",
    "upload": "Upload files to a provider.",
    "launch": "Lint, price and upload a file, and start a fine-tuning job.",
    "jobs": "List, show, follow or cancel fine-tuning jobs.",
    "compare": "Ask several models the same, side by side.",
    "serve": "Rehearse fine-tuning on this machine, behind OpenAI's API.",
    "run": "Run the stages of a pipeline file, in order.",
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
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="dataprep")
@click.option("--debug", is_flag=True, expose_value=False, help="Show the traceback of an error.")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Convert, lint and price training data for fine-tuning chat models."""
    ctx.default_map = _defaults()


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 findings, 2 could not do it, 130 interrupted."""
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        code = cli(
            arguments,
            prog_name="dataprep",
            standalone_mode=False,
            auto_envvar_prefix=settings.ENVIRONMENT,
        )
        sys.stdout.flush()
    except click.exceptions.Abort:
        code = _failed("interrupted", 130)
    except click.ClickException as error:
        error.show()
        code = 2
    except BrokenPipeError:
        # The reader of our output went away, as `| head` does; nobody is left to tell.
        sys.stderr.close()
        code = 0
    except DataprepError as error:
        code = _failed(f"error: {error}", 2)
    except OSError as error:
        code = _failed(f"error: {error}", 2)
    except Exception as error:  # noqa: BLE001 — the one place that catches all
        said = f"error: {type(error).__name__}: {error}"
        code = _failed(f"{said}\nThis is a fault of dataprep; --debug shows where.", 2)
    sys.exit(code)


def _failed(message: str, code: int) -> int:
    if "--debug" in sys.argv:
        traceback.print_exc()
    click.echo(message, err=True)
    return code


def _defaults() -> dict[str, Any]:
    """Return the settings file's tables, one a command, as click's defaults."""
    found = settings.nearest(Path.cwd())
    if found is None:
        return {}
    path, tables = found
    defaults: dict[str, Any] = {}
    for name, table in tables.items():
        if name not in COMMANDS or not isinstance(table, dict):
            raise SettingsError(
                f"{path}: there is no table [{name}]; there are: {', '.join(COMMANDS)}"
            )
        defaults[name] = {key.replace("-", "_"): value for key, value in table.items()}
    return defaults
