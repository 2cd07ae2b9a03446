"""Parts of a tool's parameters that are JSON Schema, and yet cannot be used."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from dataprep.linter.finding import Problem
from dataprep.linter.rules.tools.definitions import parts
from dataprep.linter.wording import quoted
from dataprep.records.pointer import steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rules.tools.definitions import Definition
    from dataprep.records.record import Json, Pointer

# What these name, JSON Schema and Python's expressions have in common.
_FAULTS = ("unterminated", "missing )", "unbalanced", "nothing to repeat", "bad character range")
_KEYWORDS = {
    "type", "properties", "required", "additionalProperties", "patternProperties", "title",
    "description", "enum", "const", "default", "examples", "format", "pattern", "items", "anyOf",
    "oneOf", "allOf", "not", "if", "then", "else", "definitions", "strict",
}  # fmt: skip


def useless_parts(tool: Definition) -> Iterator[Problem]:
    """Give what cannot be used in the parameters of TOOL, which are a JSON Schema."""
    root, at = tool.parameters, f"{tool.at}/parameters"
    if root and _is_bare(root):
        name = next(iter(root))
        words = f'{quoted(name)} belongs in \'properties\', with "type": "object" beside it'
        yield Problem(f"{at}/{name}", words, at_key=True)
        return
    for place, part in parts(root, at):
        for keyword, words in _flaws(part, root):
            yield Problem(f"{place}/{keyword}", words)


def _flaws(part: dict[str, Json], root: Json) -> Iterator[tuple[str, str]]:
    """Give each keyword of PART that cannot be used, and why."""
    reference, pattern = part.get("$ref"), part.get("pattern")
    if isinstance(reference, str) and reference.startswith("#/") and not _leads(reference, root):
        yield "$ref", f"{quoted(reference)} leads nowhere"
    if isinstance(pattern, str) and (error := _error(pattern)):
        yield "pattern", f"{quoted(pattern)} is no regular expression: {error}"
    if part.get("enum") == []:
        yield "enum", "the list of values is empty: no value fits"


def _is_bare(schema: dict[str, Any]) -> bool:
    """Say whether SCHEMA holds properties where keywords belong."""
    named = not any(key in _KEYWORDS or key.startswith("$") for key in schema)
    return named and all(isinstance(part, dict) and "type" in part for part in schema.values())


def _leads(reference: Pointer, root: Json) -> bool:
    found = root
    for step in steps(reference[1:]):
        match found:
            case dict() if step in found:
                found = found[step]
            case list() if step.isdecimal() and int(step) < len(found):
                found = found[int(step)]
            case _:
                return False
    return True


def _error(pattern: str) -> str:
    """Return what is wrong with PATTERN in every kind of expression, if anything is."""
    try:
        re.compile(pattern)
    except re.error as error:
        return error.msg if error.msg.startswith(_FAULTS) else ""
    except (OverflowError, RecursionError):
        return ""
    return ""
