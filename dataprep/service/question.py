"""A question to a model, and the answers on their way."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataprep.catalog.catalog import Bound
from dataprep.service.errors import RequestError
from dataprep.service.examples import messages as read
from dataprep.service.order import number, string
from dataprep.service.trainer import Prompt
from dataprep.tokens.chat import Uncountable, sequences
from dataprep.tokens.count import TIKTOKEN, count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json
    from dataprep.service.trainer import Model
    from dataprep.tokens.chat import Sequence

USUAL_TOKENS = 512


@dataclass(frozen=True, slots=True)
class Question:
    """A request for answers to PROMPT: so many CHOICES, of at most MOST tokens each.

    COUNTED is what of the prompt counts as tokens. An answer ends before the first of STOPS.
    """

    model: str
    prompt: Prompt
    counted: Sequence
    choices: int
    most: int
    stops: list[str]
    temperature: float
    seed: int

    @classmethod
    def parse(cls, given: dict[str, Json]) -> Question:
        """Return the question that the request body GIVEN asks.

        Raises:
            RequestError: it is none.
        """
        messages: list[Json] = given.get("messages", [])
        tools = _tools(given)
        try:
            (counted,) = sequences({"messages": messages, "tools": tools}, "sft")
        except Uncountable as error:
            raise RequestError("these are not messages - 'messages'", param="messages") from error
        most = given.get("max_completion_tokens") or given.get("max_tokens")
        heat, seed = given.get("temperature"), given.get("seed")
        return cls(
            model=string(given, "model"),
            prompt=Prompt(read(messages), tools),
            counted=counted,
            choices=int(number(given.get("n") or 1, "n", Bound(1, most=128), whole=True)),
            most=int(number(most or USUAL_TOKENS, "max_tokens", Bound(1), whole=True)),
            stops=_stops(given.get("stop")),
            temperature=number(1 if heat is None else heat, "temperature", Bound(0, most=2)),
            seed=secrets.randbits(31) if seed is None else abs(int(number(seed, "seed", Bound()))),
        )

    def usage(self, answers: list[str], encoding: str) -> dict[str, int]:
        """Return the tokens of the question and its ANSWERS, as OpenAI would count them."""
        counts = count([*self.counted.strings, *answers], encoding, tokenizer=TIKTOKEN)
        asked = (self.counted.sure + self.counted.perhaps).length(counts)
        said = sum(map(counts.__getitem__, answers))
        return {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said}

    def answer(self, model: Model, choice: int) -> Answering:
        """Return the answer number CHOICE of MODEL, which is not given yet."""
        tokens = model.generate(
            self.prompt, most=self.most, temperature=self.temperature, seed=self.seed + choice
        )
        return Answering(tokens, self.most, self.stops)


@dataclass(slots=True)
class Answering:
    """An answer that is on its way: its TOKENS, at most MOST, up to the first of STOPS."""

    tokens: Iterator[str]
    most: int
    stops: list[str]
    ending: str = "stop"

    def __iter__(self) -> Iterator[str]:
        """Give the answer piece by piece; what may begin a stop is kept back until it is known."""
        kept, given = "", 0
        longest = max(map(len, self.stops), default=1)
        for token in self.tokens:
            given += 1
            kept += token
            found = [at for stop in self.stops if (at := kept.find(stop)) >= 0]
            if found:
                yield kept[: min(found)]
                return
            sure = len(kept) - (longest - 1)
            if sure > 0:
                yield kept[:sure]
                kept = kept[sure:]
        if kept:
            yield kept
        if given == self.most:
            self.ending = "length"


def _tools(given: dict[str, Json]) -> list[Json]:
    """Return the tools that a model is told of: those of the request GIVEN, unless it forbids them.

    Raises:
        RequestError: they are none.
    """
    tools = given.get("tools") or []
    if not isinstance(tools, list) or not all(isinstance(each, dict) for each in tools):
        raise RequestError(f"{tools!r} is not a list of objects - 'tools'", param="tools")
    return [] if given.get("tool_choice") == "none" else tools


def _stops(given: Json) -> list[str]:
    """Return the texts of the field ``stop``, before the first of which an answer ends."""
    stops = [given] if isinstance(given, str) else given or []
    if not isinstance(stops, list) or not all(isinstance(each, str) and each for each in stops):
        raise RequestError(f"{given!r} is not a text or a list of texts - 'stop'", param="stop")
    return stops
