"""The service as a web application: who answers what, and how errors are answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import Mount

from dataprep.service.errors import RequestError
from dataprep.service.handlers.chat import Chat
from dataprep.service.handlers.files import Files
from dataprep.service.handlers.jobs import Jobs
from dataprep.service.handlers.models import Models
from dataprep.service.handlers.request import Answer

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from dataprep.service.jobs import Jobs as Queue
    from dataprep.service.store import Store
    from dataprep.service.trainer import Trainer

ROOT = "/v1"


def application(store: Store, queue: Queue, trainer: Trainer) -> Starlette:
    """Return the application over STORE, whose jobs QUEUE does with TRAINER."""
    parts = (Files(store), Jobs(store, queue), Models(store), Chat(store, trainer))
    return Starlette(
        routes=[Mount(ROOT, routes=[route for part in parts for route in part.routes()])],
        exception_handlers={RequestError: _refused, HTTPException: _not_served},
    )


def _refused(_: Request, error: Exception) -> Response:
    refused = cast("RequestError", error)
    return Answer(refused.body, refused.status)


def _not_served(request: Request, error: Exception) -> Response:
    """Answer a request for what is not served, as OpenAI does."""
    said = RequestError(f"Invalid URL ({request.method} {request.url.path})", code="unknown_url")
    return Answer(said.body, cast("HTTPException", error).status_code)
