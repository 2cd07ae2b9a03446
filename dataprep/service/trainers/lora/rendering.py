"""Conversations become tokens by a model's own chat template, and each knows if it is trained."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import orjson
from jinja2 import TemplateError

from dataprep.service.trainer import TrainingError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transformers import PreTrainedTokenizerBase

    from dataprep.records.record import Json
    from dataprep.service.trainer import Example, Message, Prompt

UNTRAINED = -100  # the label that torch's losses leave out
# What OpenAI calls otherwise than templates do.
_ROLES = {"developer": "system", "function": "tool"}


@dataclass(frozen=True, slots=True)
class Tokens:
    """A conversation as IDS; LABELS are those that are trained, and UNTRAINED for the others."""

    ids: list[int]
    labels: list[int]

    def cut(self, longest: int) -> Tokens:
        """Return the first LONGEST tokens."""
        return Tokens(self.ids[:longest], self.labels[:longest])


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is learned at once: a sequence, or a pair, the preferred one before the rejected.

    Of a pair, MARGIN says how much likelier the preferred one was before the training.
    """

    sequences: tuple[Tokens, ...]
    margin: float = 0.0

    @property
    def size(self) -> int:
        """The tokens of the longest sequence."""
        return max(len(each.ids) for each in self.sequences)

    def cut(self, longest: int) -> Lesson:
        """Return the lesson with the first LONGEST tokens of each sequence."""
        return replace(self, sequences=tuple(each.cut(longest) for each in self.sequences))


class Renderer:
    """Renders as TOKENIZER and its chat template say."""

    def __init__(self, tokenizer: PreTrainedTokenizerBase) -> None:
        self._tokenizer = tokenizer
        self._knows_calls = "tool_calls" in str(tokenizer.chat_template)

    def prompt(self, prompt: Prompt) -> list[int]:
        """Return the tokens that an answer to PROMPT follows."""
        return self._tokens(self._text(prompt.messages, prompt.tools, asks=True), ()).ids

    def lessons(self, example: Example) -> list[Lesson]:
        """Return what is learned from EXAMPLE."""
        if not example.rejected:
            return [Lesson((each,)) for each in self._sequences(example)]
        first = next(at for at, message in enumerate(example.messages) if message.trained)
        other = replace(example, messages=(*example.messages[:first], *example.rejected))
        ends = (self._sequences(each)[-1] for each in (example, other))
        return [Lesson(tuple(ends))]

    def _sequences(self, example: Example) -> list[Tokens]:
        """Return EXAMPLE as it is trained: at a stretch, or where that cannot be, by answers.

        Some templates leave something out of all answers but the last: what stands before an
        answer when it is asked for is then not what stands before it in the whole.
        """
        answers = [at for at, message in enumerate(example.messages) if message.trained]
        try:
            return [self._whole(example, answers)]
        except _NotOneStretchError:
            pass
        alone = (replace(example, messages=example.messages[: at + 1]) for at in answers)
        try:
            return [self._whole(each, [len(each.messages) - 1]) for each in alone]
        except _NotOneStretchError as error:
            raise TrainingError(
                "the chat template of this base changes what stands before an answer with it;"
                " take another base"
            ) from error

    def _whole(self, example: Example, answers: list[int]) -> Tokens:
        text = self._text(example.messages, example.tools)
        spans = list(self._spans(text, example, answers))
        return self._tokens(text, spans)

    def _spans(self, text: str, example: Example, answers: list[int]) -> Iterator[tuple[int, int]]:
        """Give where in TEXT the ANSWERS of EXAMPLE are, with the mark that ends each."""
        for at in answers:
            before = self._text(example.messages[:at], example.tools, asks=True)
            through = self._text(example.messages[: at + 1], example.tools)
            if not (text.startswith(through) and through.startswith(before)):
                raise _NotOneStretchError
            yield len(before), len(through)

    def _text(
        self, messages: Sequence[Message], tools: Sequence[Json], *, asks: bool = False
    ) -> str:
        try:
            text: Any = self._tokenizer.apply_chat_template(
                list(map(self._shown, messages)),
                tools=list(tools) or None,
                add_generation_prompt=asks,
                tokenize=False,
            )
        except TemplateError as error:
            raise TrainingError(
                f"the chat template of this base refuses a conversation: {error}"
            ) from error
        return str(text)

    def _shown(self, message: Message) -> dict[str, Json]:
        """Return MESSAGE as templates expect it: the arguments of calls are no text."""
        shown: dict[str, Json] = {"role": _ROLES.get(message.role, message.role)}
        if not (message.calls and self._knows_calls):
            return shown | {"content": message.said}
        return shown | {"content": message.text, "tool_calls": list(map(_call, message.calls))}

    def _tokens(self, text: str, spans: Sequence[tuple[int, int]]) -> Tokens:
        """Return the tokens of TEXT; those that lie in SPANS are trained."""
        # The template has written the marks of beginning and end.
        read = self._tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
        ids: list[int] = read["input_ids"]
        labels = [
            token if any(start <= first < last <= end for start, end in spans) else UNTRAINED
            for token, (first, last) in zip(ids, read["offset_mapping"], strict=True)
        ]
        return Tokens(ids, labels)


class _NotOneStretchError(Exception):
    """A template does not render the beginning of a conversation as the beginning of the whole."""


def _call(call: Json) -> Json:
    function = call["function"]
    try:
        arguments = orjson.loads(function["arguments"])
    except orjson.JSONDecodeError:
        arguments = function["arguments"]
    return call | {"function": function | {"arguments": arguments}}
