"""A record as a conversation that people can read: clipped, and without secrets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dataprep.linter.masking import masked
from dataprep.profiler.block import FIELD, Block, aside, blocks
from dataprep.profiler.screen import screened
from dataprep.profiler.speech import speeches
from dataprep.records.record import Line, Record, read
from dataprep.tokens.chat import Uncountable, sequences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from dataprep.linter.finding import Finding
    from dataprep.profiler.speech import Speech
    from dataprep.records.record import Json

Place = tuple[str, int]

# What is shown of one record: so many characters in all and of one text, and so many messages.
MOST_CHARACTERS = 8000
LONGEST_BLOCK = 2000
MOST_BUBBLES = 40
LONGEST_ROLE, LONGEST_LABEL = 40, 120


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
    safe = screened((text for each in made for text in _texts(each)), today=today)
    return [_clipped(_screened(each, safe)) for each in made]


def _conversation(
    path: str, line: int, data: bytes, findings: Sequence[Finding], method: str
) -> Conversation:
    record = read(Line(path, line, data))
    if not isinstance(record, Record) or not _has_shape(record.value, method):
        raw = Block(FIELD, "", data.decode("utf-8", "backslashreplace"))
        return Conversation(path, line, (), (raw,), tuple(findings), 0)
    said = list(speeches(record.value, method))
    bubbles = tuple(_bubble(speech, findings) for speech in said[:MOST_BUBBLES])
    placed = {id(each) for bubble in bubbles for each in bubble.findings}
    return Conversation(
        path,
        line,
        bubbles,
        tuple(aside(record.value)),
        tuple(each for each in findings if id(each) not in placed),
        len(said) - len(bubbles),
    )


def _has_shape(value: dict[str, Json], method: str) -> bool:
    try:
        sequences(value, method)
    except Uncountable:
        return False
    return True


def _bubble(speech: Speech, findings: Sequence[Finding]) -> Bubble:
    mine = tuple(each for each in findings if f"{each.pointer}/".startswith(f"{speech.at}/"))
    parts = tuple(blocks(speech.message))
    return Bubble(speech.role[:LONGEST_ROLE], speech.trained, speech.output, parts, mine)


def _texts(shown: Conversation) -> Iterator[str]:
    for bubble in shown.bubbles:
        yield bubble.role
    for block in shown.blocks:
        yield block.label
        yield block.text


def _screened(shown: Conversation, safe: Mapping[str, str]) -> Conversation:
    """Return SHOWN with what is SAFE to show in place of every text."""

    def change(block: Block) -> Block:
        text = safe[block.text]
        # In JSON the rules do not see all that they see in its strings.
        text = masked(text) if block.kind == FIELD else text
        return replace(block, label=safe[block.label], text=text)

    bubbles = tuple(replace(bubble, role=safe[bubble.role]) for bubble in shown.bubbles)
    return _changed(replace(shown, bubbles=bubbles), change)


def _clipped(shown: Conversation) -> Conversation:
    """Return SHOWN with no more than so many characters."""
    left = MOST_CHARACTERS

    def change(block: Block) -> Block:
        nonlocal left
        text = block.text[: min(left, LONGEST_BLOCK)]
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
