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

    PROMPT is what of the messages counts as tokens.
    """

    model: str
    texts: list[str]
    prompt: Sequence
    choices: int
    most: int
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
            temperature=number(1 if heat is None else heat, "temperature", Bound(0, most=2)),
            seed=secrets.randbits(31) if seed is None else abs(int(number(seed, "seed", Bound()))),
        )

    def usage(self, answers: list[str]) -> dict[str, int]:
        """Return the tokens of the question and its ANSWERS, as OpenAI would count them."""
        encoding = counted(self.model).encoding
        counts = count([*self.prompt.strings, *answers], encoding, tokenizer=TIKTOKEN)
        asked = (self.prompt.sure + self.prompt.perhaps).length(counts)
        said = sum(map(counts.__getitem__, answers))
        return {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said}

    def answer(self, model: Model, choice: int) -> Iterator[str]:
        """Give the answer number CHOICE of MODEL, token by token."""
        return model.generate(
            self.texts, most=self.most, temperature=self.temperature, seed=self.seed + choice
        )

    def ending(self, tokens: int) -> str:
        """Return why an answer of so many TOKENS ended."""
        return "length" if tokens == self.most else "stop"


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
            counted = bool((given.get("stream_options") or {}).get("include_usage"))
            pieces = _stream(question, model, counted=counted)
            return StreamingResponse(pieces, media_type="text/event-stream")
        return Answer(await run_in_threadpool(_completion, question, model))


def _completion(question: Question, model: Model) -> dict[str, Json]:
    tokens = [list(question.answer(model, index)) for index in range(question.choices)]
    answers = ["".join(each) for each in tokens]
    choices = [
        {
            "index": index,
            "message": {"role": "assistant", "content": answer, "refusal": None},
            "finish_reason": question.ending(len(tokens[index])),
            "logprobs": None,
        }
        for index, answer in enumerate(answers)
    ]
    usage = question.usage(answers)
    return _frame(question, "chat.completion") | {"choices": choices, "usage": usage}


def _stream(question: Question, model: Model, *, counted: bool) -> Iterator[bytes]:
    """Give the answers token by token; COUNTED asks for the number of tokens at the end."""
    frame = _frame(question, "chat.completion.chunk")

    def chunk(index: int, delta: dict[str, str], ending: str | None = None) -> bytes:
        choice = {"index": index, "delta": delta, "finish_reason": ending}
        return b"data: %b\n\n" % orjson.dumps(frame | {"choices": [choice]})

    answers = []
    for index in range(question.choices):
        yield chunk(index, {"role": "assistant", "content": ""})
        tokens = []
        for token in question.answer(model, index):
            tokens.append(token)
            yield chunk(index, {"content": token})
        yield chunk(index, {}, question.ending(len(tokens)))
        answers.append("".join(tokens))
    if counted:
        last = frame | {"choices": [], "usage": question.usage(answers)}
        yield b"data: %b\n\n" % orjson.dumps(last)
    yield b"data: [DONE]\n\n"


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
