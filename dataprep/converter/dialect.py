"""How a target spells a record that it takes: its roles, its ids, its arguments, its parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson
import xxhash

from dataprep import schema
from dataprep.catalog.catalog import Target, provider
from dataprep.converter import policy
from dataprep.converter.merging import in_parts
from dataprep.converter.reasoning import FIELD
from dataprep.converter.shape import Unconvertible

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from dataprep.catalog.records import Records
    from dataprep.converter.shape import Message
    from dataprep.records.record import Json

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ID_LENGTH = 9
FLAG = "parallel_tool_calls"
_PAIR = ("input", "preferred_output", "non_preferred_output")


@dataclass(frozen=True, slots=True)
class Dialect:
    """What the records of PROVIDER look like, and what is done with odd turns on the way there.

    METHODS are those it offers; WANTED is the one that was asked for, if any was.
    """

    provider: str
    records: Records
    policies: Mapping[str, str]
    methods: tuple[str, ...]
    wanted: str | None = None

    def method(self, usual: str, *others: str) -> str:
        """Return the method of an example that suits the USUAL one, or one of OTHERS if wanted.

        Raises:
            Unconvertible: another one is wanted, or the provider does not offer it.
        """
        method = self.wanted or usual
        if method not in (usual, *others):
            raise Unconvertible(f"not-for-{method}")
        if method not in self.methods:
            raise Unconvertible(f"{method}-not-offered")
        return method

    def spelt(self, record: dict[str, Json], method: str) -> tuple[dict[str, Json], set[str]]:
        """Return RECORD, of OpenAI's form for METHOD, as the provider takes it, and what changed.

        Raises:
            Unconvertible: the provider would refuse it.
        """
        name = f"{self.provider}/{method}"
        properties = schema.document(name)["properties"]
        changes: set[str] = set()
        if method == "dpo":
            properties = properties["input"]["properties"]
            prompt, better, worse = (record[key] for key in _PAIR)
            messages = [*prompt["messages"], *better, *worse]
            messages = self._messages(messages, _roles(properties), changes)
            prompt = {**_known(prompt, properties, changes), "messages": messages[:-2]}
            record = dict(zip(_PAIR, (prompt, messages[-2:-1], messages[-1:]), strict=True))
        else:
            messages = self._messages(record["messages"], _roles(properties), changes)
            record = {**_known(record, properties, changes), "messages": messages}
        if not schema.accepts(name)(_without_thoughts(record)):
            raise Unconvertible("not-a-record")
        return record, changes

    def _messages(
        self, messages: list[Message], roles: Collection[str], changes: set[str]
    ) -> list[Message]:
        """Return MESSAGES as the provider spells them, in ROLES; add what changed to CHANGES."""
        spelt = self._with_ids(messages, changes)
        for role, instead in (("developer", "system"), ("system", "developer")):
            if role not in roles and any(m["role"] == role for m in spelt):
                spelt = [{**m, "role": instead} if m["role"] == role else m for m in spelt]
                changes.add(f"{role}-renamed")
        if self.records.unweighted and any("weight" in m for m in spelt):
            spelt = [{k: v for k, v in m.items() if k != "weight"} for m in spelt]
            changes.add("weight-dropped")
        if self.records.structured_arguments:
            spelt = [_structured(m) if m.get("tool_calls") else m for m in spelt]
        if self.records.uniform_content and any(isinstance(m.get("content"), list) for m in spelt):
            if any(isinstance(m.get("content"), str) for m in spelt):
                changes.add("text-in-parts")
            spelt = [_in_parts(m) if m.get("content") else m for m in spelt]
        return spelt

    def _with_ids(self, messages: list[Message], changes: set[str]) -> list[Message]:
        """Return MESSAGES with ids that fit; one that fits already stays."""
        if (form := self.records.call_id) is None:
            return messages
        ids = dict.fromkeys(call["id"] for m in messages for call in m.get("tool_calls") or ())
        if all(re.fullmatch(form, id_) for id_ in ids):
            return messages
        fitting: dict[str, str] = {}
        for id_ in ids:
            fits = re.fullmatch(form, id_)
            fitting[id_] = id_ if fits else _short(id_, taken={*ids, *fitting.values()})
        changes.add("call-ids-rewritten")
        return [_renamed(m, fitting) for m in messages]


def dialect(target: str, policies: Mapping[str, str]) -> Dialect:
    """Return the dialect of TARGET (``together``, ``openai/sft``) with the user's own POLICIES.

    Raises:
        CatalogError: there is no such provider.
        UsageError: it has no such method, or there is no such policy.
    """
    wanted = Target.parse(target)
    service = provider(wanted.provider)
    return Dialect(
        service.name,
        service.records,
        policy.chosen(service.policies, policies),
        tuple(service.limits),
        wanted.method,
    )


def _short(id_: str, *, taken: set[str]) -> str:
    """Return nine letters and digits that only ID_ gives, and that are not among those TAKEN."""
    number = xxhash.xxh3_64_intdigest(id_.encode())
    base = len(_DIGITS)
    while True:
        short = "".join(_DIGITS[number // base**place % base] for place in range(_ID_LENGTH))
        if short not in taken:
            return short
        number += 1


def _renamed(message: Message, ids: Mapping[str, str]) -> Message:
    renamed: dict[str, Any] = dict(message)
    if calls := message.get("tool_calls"):
        renamed["tool_calls"] = [{**call, "id": ids[call["id"]]} for call in calls]
    if message["role"] == "tool":
        renamed["tool_call_id"] = ids[message["tool_call_id"]]
    return renamed


def _roles(properties: Json) -> Collection[str]:
    """Return the roles that a message may have by the schema with these PROPERTIES."""
    roles: list[str] = properties["messages"]["items"]["properties"]["role"]["enum"]
    return roles


def _known(holder: dict[str, Json], properties: Json, changes: set[str]) -> dict[str, Json]:
    """Return HOLDER without a setting that is none of its PROPERTIES."""
    if FLAG not in holder or FLAG in properties:
        return holder
    changes.add("parallel-tool-calls-dropped")
    return {key: value for key, value in holder.items() if key != FLAG}


def _in_parts(message: Message) -> Message:
    return {**message, "content": in_parts(message["content"])}


def _structured(message: Message) -> Message:
    """Return MESSAGE with the arguments of its calls as objects."""
    return {**message, "tool_calls": [_with_object(call) for call in message["tool_calls"]]}


def _with_object(call: Json) -> Json:
    function = call["function"]
    try:
        arguments = orjson.loads(function["arguments"] or "{}")
    except orjson.JSONDecodeError as error:
        raise Unconvertible("broken-tool-call") from error
    return {**call, "function": {**function, "arguments": arguments}}


def _without_thoughts(record: dict[str, Json]) -> dict[str, Json]:
    """Return RECORD without thoughts in a field: no key of a record, but here only if asked for."""
    messages = record.get("messages", ())
    if all(FIELD not in message for message in messages):
        return record
    plain = [{key: m[key] for key in m if key != FIELD} for m in messages]
    return {**record, "messages": plain}
