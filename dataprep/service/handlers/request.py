"""What every handler does with a request: reading its body, cutting lists to pages, answering."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from starlette.responses import Response

from dataprep.service.errors import RequestError
from dataprep.service.wire import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request

    from dataprep.records.record import Json

MOST_DIGITS = 9


class Answer(Response):
    """A value as JSON."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """Return CONTENT as JSON."""
        return orjson.dumps(content)


async def body(request: Request) -> dict[str, Json]:
    """Return the JSON object that REQUEST carries.

    Raises:
        RequestError: it carries none.
    """
    # A page can send any other type without asking whether it may.
    kind = request.headers.get("content-type", "")
    if kind.partition(";")[0].strip().lower() != Answer.media_type:
        raise RequestError(
            f"Unsupported content type: {kind!r}; this takes '{Answer.media_type}' only",
            code="unsupported_content_type",
            status=415,
        )
    try:
        value = orjson.loads(await request.body())
    except orjson.JSONDecodeError as error:
        raise RequestError(f"the body is not JSON: {error}") from error
    if not isinstance(value, dict):
        raise RequestError("the body is not a JSON object")
    return value


def page(values: Sequence[Any], request: Request, *, usual: int, most: int) -> Page:
    """Return the page of VALUES that REQUEST asks for with ``after`` and ``limit``.

    Raises:
        RequestError: there is nothing ``after`` that id, or ``limit`` is not from 1 to MOST.
    """
    start, limit = 0, request.query_params.get("limit", str(usual))
    # Python makes no number of thousands of digits.
    if not limit.isdecimal() or len(limit) > MOST_DIGITS or not 1 <= int(limit) <= most:
        raise RequestError(f"{limit!r} is not from 1 up to {most} - 'limit'", param="limit")
    if after := request.query_params.get("after"):
        ids = [value.id for value in values]
        if after not in ids:
            raise RequestError(f"there is nothing with the id {after} - 'after'", param="after")
        start = ids.index(after) + 1
    end = start + int(limit)
    shown = list(values[start:end])
    ends = (shown[0].id, shown[-1].id) if shown else ("", "")
    return Page(shown, len(values) > end, *ends)
