"""Who may use the service: no web page, and where it has a key, only who knows it.

A browser lets any page send requests to this machine.
"""

from __future__ import annotations

import hmac
import re
from ipaddress import ip_address
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from dataprep.service.errors import RequestError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_PORT = re.compile(r":\d*$")


class Guard:
    """APP without the requests of other sites' pages, and for those alone who know KEY, if any.

    A site can let its own name lead to this machine, whose answers its pages may then read: a
    service that is LOCAL answers to the names of this machine alone.
    """

    def __init__(self, app: ASGIApp, *, local: bool, key: str | None) -> None:
        self._app, self._local = app, local
        self._key = f"Bearer {key}".encode() if key else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request.

        Raises:
            RequestError: it comes from a page, asks another machine, or does not know the key.
        """
        headers = Headers(scope=scope)
        host, origin = headers.get("host", "").lower(), headers.get("origin")
        if self._local and not is_loopback(_PORT.sub("", host).strip("[]")):
            raise RequestError(f"{host!r} is not this machine; ask 127.0.0.1", status=403)
        if origin is not None and origin.lower().partition("://")[2] != host:
            raise RequestError(f"pages of {origin!r} may not use this service", status=403)
        given = headers.get("authorization", "").encode()
        if self._key and not hmac.compare_digest(given, self._key):
            raise RequestError(
                "Incorrect API key provided; it is the one the service was started with",
                code="invalid_api_key",
                status=401,
            )
        await self._app(scope, receive, send)


def is_loopback(host: str) -> bool:
    """Say whether HOST, a name or an address, is reached from this machine alone."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
