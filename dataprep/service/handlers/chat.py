"""``/v1/chat/completions``."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse
from starlette.routing import Route

from dataprep.catalog.catalog import Bound
from dataprep.service.bases import bases, counted, loaded
from dataprep.service.errors import RequestError
from dataprep.service.examples import text
from dataprep.service.handlers.request import Answer, body
from dataprep.service.order import number, string
from dataprep.service.wire import new_id, now
from dataprep.tokens.chat import Uncountable, sequences
from dataprep.tokens.count import TIKTOKEN, count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request
    from starlette.responses import Response

    from dataprep.records.record import Json
    from dataprep.service.store import Store
    from dataprep.service.trainer import Model, Trainer
    from dataprep.tokens.chat import Sequence

USUAL_TOKENS = 512


@dataclass(frozen=True, slots=True)
class Question:
    """A request for answers: to messages of TEXTS, so many CHOICES, of at most MOST tokens each.

    PROMPT is what of the messages counts as tokens. An answer ends before the first of STOPS.
    """

    model: str
    texts: list[str]
    prompt: Sequence
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
        try:
            (prompt,) = sequences({"messages": messages}, "sft")
        except Uncountable as error:
            raise RequestError("these are not messages - 'messages'", param="messages") from error
        most = given.get("max_completion_tokens") or given.get("max_tokens")
        heat, seed = given.get("temperature"), given.get("seed")
        return cls(
            model=string(given, "model"),
            texts=[text(message) for message in messages],
            prompt=prompt,
            choices=int(number(given.get("n") or 1, "n", Bound(1, most=128), whole=True)),
            most=int(number(most or USUAL_TOKENS, "max_tokens", Bound(1), whole=True)),
            stops=_stops(given.get("stop")),
            temperature=number(1 if heat is None else heat, "temperature", Bound(0, most=2)),
            seed=secrets.randbits(31) if seed is None else abs(int(number(seed, "seed", Bound()))),
        )

    def usage(self, answers: list[str]) -> dict[str, int]:
        """Return the tokens of the question and its ANSWERS, as OpenAI would count them."""
        encoding = counted(self.model).counted_with
        counts = count([*self.prompt.strings, *answers], encoding, tokenizer=TIKTOKEN)
        asked = (self.prompt.sure + self.prompt.perhaps).length(counts)
        said = sum(map(counts.__getitem__, answers))
        return {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said}

    def answer(self, model: Model, choice: int) -> Answering:
        """Return the answer number CHOICE of MODEL, which is not given yet."""
        tokens = model.generate(
            self.texts, most=self.most, temperature=self.temperature, seed=self.seed + choice
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


class Chat:
    """The models in STORE, asked."""

    def __init__(self, store: Store, trainer: Trainer) -> None:
        self._store, self._trainer = store, trainer

    def routes(self) -> list[Route]:
        """Return what is answered here."""
        return [Route("/chat/completions", self.create, methods=["POST"])]

    async def create(self, request: Request) -> Response:
        """Answer the messages of REQUEST, in one piece or as a stream."""
        given = await body(request)
        question = Question.parse(given)
        model = loaded(question.model, self._store, self._trainer)
        if given.get("stream"):
            options = given.get("stream_options") or {}
            counted = isinstance(options, dict) and options.get("include_usage") is True
            stream = _stream(question, model, counted=counted)
            return StreamingResponse(stream, media_type="text/event-stream")
        return Answer(await run_in_threadpool(_completion, question, model))


def _completion(question: Question, model: Model) -> dict[str, Json]:
    said = [question.answer(model, index) for index in range(question.choices)]
    answers = ["".join(each) for each in said]
    choices = [
        {
            "index": index,
            "message": {"role": "assistant", "content": answer, "refusal": None},
            "finish_reason": said[index].ending,
            "logprobs": None,
        }
        for index, answer in enumerate(answers)
    ]
    usage = question.usage(answers)
    return _frame(question, "chat.completion") | {"choices": choices, "usage": usage}


def _stream(question: Question, model: Model, *, counted: bool) -> Iterator[bytes]:
    """Give the answers as server-sent events, and at the end what they cost if it is COUNTED."""
    frame = _frame(question, "chat.completion.chunk") | ({"usage": None} if counted else {})

    def event(**fields: Json) -> bytes:
        return b"data: %b\n\n" % orjson.dumps(frame | fields)

    def chunk(index: int, delta: dict[str, str], ending: str | None = None) -> bytes:
        return event(choices=[{"index": index, "delta": delta, "finish_reason": ending}])

    answers = []
    for index in range(question.choices):
        yield chunk(index, {"role": "assistant", "content": ""})
        said, pieces = question.answer(model, index), []
        for piece in said:
            pieces.append(piece)
            yield chunk(index, {"content": piece})
        yield chunk(index, {}, said.ending)
        answers.append("".join(pieces))
    if counted:
        yield event(choices=[], usage=question.usage(answers))
    yield b"data: [DONE]\n\n"


def _stops(given: Json) -> list[str]:
    """Return the texts of the field ``stop``, before the first of which an answer ends."""
    stops = [given] if isinstance(given, str) else given or []
    if not isinstance(stops, list) or not all(isinstance(each, str) and each for each in stops):
        raise RequestError(f"{given!r} is not a text or a list of texts - 'stop'", param="stop")
    return stops


def _frame(question: Question, kind: str) -> dict[str, Json]:
    """Return what every answer carries, with what it really comes from."""
    trained = "untrained" if question.model in bases() else "tuned"
    return {
        "id": new_id("chatcmpl-"),
        "object": kind,
        "created": now(),
        "model": question.model,
        "system_fingerprint": f"dataprep-rehearsal-{trained}",
    }
