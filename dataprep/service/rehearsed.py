"""Requests that go wrong as a file of faults says."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from dataprep.service.errors import RequestError
from dataprep.service.handlers.request import Answer

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from dataprep.service.faults import Faults, RequestFault


class Rehearsed:
    """APP, below ROOT, with the FAULTS that are left."""

    def __init__(self, app: ASGIApp, *, root: str, faults: Faults) -> None:
        self._app, self._root, self._faults = app, root, faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or do to it what is planned."""
        path = scope["path"].removeprefix(self._root)
        fault = self._faults.of_request(scope["method"], path)
        if fault is None:
            return await self._app(scope, receive, send)
        await asyncio.sleep(fault.delay)
        if fault.cut:
            if fault.cut == "answer":
                await self._app(scope, receive, _nowhere)
            return await _cut(send)
        if fault.status is None:
            return await self._app(scope, receive, send)
        return await _answer(fault, fault.status)(scope, receive, send)


def _answer(fault: RequestFault, status: int) -> Answer:
    refused = RequestError(fault.message, code=fault.code)
    answer = Answer(refused.body, status, headers=fault.headers)
    if fault.body is not None:
        answer.body = fault.body.encode()
        answer.headers["content-length"] = str(len(answer.body))
    return answer


async def _nowhere(message: Message) -> None:
    """Send MESSAGE to nobody."""


async def _cut(send: Send) -> None:
    """Begin an answer and leave it: the server then closes the connection."""
    length = (b"content-length", b"1")
    await send({"type": "http.response.start", "status": 200, "headers": [length]})
    await send({"type": "http.response.body", "body": b"", "more_body": True})
