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
# What follows the name of a type: "int, optional".
_OPTIONAL = re.compile(r",[^\[\]]*$")
_OF = re.compile(r"(\w+)\s*\[(.*)\]")
_OF_A_FUNCTION = frozenset(("name", "description", "parameters", "strict"))
# Keys by which an object is known for a schema, and not for a map of parameters.
_OF_A_SCHEMA = frozenset(("$ref", "anyOf", "oneOf", "allOf", "properties"))
# Keys of a schema that hold schemas: by name, in a list, or one.
_BY_NAME = ("properties", "$defs", "definitions", "patternProperties")
_LISTED = ("anyOf", "oneOf", "allOf", "prefixItems")
_ONE = ("items", "additionalProperties", "not")


def repaired(function: dict[str, Json]) -> dict[str, Json]:
    """Return FUNCTION with its parameters as JSON Schema, and without keys of other makers."""
    kept = {key: value for key, value in function.items() if key in _OF_A_FUNCTION}
    parameters = function.get("parameters")
    if not isinstance(parameters, dict):
        return kept
    if _is_flat(parameters):
        parameters = _framed(parameters)
    elif "properties" in parameters and "type" not in parameters:
        parameters = {"type": "object", **parameters}
    if isinstance(function.get("required"), list) and "required" not in parameters:
        parameters = {**parameters, "required": function["required"]}
    return {**kept, "parameters": _schema(parameters)}


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
    name = _OPTIONAL.sub("", schema["type"]).strip()
    if (match := _OF.fullmatch(name)) and match[1].casefold() == "optional":
        name = match[2]
        match = _OF.fullmatch(name)
    outer = (match[1] if match else name).casefold()
    kind = outer if outer in _KNOWN else _TYPES.get(outer)
    if kind is None:
        return rest
    items = {}
    if kind == "array" and match and outer != "tuple" and "items" not in rest:
        items = {"items": _typed({"type": match[2]})}
    return {"type": kind, **rest, **items}
