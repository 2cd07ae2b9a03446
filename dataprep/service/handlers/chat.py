"""``/v1/chat/completions``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse
from starlette.routing import Route

from dataprep.service.errors import RequestError
from dataprep.service.handlers.request import Answer, body
from dataprep.service.question import Question
from dataprep.service.trainer import TooLongError, TrainingError
from dataprep.service.wire import OWNER, new_id, now

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request
    from starlette.responses import Response

    from dataprep.records.record import Json
    from dataprep.service.bases import Bases
    from dataprep.service.question import Answering


class Chat:
    """The models of BASES, asked."""

    def __init__(self, bases: Bases) -> None:
        self._bases = bases

    def routes(self) -> list[Route]:
        """Return what is answered here."""
        return [Route("/chat/completions", self.create, methods=["POST"])]

    async def create(self, request: Request) -> Response:
        """Answer the messages of REQUEST, in one piece or as a stream."""
        given = await body(request)
        exchange = await run_in_threadpool(self._exchange, Question.parse(given))
        if given.get("stream"):
            options = given.get("stream_options") or {}
            counted = isinstance(options, dict) and options.get("include_usage") is True
            return StreamingResponse(
                exchange.stream(counted=counted), media_type="text/event-stream"
            )
        return Answer(await run_in_threadpool(exchange.completion))

    def _exchange(self, question: Question) -> Exchange:
        model = self._bases.loaded(question.model)
        trained = "untrained" if question.model in self._bases.names else "tuned"
        try:
            answers = [question.answer(model, choice) for choice in range(question.choices)]
        except (TooLongError, TrainingError) as error:
            code = "context_length_exceeded" if isinstance(error, TooLongError) else None
            raise RequestError(str(error), param="messages", code=code) from error
        return Exchange(
            question,
            answers,
            self._bases.counted(question.model).counted_with,
            f"{OWNER}-{self._bases.player(question.model)}-{trained}",
        )


@dataclass(frozen=True, slots=True)
class Exchange:
    """A QUESTION and its ANSWERS, which are on their way.

    Their tokens are counted in ENCODING; FINGERPRINT says what they really come from.
    """

    question: Question
    answers: list[Answering]
    encoding: str
    fingerprint: str

    def completion(self) -> dict[str, Json]:
        """Return the answers in one piece."""
        texts = ["".join(each) for each in self.answers]
        choices = [
            {
                "index": index,
                "message": {"role": "assistant", "content": text, "refusal": None},
                "finish_reason": self.answers[index].ending,
                "logprobs": None,
            }
            for index, text in enumerate(texts)
        ]
        usage = self.question.usage(texts, self.encoding)
        return self._frame("chat.completion") | {"choices": choices, "usage": usage}

    def stream(self, *, counted: bool) -> Iterator[bytes]:
        """Give the answers as server-sent events; at the end what they cost, if COUNTED."""
        frame = self._frame("chat.completion.chunk") | ({"usage": None} if counted else {})

        def event(**fields: Json) -> bytes:
            return b"data: %b\n\n" % orjson.dumps(frame | fields)

        def chunk(index: int, delta: dict[str, str], ending: str | None = None) -> bytes:
            return event(choices=[{"index": index, "delta": delta, "finish_reason": ending}])

        texts = []
        for index, answer in enumerate(self.answers):
            yield chunk(index, {"role": "assistant", "content": ""})
            pieces = []
            for piece in answer:
                pieces.append(piece)
                yield chunk(index, {"content": piece})
            yield chunk(index, {}, answer.ending)
            texts.append("".join(pieces))
        if counted:
            yield event(choices=[], usage=self.question.usage(texts, self.encoding))
        yield b"data: [DONE]\n\n"

    def _frame(self, kind: str) -> dict[str, Json]:
        return {
            "id": new_id("chatcmpl-"),
            "object": kind,
            "created": now(),
            "model": self.question.model,
            "system_fingerprint": self.fingerprint,
        }
