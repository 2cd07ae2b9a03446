"""How much a request may carry: what is too long is refused while it comes, and not kept."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from starlette.datastructures import Headers

from dataprep.service.errors import RequestError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LIMITS: dict[str, Any] = tomllib.loads(
    files(__package__).joinpath("limits.toml").read_text("utf-8")
)
FILE_BYTES: int = LIMITS["whole_bytes"]
# What is not a file is read into memory: room for a long conversation with images.
OTHER_BYTES = 32 * 1024 * 1024
# The other fields of a form, and what stands between them.
FORM_BYTES = 64 * 1024


class Limit:
    """APP, below ROOT, without requests that are too long."""

    def __init__(self, app: ASGIApp, *, root: str) -> None:
        self._app, self._root = app, root

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request.

        Raises:
            RequestError: it is too long.
        """
        most = _most(scope["path"].removeprefix(self._root))
        length = Headers(scope=scope).get("content-length", "")
        if length.isdecimal() and int(length) > most:
            raise too_long(most)
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > most:
                raise too_long(most)
            return message

        await self._app(scope, counted, send)


def too_long(most: int) -> RequestError:
    """Return the answer to what has more than MOST bytes."""
    return RequestError(f"This is too long: at most {most} bytes are taken here", status=413)


def _most(path: str) -> int:
    if path == "/files":
        return FILE_BYTES + FORM_BYTES
    if path.startswith("/uploads/") and path.endswith("/parts"):
        return int(LIMITS["part_bytes"]) + FORM_BYTES
    return OTHER_BYTES
