"""Schemas to validators, and what fails to faults with pointers.

``jsonschema_rs`` checks records, for speed; ``jsonschema`` checks what people write by
hand, for its messages, and stands in where ``jsonschema_rs`` has no wheel. A record is
checked with `accepts`; only one that fails is explained with `faults`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import orjson

from dataprep.records.pointer import pointer
from dataprep.resources import folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dataprep.records.record import Json, Pointer

ANNOTATION = "x-dataprep"
URN = "urn:dataprep:schema:"

# A definition that does not name its draft may be of any of these.
DRAFTS = (
    "https://json-schema.org/draft/2020-12/schema",
    "http://json-schema.org/draft-07/schema#",
    "http://json-schema.org/draft-04/schema#",
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing in a record that its schema does not allow.

    AT points at the value; where a key is missing or not allowed, KEY names it. KEYWORD
    is the schema's keyword that fails, SCHEMA the part of the schema that holds it.
    """

    at: Pointer
    keyword: str
    value: Json
    schema: dict[str, Any]
    key: str | None = None

    @property
    def annotation(self) -> dict[str, Any]:
        """What the schema itself says of this place: ``code`` and ``message``, both optional."""
        found: dict[str, Any] = self.schema.get(ANNOTATION, {})
        return found


@cache
def document(name: str) -> dict[str, Any]:
    """Return the schema NAME (``openai/sft``) with every reference put in its place."""
    resolved: dict[str, Any] = _resolved(_raw(name), name)
    return resolved


@cache
def accepts(name: str) -> Callable[[Json], bool]:
    """Return the check that says whether a value meets the schema NAME."""
    validate: Callable[[Json], bool] = _validator(name).is_valid
    return validate


def faults(name: str, value: Json) -> Iterator[Fault]:
    """Give each thing in VALUE that the schema NAME does not allow."""
    seen = set()
    for error in _validator(name).iter_errors(value):
        path, keys = list(error.instance_path), list(error.schema_path)
        holder = _at(document(name), keys[:-1])
        for fault in _faults(path, str(keys[-1]), _at(value, path), holder):
            # Where two keys are missing, validators report twice what is one list here.
            if (place := (fault.at, fault.keyword, fault.key)) not in seen:
                seen.add(place)
                yield fault


def hand_written_fault(name: str, value: Json) -> str | None:
    """Return in one line what is wrong with VALUE, written by a person, or None.

    The line says where; what is wrong it says in the schema's own ``message``, if it has one.
    """
    import jsonschema
    from jsonschema.exceptions import best_match

    error = best_match(jsonschema.Draft202012Validator(document(name)).iter_errors(value))
    if error is None:
        return None
    where = ".".join(str(step) for step in error.absolute_path)
    said = (
        error.schema.get(ANNOTATION, {}).get("message") if isinstance(error.schema, dict) else None
    )
    return f"{where or 'the file'}: {said or error.message}"


def definition_flaw(text: bytes) -> tuple[Pointer, Json] | None:
    """Return what makes TEXT, an object in JSON, no JSON Schema: the place and the value there."""
    return _definition(text).flaw


@lru_cache(maxsize=1024)
def definition_faults(text: bytes, value: bytes) -> tuple[Fault, ...]:
    """Return each thing in VALUE that the schema TEXT, both in JSON, does not allow.

    A schema that cannot be used (it has a flaw, or refers elsewhere) allows everything.
    """
    definition, read = _definition(text), orjson.loads(value)
    if definition.validator is None:
        return ()
    found: dict[tuple[Pointer, str, str | None], Fault] = {}
    for error in _errors(definition.validator, read):
        path, keys = list(error.instance_path), list(error.schema_path)
        holder = _holder(definition.document, keys[:-1])
        for fault in _faults(path, str(keys[-1]), _at(read, path), holder):
            found.setdefault((fault.at, fault.keyword, fault.key), fault)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Definition:
    """A schema that stands in a record, such as a tool's parameters."""

    document: dict[str, Any]
    flaw: tuple[Pointer, Json] | None
    validator: Any = None


@lru_cache(maxsize=256)
def _definition(text: bytes) -> _Definition:
    """Return the schema TEXT by the draft that it names, or by the first that it fits."""
    document: dict[str, Any] = orjson.loads(text)
    named = document.get("$schema")
    first = None
    for draft in (named,) if named in DRAFTS else DRAFTS:
        marked = document | {"$schema": draft}
        path = _flaw(marked)
        if path is None:
            return _Definition(document, None, _compiled(marked))
        first = first if first is not None else (pointer(path), _at(document, path))
    return _Definition(document, first)


def _flaw(document: dict[str, Any]) -> list[Any] | None:
    """Return the path to what the draft that DOCUMENT names does not allow in it."""
    try:
        import jsonschema_rs
    except ImportError:
        import jsonschema

        try:
            jsonschema.validators.validator_for(document).check_schema(document)
        except jsonschema.SchemaError as error:
            return list(error.absolute_path)
        return None
    try:
        jsonschema_rs.meta.validate(document)
    except jsonschema_rs.ValidationError as error:
        return list(error.instance_path)
    return None


def _compiled(document: dict[str, Any]) -> Any:
    """Return the validator of DOCUMENT, which must not fetch what it refers to; None without."""
    try:
        import jsonschema_rs
    except ImportError:
        return None
    try:
        return jsonschema_rs.validator_for(document, offline=True)
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, ValueError):
        return None


def _errors(validator: Any, value: Json) -> list[Any]:
    """Return what VALIDATOR says of VALUE; of one that nests too deep for it, nothing."""
    try:
        return list(validator.iter_errors(value))
    except ValueError:
        return []


def _holder(document: Any, keys: Iterable[Any]) -> dict[str, Any]:
    """Return the part of DOCUMENT that KEYS lead to, or nothing where they lead elsewhere."""
    for key in keys:
        try:
            document = document[key]
        except (KeyError, IndexError, TypeError):
            return {}
    return document if isinstance(document, dict) else {}


@cache
def _validator(name: str) -> Any:
    try:
        import jsonschema_rs
    except ImportError:
        return _Slow(document(name))
    return jsonschema_rs.validator_for(document(name))


class _Slow:
    """The reference validator in the shape of ``jsonschema_rs``'s."""

    def __init__(self, schema: dict[str, Any]) -> None:
        import jsonschema

        self._validator = jsonschema.Draft202012Validator(schema)

    def is_valid(self, value: Json) -> bool:
        return bool(self._validator.is_valid(value))

    def iter_errors(self, value: Json) -> Iterator[Any]:
        for error in self._validator.iter_errors(value):
            error.instance_path, error.schema_path = error.absolute_path, error.absolute_schema_path
            yield error


def _faults(path: list[Any], keyword: str, value: Json, holder: dict[str, Any]) -> Iterator[Fault]:
    """Give one fault for each key: a schema error names several at once, or none by path."""
    match keyword:
        case "required":
            for key in holder.get("required", ()):
                if key not in value:
                    yield Fault(pointer(path), keyword, value, holder, key)
        case "additionalProperties":
            for key in value:
                if key not in holder.get("properties", {}):
                    yield Fault(pointer([*path, key]), keyword, value[key], holder, key)
        case _:
            yield Fault(pointer(path), keyword, value, holder)


def _at(value: Any, path: Iterable[Any]) -> Any:
    for step in path:
        value = value[step]
    return value


@cache
def _raw(name: str) -> dict[str, Any]:
    file = folder("schemas").joinpath(f"{name}.schema.json")
    raw: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return raw


def _resolved(node: Any, home: str) -> Any:
    """Put what each ``$ref`` names in its place; ours are not recursive."""
    match node:
        case {"$ref": str(reference), **others}:
            name, _, fragment = reference.removeprefix(URN).partition("#")
            target = _at(_raw(name or home), [step for step in fragment.split("/") if step])
            return _joined(_resolved(target, name or home), _resolved(others, home))
        case dict():
            return {
                key: _resolved(value, home)
                for key, value in node.items()
                if key not in ("$defs", "$id")
            }
        case list():
            return [_resolved(value, home) for value in node]
        case _:
            return node


def _joined(node: Any, closer: Any) -> Any:
    """Return NODE with what CLOSER says beside the reference to it; CLOSER wins."""
    if not (isinstance(node, dict) and isinstance(closer, dict)):
        return closer
    return {**node, **{key: _joined(node.get(key), value) for key, value in closer.items()}}
