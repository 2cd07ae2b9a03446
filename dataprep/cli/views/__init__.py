"""How results look in a terminal, and as JSON."""

from __future__ import annotations

from typing import Any

import click


def echo_json(document: Any, *, err: bool = False) -> None:
    """Write DOCUMENT, of values that JSON has, dates or dataclasses, as indented JSON."""
    import orjson

    click.echo(orjson.dumps(document, option=orjson.OPT_INDENT_2), err=err)
