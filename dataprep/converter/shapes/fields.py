"""A row is one exchange, spread over columns."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dataprep.converter.calls import calls
from dataprep.converter.choices import Choices, choices
from dataprep.converter.codecs.json import calls as spelled
from dataprep.converter.dialogue import Dialogue
from dataprep.converter.keys import key, made
from dataprep.converter.path import Path, blank
from dataprep.converter.shape import Message, Unconvertible
from dataprep.converter.template import Text, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dataprep.converter.block import Block
    from dataprep.converter.shape import Sides
    from dataprep.records.record import Json

# What makes more of a row than two texts, or other texts, if a definition has it.
_MORE = (
    *("choices", "label", "calls", "reasoning"),
    *("codec", "tools", "parallel_tool_calls", "images", "clean"),
)


@dataclass(frozen=True, kw_only=True)
class Fields(Dialogue):
    """Where the sides of the exchange are: USER and ASSISTANT, or CHOICES, CALLS or LABEL.

    The parts of USER are joined by JOIN, without the blank ones. HISTORY leads to pairs of
    earlier questions and answers. LABELS are the answers for what LABEL leads to.
    """

    user: Text = key(Text)
    assistant: Text | None = key(Text)
    join: str = "\n\n"
    history: Path | None = key(Path)
    choices: Choices | None = key(choices)
    label: Path | None = key(Path)
    labels: Mapping[str, str] = field(default_factory=dict)
    calls: Path | None = key(Path)
    reasoning: Path | None = key(Path)

    def sides(self, block: Block) -> Sides | None:
        """Return what is asked and answered in each row of BLOCK, if that is all it says."""
        if self.assistant is None or any(getattr(self, name) for name in _MORE):
            return None
        if any(_says_more(column, block) for column in (self.system, self.history)):
            return None
        asked, answers = self.user.column(block), self.assistant.column(block)
        return None if asked is None or answers is None else zip(asked, answers, strict=True)

    def turns(self, row: dict[str, Json]) -> tuple[list[Message], tuple[str, ...]]:
        """Return the exchange that ROW holds."""
        asked = self.user.get(row)
        answer: Message = {"role": "assistant"}
        if self.choices:
            options, answer["content"] = self.choices.rendered(row)
            asked = joined([asked, options], self.join)
        elif self.calls:
            answer |= {"content": None, "tool_calls": calls(_listed(self.calls(row)))}
        elif self.label:
            answer["content"] = self._label(self.label(row))
        elif self.assistant:
            answer["content"] = self.assistant.get(row)
        if not asked and not answer["content"] and "tool_calls" not in answer:
            raise Unconvertible("empty")
        if self.reasoning and (thought := _thought(self.reasoning(row))):
            answer["reasoning_content"] = thought
        messages = [{"role": "user", "content": asked}, answer]
        if self.history and not blank(history := self.history.get(row)):
            return [*_earlier(history), *messages], ()
        return messages, ()

    def _label(self, found: Json) -> str:
        said = str(found).casefold() if isinstance(found, bool) else str(found).strip()
        if said not in self.labels:
            raise Unconvertible("unlabelled")
        return self.labels[said]


def shape(**keys: Json) -> Fields:
    """Return the shape made from the KEYS of a definition."""
    fields = made(Fields, keys)
    return replace(fields, user=fields.user.with_join(fields.join))


def _says_more(part: Text | Path | None, block: Block) -> bool:
    """Say whether PART leads to anything in BLOCK, or may do so."""
    if part is None:
        return False
    found = part.column(block)
    return found is None or not all(map(blank, found))


def _listed(found: Json) -> Json:
    return spelled(found, ())[1] if isinstance(found, str) else found


def _thought(found: Json) -> str:
    steps = found if isinstance(found, list) else [found]
    return "\n".join(step for step in steps if isinstance(step, str) and not blank(step))


def _earlier(history: Json) -> Iterator[Message]:
    if not isinstance(history, list):
        raise Unconvertible("not-turns")
    for pair in history:
        match pair:
            case [str(asked), str(answer)]:
                yield {"role": "user", "content": asked}
                yield {"role": "assistant", "content": answer}
            case _:
                raise Unconvertible("not-turns")
