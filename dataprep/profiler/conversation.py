"""A record as a conversation that people can read: clipped, and without secrets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import orjson

from dataprep.profiler.screen import screened
from dataprep.profiler.speech import speeches
from dataprep.records.record import Line, Record, read
from dataprep.tokens.chat import Uncountable, sequences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from dataprep.linter.finding import Finding
    from dataprep.profiler.speech import Speech
    from dataprep.records.record import Json, Pointer

Place = tuple[str, int]

# What is shown of one record: so many characters in all, and so many messages.
MOST_CHARACTERS = 8000
MOST_BUBBLES = 40
LONGEST_ROLE, LONGEST_LABEL = 40, 120
DATA_URL = "data:"
TEXT = "text"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a message: its KIND (text, call, image, field), a label and the text.

    CUT is the number of characters that are not shown.
    """

    kind: str
    label: str
    text: str
    cut: int = 0


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message: who speaks, whether it is learnt, which output of a pair it belongs to."""

    role: str
    trained: bool
    output: str
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Conversation:
    """A record to show. ASIDE is what stands beside the messages, or a line that is no record.

    FINDINGS are those of no one message; LEFT_OUT is the number of messages not shown.
    """

    path: str
    line: int
    bubbles: tuple[Bubble, ...]
    aside: tuple[Block, ...]
    findings: tuple[Finding, ...]
    left_out: int

    @property
    def blocks(self) -> Iterator[Block]:
        """Give all blocks, in the order they are read."""
        yield from self.aside
        for bubble in self.bubbles:
            yield from bubble.blocks

    @property
    def opening(self) -> str:
        """The beginning of what the user asks first, or else of the first text there is."""
        asked = [b for bubble in self.bubbles if bubble.role == "user" for b in bubble.blocks]
        return next((block.text for block in (*asked, *self.blocks) if block.text), "")

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """The findings of the record and of its messages."""
        return sum((bubble.findings for bubble in self.bubbles), self.findings)


def conversations(
    lines: Mapping[Place, bytes],
    findings: Mapping[Place, Sequence[Finding]],
    *,
    method: str,
    today: date,
) -> list[Conversation]:
    """Return LINES as conversations of METHOD, each with its FINDINGS, in the order of lines."""
    made = [
        _conversation(path, line, data, findings.get((path, line), ()), method)
        for (path, line), data in sorted(lines.items())
    ]
    texts = (text for each in made for text in _texts(each))
    safe = screened(texts, today=today)
    return [_clipped(_screened(each, safe)) for each in made]


def _conversation(
    path: str, line: int, data: bytes, findings: Sequence[Finding], method: str
) -> Conversation:
    record = read(Line(path, line, data))
    if not isinstance(record, Record) or not _has_shape(record.value, method):
        raw = Block(TEXT, "", data.decode("utf-8", "backslashreplace"))
        return Conversation(path, line, (), (raw,), tuple(findings), 0)
    said = list(zip(speeches(record.value, method), record.messages, strict=True))
    bubbles = tuple(_bubble(speech, at, findings) for speech, (at, _) in said[:MOST_BUBBLES])
    placed = {id(each) for bubble in bubbles for each in bubble.findings}
    return Conversation(
        path,
        line,
        bubbles,
        tuple(_aside(record.value)),
        tuple(each for each in findings if id(each) not in placed),
        len(said) - len(bubbles),
    )


def _has_shape(value: dict[str, Json], method: str) -> bool:
    try:
        sequences(value, method)
    except Uncountable:
        return False
    return True


def _bubble(speech: Speech, at: Pointer, findings: Sequence[Finding]) -> Bubble:
    mine = tuple(each for each in findings if f"{each.pointer}/".startswith(f"{at}/"))
    blocks = tuple(_blocks(speech.message))
    return Bubble(speech.role[:LONGEST_ROLE], speech.trained, speech.output, blocks, mine)


def _blocks(message: dict[str, Json]) -> Iterator[Block]:
    """Give what is in MESSAGE: its content first, then all else but its role."""
    match message.get("content"):
        case str(text):
            yield Block(TEXT, "", text)
        case list(parts):
            yield from map(_part, parts)
    for key, value in message.items():
        match key, value:
            case ("role" | "content", _) | (_, None):
                continue
            case "tool_calls", list(calls):
                yield from map(_call, calls)
            case "function_call", call:
                yield _call({"function": call})
            case _:
                yield Block("field", key, _text(value))


def _part(part: dict[str, Json]) -> Block:
    match part:
        case {"text": str(text)}:
            return Block(TEXT, "", text)
        case {"type": "image_url", "image_url": {"url": str(url)} as image}:
            detail = f", detail {image['detail']}" if "detail" in image else ""
            return Block("image", f"image{detail}", _address(url))
        case _:
            return Block("field", str(part.get("type", "part")), _text(part))


def _address(url: str) -> str:
    """Return URL; of one that holds the image itself, what it is and how long."""
    kind, comma, data = url.partition(",")
    embedded = comma and url.startswith(DATA_URL)
    return f"{kind}, {len(data):,} characters" if embedded else url


def _call(call: Json) -> Block:
    match call:
        case {"function": {"name": str(name), "arguments": arguments}, **rest}:
            ident = rest.get("id")
            label = f"calls, as {ident}" if isinstance(ident, str) else "calls"
            return Block("call", label, f"{name}({_text(arguments)})")
        case _:
            return Block("call", "calls", _text(call))


def _aside(value: dict[str, Json]) -> Iterator[Block]:
    """Give what the record VALUE holds beside its messages: definitions of tools, and fields."""
    for key, held in value.items():
        if key == "input" and isinstance(held, dict):
            yield from _aside(held)
        elif key not in ("messages", "preferred_output", "non_preferred_output"):
            yield Block("field", key, _text(held))


def _text(value: Json) -> str:
    if isinstance(value, str):
        return value
    return orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()


def _texts(shown: Conversation) -> Iterator[str]:
    for bubble in shown.bubbles:
        yield bubble.role
    for block in shown.blocks:
        yield block.label
        yield block.text


def _screened(shown: Conversation, safe: Mapping[str, str]) -> Conversation:
    """Return SHOWN with what is SAFE to show in place of every text."""

    def change(block: Block) -> Block:
        return replace(block, label=safe[block.label], text=safe[block.text])

    bubbles = tuple(replace(bubble, role=safe[bubble.role]) for bubble in shown.bubbles)
    return _changed(replace(shown, bubbles=bubbles), change)


def _clipped(shown: Conversation) -> Conversation:
    """Return SHOWN with no more than so many characters."""
    left = MOST_CHARACTERS

    def change(block: Block) -> Block:
        nonlocal left
        text = block.text[:left]
        left -= len(text)
        return replace(
            block, label=block.label[:LONGEST_LABEL], text=text, cut=len(block.text) - len(text)
        )

    return _changed(shown, change)


def _changed(shown: Conversation, change: Callable[[Block], Block]) -> Conversation:
    """Return SHOWN with every block as CHANGE makes it, the messages first."""
    bubbles = tuple(
        replace(bubble, blocks=tuple(map(change, bubble.blocks))) for bubble in shown.bubbles
    )
    return replace(shown, bubbles=bubbles, aside=tuple(map(change, shown.aside)))
