"""Parameters of a function as data sets write them, repaired to JSON Schema."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataprep.records.record import Json

# Names of types that data sets take from Python and other languages.
_TYPES = {
    "dict": "object", "float": "number", "double": "number", "tuple": "array", "list": "array",
    "set": "array", "str": "string", "char": "string", "int": "integer", "long": "integer",
    "bool": "boolean", "none": "null",
}  # fmt: skip
_KNOWN = frozenset(("object", "number", "array", "string", "integer", "boolean", "null"))
_ANY = frozenset(("any", "object | any", ""))
_OF = re.compile(r"(\w+)\s*\[(.*)\]")
# Keys by which an object is known for a schema, and not for a map of parameters.
_OF_A_SCHEMA = frozenset(("$ref", "anyOf", "oneOf", "allOf", "properties"))
# Keys of a schema that hold schemas: by name, in a list, or one.
_BY_NAME = ("properties", "$defs", "definitions", "patternProperties")
_LISTED = ("anyOf", "oneOf", "allOf", "prefixItems")
_ONE = ("items", "additionalProperties", "not")


def repaired(function: dict[str, Json]) -> dict[str, Json]:
    """Return FUNCTION with its parameters as JSON Schema."""
    parameters = function.get("parameters")
    if not isinstance(parameters, dict):
        return function
    if _is_flat(parameters):
        parameters = _framed(parameters)
    elif "properties" in parameters and "type" not in parameters:
        parameters = {"type": "object", **parameters}
    return {**function, "parameters": _schema(parameters)}


def _is_flat(parameters: dict[str, Json]) -> bool:
    """Say whether PARAMETERS maps each parameter to its schema, without the frame of an object."""
    if not parameters or isinstance(parameters.get("type"), str) or _OF_A_SCHEMA & set(parameters):
        return False
    return all(isinstance(one, dict) for one in parameters.values())


def _framed(flat: dict[str, Any]) -> dict[str, Json]:
    required = [
        name
        for name, one in flat.items()
        if "default" not in one and "optional" not in str(one.get("type")).casefold()
    ]
    framed: dict[str, Json] = {"type": "object", "properties": flat}
    return framed | ({"required": required} if required else {})


def _schema(schema: Json) -> Json:
    if not isinstance(schema, dict):
        return schema
    made = dict(schema)
    for key in _BY_NAME:
        if isinstance(made.get(key), dict):
            made[key] = {name: _schema(one) for name, one in made[key].items()}
    for key in _LISTED:
        if isinstance(made.get(key), list):
            made[key] = [_schema(one) for one in made[key]]
    for key in _ONE:
        if key in made:
            made[key] = _schema(made[key])
    if isinstance(made.get("type"), str) and made["type"] not in _KNOWN:
        return _typed(made)
    return made


def _typed(schema: dict[str, Json]) -> dict[str, Json]:
    """Return SCHEMA with a type that JSON Schema knows; without one, anything goes."""
    rest = {key: value for key, value in schema.items() if key != "type"}
    name = schema["type"].split(",")[0].strip()
    if (match := _OF.fullmatch(name)) and match[1].casefold() == "optional":
        name = match[2]
        match = _OF.fullmatch(name)
    outer = (match[1] if match else name).casefold()
    kind = outer if outer in _KNOWN else _TYPES.get(outer)
    if kind is None or outer in _ANY:
        return rest
    items = {}
    if kind == "array" and match and "items" not in rest and "," not in match[2]:
        items = {"items": _typed({"type": match[2]})}
    return {"type": kind, **rest, **items}
