"""A message as it is shown: its text and calls, what training makes of it, how many tokens it has.

The record need not have the right shape: what can be read of it is shown.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataprep.tokens.chat import PER_SEQUENCE, Uncountable, sequences
from dataprep.tokens.count import TIKTOKEN, count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.finding import Finding
    from dataprep.records.record import Json, Pointer

# The parts of a pair, by where its messages stand.
PARTS = {
    "/messages": "",
    "/input/messages": "input",
    "/preferred_output": "preferred",
    "/non_preferred_output": "non-preferred",
}
CONTEXT, TRAINED = "context", "trained"


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a tool by an assistant message; the arguments are as they are written."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class Said:
    """A message. PART is empty but in a pair; USE is what training makes of it.

    ANSWERS is the id of the call that a tool message answers.
    """

    at: Pointer
    part: str
    role: str
    use: str
    text: str
    images: tuple[str, ...]
    calls: tuple[Call, ...]
    answers: str
    tokens: int | None
    findings: tuple[Finding, ...]


def messages(
    value: dict[str, Json], method: str, encoding: str | None, found: list[Finding]
) -> Iterator[Said]:
    """Give the messages of the record VALUE, each with those of FOUND that are in it."""
    for base, part in PARTS.items():
        for index, message in enumerate(listed(_at(value, base))):
            at = f"{base}/{index}"
            here = tuple(f for f in found if f.pointer == at or f.pointer.startswith(f"{at}/"))
            known = message if isinstance(message, dict) else {}
            yield Said(
                at=at,
                part=part,
                role=str(known.get("role", "?")),
                use=_use(known, part, method),
                text=_text(known.get("content")) if known else _written(message),
                images=tuple(_images(known.get("content"))),
                calls=tuple(_calls(known)),
                answers=str(known.get("tool_call_id", "")),
                tokens=_tokens(known, encoding),
                findings=here,
            )


def _use(message: dict[str, Json], part: str, method: str) -> str:
    """Say what training makes of MESSAGE: learnt is what the assistant says, unless weighed 0."""
    if part not in ("", "input"):
        return part
    learnt = message.get("role") == "assistant" and message.get("weight") != 0
    return TRAINED if learnt and method == "sft" else CONTEXT


def _text(content: Json) -> str:
    match content:
        case None:
            return ""
        case str():
            return content
        case list():
            found = [part.get("text") or part.get("refusal") for part in _dicts(content)]
            return "\n".join(text for text in found if isinstance(text, str))
        case _:
            return _written(content)


def _images(content: Json) -> Iterator[str]:
    for part in _dicts(listed(content)):
        match part:
            case {"image_url": {"url": str(url)}} | {"image_url": str(url)}:
                # The bytes of an image are nothing to read.
                kind, _, data = url.partition(",")
                yield f"{kind}, {len(data):,} characters" if kind.startswith("data:") else url


def _calls(message: dict[str, Json]) -> Iterator[Call]:
    for call in [*listed(message.get("tool_calls")), {"function": message.get("function_call")}]:
        match call:
            case {"function": {"name": name, **more}}:
                arguments = more.get("arguments", "")
                written = arguments if isinstance(arguments, str) else _written(arguments)
                yield Call(str(call.get("id", "")), str(name), written)


def tokens(value: dict[str, Json], method: str, encoding: str | None) -> int | None:
    """Return the tokens of the record VALUE, if its shape and its ENCODING are known."""
    if encoding is None:
        return None
    try:
        found = sequences(value, method)
    except Uncountable:
        return None
    counts = count((s for each in found for s in each.strings), encoding, tokenizer=TIKTOKEN)
    return sum(each.sure.length(counts) + each.perhaps.length(counts) for each in found)


def _tokens(message: dict[str, Json], encoding: str | None) -> int | None:
    alone = tokens({"messages": [message]}, "sft", encoding)
    return None if alone is None else alone - PER_SEQUENCE


def _at(value: Json, base: Pointer) -> Json:
    for step in base.split("/")[1:]:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def listed(value: Json) -> list[Json]:
    """Return VALUE if it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def _dicts(items: list[Json]) -> Iterator[dict[str, Json]]:
    return (item for item in items if isinstance(item, dict))


def _written(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)
