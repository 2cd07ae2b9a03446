"""The service as a web application: who answers what, and how errors are answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Mount

from dataprep.errors import DataprepError
from dataprep.service.errors import RequestError
from dataprep.service.guard import Guard
from dataprep.service.handlers.chat import Chat
from dataprep.service.handlers.files import Files
from dataprep.service.handlers.jobs import Jobs
from dataprep.service.handlers.models import Models
from dataprep.service.handlers.page import Headers, Reports, page
from dataprep.service.handlers.request import Answer
from dataprep.service.handlers.uploads import Uploads
from dataprep.service.limit import Limit
from dataprep.service.rehearsed import Rehearsed

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from dataprep.service.bases import Bases
    from dataprep.service.faults import Faults
    from dataprep.service.jobs import Jobs as Queue
    from dataprep.service.store import Store

ROOT = "/v1"


def application(
    store: Store, queue: Queue, bases: Bases, faults: Faults, *, local: bool, key: str | None
) -> Starlette:
    """Return the application over STORE, whose jobs QUEUE does on BASES, and its FAULTS.

    LOCAL says that it is for this machine alone; with a KEY it is for those who know it.
    """
    parts = (
        Files(store, faults),
        Uploads(store, faults),
        Jobs(store, queue, bases),
        Models(store, bases),
        Chat(bases),
    )
    routes = [route for part in parts for route in part.routes()]
    guard = Middleware(Guard, local=local, key=key)
    open_guard, headers = Middleware(Guard, local=local, key=None), Middleware(Headers)
    limit = Middleware(Limit, root=ROOT)
    rehearsed = Middleware(Rehearsed, root=ROOT, faults=faults)
    return Starlette(
        routes=[
            Mount(ROOT, routes=routes, middleware=[guard, limit, rehearsed]),
            Mount("/dataprep", routes=Reports(store).routes(), middleware=[guard]),
            # Whoever may see the page is asked for the key by it.
            Mount("/", routes=page(), middleware=[open_guard, headers]),
        ],
        exception_handlers={
            RequestError: _refused,
            HTTPException: _not_answered,
            DataprepError: _failed,
        },
    )


def _refused(_: Request, error: Exception) -> Response:
    refused = cast("RequestError", error)
    return Answer(refused.body, refused.status)


def _failed(_: Request, error: Exception) -> Response:
    said = RequestError(str(error), status=500)
    return Answer(said.body, said.status)


def _not_answered(request: Request, error: Exception) -> Response:
    """Answer a request for what is not served, or that cannot be read, as OpenAI does."""
    fault = cast("HTTPException", error)
    if fault.status_code in (404, 405):
        url = f"{request.method} {request.url.path}"
        said = RequestError(f"Invalid URL ({url})", code="unknown_url", status=fault.status_code)
    else:
        said = RequestError(fault.detail)
    return Answer(said.body, said.status)
