"""The page at ``/``, and what of it OpenAI's API does not answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from dataprep.linter.lint import lint
from dataprep.linter.reporters import json
from dataprep.service.errors import RequestError
from dataprep.service.handlers.request import Answer
from dataprep.service.wire import File

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from dataprep.service.store import Store

FOLDER = Path(__file__).parents[1] / "pages"
_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
        " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    # A service of another version may be on the same port tomorrow.
    "cache-control": "no-cache",
}


def page() -> list[Route | Mount]:
    """Return what is answered at ``/``: files that say nothing of what the service keeps."""
    return [Route("/", _index, methods=["GET"]), Mount("/assets", StaticFiles(directory=FOLDER))]


def _index(request: Request) -> Response:  # noqa: ARG001 — a handler is given it
    return FileResponse(FOLDER / "index.html")


class Headers:
    """APP, whose pages load nothing from elsewhere and are shown in no other page."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, with our headers."""

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = [(name.encode(), value.encode()) for name, value in _HEADERS.items()]
                message["headers"] = [*message["headers"], *own]
            await send(message)

        await self._app(scope, receive, headed)


class Reports:
    """What lint says of the files in STORE."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def routes(self) -> list[Route]:
        """Return what is answered here."""
        return [Route("/files/{id}/report", self.retrieve, methods=["GET"])]

    async def retrieve(self, request: Request) -> Response:
        """Lint a file, and show the report as ``dataprep lint --output-format json`` does."""
        file = self._store.find(File, request.path_params["id"])
        if file is None:
            raise RequestError("there is no such file", param="id", status=404)
        path = str(self._store.content(file.id))
        report = await run_in_threadpool(lint, [path], target="openai")
        return Answer(json.document(report))
