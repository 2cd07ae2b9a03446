"""How the cause of a failed job looks: the line, a mark below it, and what mends it."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from dataprep.records.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.launcher.failure import Cause
    from dataprep.linter.finding import Finding

WIDTH = 72


def lines(cause: Cause) -> Iterator[str]:
    """Give the lines that show CAUSE."""
    first = next(iter(cause.findings), None)
    if cause.path and cause.line:
        yield f"  --> {printable(cause.path)}:{cause.line}" + _column(first)
    if cause.text:
        yield from _frame(cause.text.rstrip("\n"), str(cause.line), first)
    for found in cause.findings:
        yield f"  {found.code} {found.name}: {printable(found.message)}"
    if first:
        yield f"  `dataprep rule {first.code}` says what to do"
    if cause.path and (first or cause.line):
        yield f"  `dataprep lint {shlex.quote(cause.path)}` shows all there is; then launch again"
    if cause.advice:
        yield f"  {cause.advice}"


def _column(found: Finding | None) -> str:
    return f":{found.column}" if found and found.column else ""


def _frame(text: str, number: str, found: Finding | None) -> Iterator[str]:
    """Give the part of TEXT around what was FOUND, and a mark below its first sign."""
    at = (found.column or 1) - 1 if found else 0
    start = max(0, at - WIDTH // 2)
    piece = text[start : start + WIDTH]
    yield f"{number:>5} | {printable(piece)}"
    if found and found.column:
        yield f"{'':>5} | {' ' * len(printable(piece[: at - start]))}^"
