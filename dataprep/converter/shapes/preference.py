"""A row is a prompt with a better and a worse answer."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from dataprep.converter.keys import key, made
from dataprep.converter.path import Path, blank
from dataprep.converter.pick import Pick, pick
from dataprep.converter.shape import Conversation, Message, Pair, Unconvertible
from dataprep.converter.template import Text
from dataprep.converter.tools import definitions
from dataprep.converter.transcript import Marks
from dataprep.converter.turn import Turn

if TYPE_CHECKING:
    from dataprep.records.record import Json


@dataclass(frozen=True, kw_only=True)
class Preference(Turn):
    """Where the two answers are: CHOSEN and REJECTED, or what PICK says of several.

    Each is a text, a turn, turns, or with MARKS a transcript; where they hold the prompt too,
    it is the whole turns that they have in common. Else PROMPT leads to turns or a text, or
    USER is the text. The keys of a turn are those of the shape ``turns``.
    """

    chosen: Path | None = key(Path)
    rejected: Path | None = key(Path)
    pick: Pick | None = key(pick)
    prompt: Path | None = key(Path)
    user: Text | None = key(Text)
    system: Text | None = key(Text)
    tools: Path | None = key(Path)
    marks: Marks | None = key(Marks)

    def examples(self, row: dict[str, Json]) -> tuple[Pair]:
        """Return the pair that ROW holds."""
        better, worse = (self._said(answer, "assistant") for answer in self._answers(row))
        shared = min(_shared(better, worse), len(better) - 1, len(worse) - 1)
        prompt, ends = better[:shared], (better[shared:], worse[shared:])
        if any(len(end) != 1 or end[0]["role"] != "assistant" for end in ends):
            raise Unconvertible("prompts-differ")
        if not any(message["role"] == "user" for message in prompt):
            prompt = [*prompt, *self._prompt(row)]
        system = self.system(row) if self.system else ""
        tools = definitions(self.tools(row)) if self.tools else None
        return (Pair(Conversation(prompt, system, tools), ends[0][0], ends[1][0]),)

    def _answers(self, row: Json) -> tuple[Json, Json]:
        if self.pick:
            answers = self.pick(row)
        else:
            answers = self.chosen and self.chosen(row), self.rejected and self.rejected(row)
        if any(blank(answer) for answer in answers):
            raise Unconvertible("empty")
        return answers

    def _prompt(self, row: Json) -> list[Message]:
        if self.prompt and not blank(found := self.prompt(row)):
            return self._said(found, "user")
        return [{"role": "user", "content": self.user(row)}] if self.user else []

    def _said(self, found: Json, role: str) -> list[Message]:
        """Return what is FOUND as messages; a text that is no transcript is said by ROLE.

        Raises:
            Unconvertible: it is nothing of the kind.
        """
        match found:
            case str():
                if not (self.marks and self.marks.begin(found)):
                    return [{"role": role, "content": found}]
                said = self.marks.messages(found)
                # A prompt in a transcript ends with the mark of the answer to come.
                return said if role == "assistant" or said[-1]["content"] else said[:-1]
            case dict():
                return self.messages([found])
            case [_, *_]:
                return self.messages(found)
        raise Unconvertible("not-turns")


def shape(**keys: Json) -> Preference:
    """Return the shape made from the KEYS of a definition."""
    return made(Preference, keys)


def _shared(one: list[Message], other: list[Message]) -> int:
    """Return how many whole turns ONE and OTHER have in common from their start."""
    same = takewhile(lambda turns: turns[0] == turns[1], zip(one, other, strict=False))
    return sum(1 for _ in same)
