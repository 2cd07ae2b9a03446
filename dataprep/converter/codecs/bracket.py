"""The bracket dialect: ``[Get Time(city="Oslo"), stop()]``.

A name may hold spaces and parentheses, so that only the list of tools tells where it ends.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from dataprep.converter import loose
from dataprep.converter.codec import Codec
from dataprep.converter.shape import Unconvertible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataprep.records.record import Json

_BETWEEN = re.compile(r"[\s,]*")
_QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"", re.DOTALL)
# Words of JSON that stand among Python's literals.
_CONSTANTS = {"true": True, "false": False, "null": None}


def calls(said: Json, names: Sequence[str]) -> tuple[str, list[Json]]:
    """Return the calls of SAID if it is nothing but calls of the tools NAMES, else its text."""
    text = said.strip()
    if not (text.startswith("[") and text.endswith("]")):
        return said, []
    longest_first = sorted(names, key=len, reverse=True)
    found: list[Json] = []
    at = _after(text, 1)
    while at < len(text) - 1:
        name = next((name for name in longest_first if text.startswith(f"{name}(", at)), None)
        if name is None:
            return said, []
        start = at + len(name) + 1
        end = _closing(text, start)
        found.append({"name": name, "arguments": _arguments(text[start:end])})
        at = _after(text, end + 1)
    return ("", found) if found else (said, [])


def tools(system: str) -> tuple[str, Json]:
    """Return SYSTEM as it is, and the first list of named objects in it."""
    for start in re.finditer(r"\[\s*\{", system):
        match loose.run(system[start.start() :]):
            case [[{"name": _}, *_] as found, *_], _:
                return system, found
    return system, None


def _after(text: str, at: int) -> int:
    between = _BETWEEN.match(text, at)
    return between.end() if between else at


def _closing(text: str, at: int) -> int:
    """Return where the parenthesis closes that is open in TEXT before AT."""
    depth = 1
    while at < len(text):
        if quoted := _QUOTED.match(text, at):
            at = quoted.end()
            continue
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if not depth:
            return at
        at += 1
    raise Unconvertible("broken-tool-call")


def _arguments(text: str) -> dict[str, Json]:
    try:
        call = ast.parse(f"f({text})", mode="eval").body
        if isinstance(call, ast.Call) and not call.args:
            return {key.arg or "": _value(key.value) for key in call.keywords}
    except (SyntaxError, ValueError, TypeError, MemoryError, RecursionError) as error:
        raise Unconvertible("broken-tool-call") from error
    raise Unconvertible("broken-tool-call")


class _Constants(ast.NodeTransformer):
    """Puts Python's constants where JSON's words stand."""

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Constant(_CONSTANTS[node.id]) if node.id in _CONSTANTS else node


def _value(node: ast.expr) -> Json:
    return ast.literal_eval(_Constants().visit(node))


CODEC = Codec(calls, tools)
