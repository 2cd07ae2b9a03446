"""Asking a provider through its SDK: what the SDK raises, turned into our errors.

The SDKs of OpenAI, Together and Fireworks are made by one generator: their errors have the
same names, and the same is known of each.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

from dataprep.launcher.provider import (
    KeyRefused,
    NotFound,
    Refused,
    TrainingNotAvailable,
    Unreachable,
)
from dataprep.records.printable import printable
from dataprep.settings import hidden

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

T = TypeVar("T")

# A time-out, a conflict and too many requests: none of them says no for good.
PASSING = (408, 409, 429)
NO_MONEY = "insufficient_quota"
CLOSED = "training_not_available"


@dataclass(frozen=True, slots=True)
class Asking:
    """Who is asked, through which SDK, where, and with which SECRET out of KEY."""

    who: str
    sdk: ModuleType
    url: str
    key: str
    secret: str

    def __repr__(self) -> str:
        """Show everything but the secret."""
        return f"Asking({self.who!r}, {self.url!r})"

    def __call__(self, call: Callable[[], Any], read: Callable[[Any], T]) -> T:
        """Return what READ makes of the answer to CALL.

        Raises:
            Unreachable: no answer came, or none that can be read.
            Refused: the answer is no.
        """
        try:
            answer = call()
        except self.sdk.APIStatusError as error:
            raise self._fault(error) from error
        except (self.sdk.APIConnectionError, self._transport) as error:
            raise Unreachable(
                f"{self.who} does not answer at {self.url} ({hidden(str(error), self.secret)}); "
                "check the connection and the base URL, then try again"
            ) from error
        except (self.sdk.APIError, json.JSONDecodeError) as error:
            raise self._unreadable(str(error)) from error
        if isinstance(answer, str):
            raise Refused(
                f"{self.url} does not speak the API of {self.who}; "
                "check the base URL (most end in /v1)"
            )
        try:
            return read(answer)
        except (AttributeError, TypeError) as error:
            # The SDKs let a field that an answer lacks pass, until it is read.
            raise self._unreadable(str(error)) from error

    def each(self, pages: Callable[[], Iterator[Any]], read: Callable[[Any], T]) -> Iterator[T]:
        """Give what PAGES hold; each page is asked for when the one before it was taken."""
        items = self(pages, iter)
        end: Any = object()
        while (item := self(lambda: next(items, end), itself)) is not end:
            yield self(partial(itself, item), read)

    @property
    def _transport(self) -> type[Exception]:
        """What a connection raises that breaks in the middle of an answer, which no SDK wraps."""
        # The SDKs' client is one of httpx, or of httpx2 in newer ones.
        packages = (base.__module__.partition(".")[0] for base in self.sdk.DefaultHttpxClient.mro())
        faults = (getattr(import_module(name), "HTTPError", None) for name in packages)
        broken: type[Exception] = next(filter(None, faults))
        return broken

    def _unreadable(self, what: str) -> Unreachable:
        said = printable(hidden(what, self.secret))
        return Unreachable(f"{self.who} gave an answer that nobody can read: {said}")

    def _fault(self, error: Any) -> Unreachable | Refused:
        """Return what ERROR means; what the server says of a bad key may hold a part of it."""
        status, who, body = error.status_code, self.who, _details(error)
        said = printable(hidden(str(body.get("message") or error.message), self.secret))
        code = body.get("code")
        broke = NO_MONEY in (code, body.get("type")) or status == 402
        if status >= 500 or (status in PASSING and not broke):
            after = _seconds(error.response.headers.get("retry-after"))
            return Unreachable(f"{who} failed ({status}): {said}; try again later", after=after)
        if status == 401:
            return KeyRefused(f"{who} does not accept the key in {self.key} (401); export another")
        if code == CLOSED:
            return TrainingNotAvailable(f"{who}: {said} ({status} {code})")
        if status == 404:
            return NotFound(f"{who} knows of no such thing (404): {said}")
        named = f" {printable(str(code))}" if code else ""
        return Refused(f"{who} refused ({status}{named}): {said}")


def itself(answer: Any) -> Any:
    """Return ANSWER: it is read later."""
    return answer


def _details(error: Any) -> dict[str, Any]:
    """Return what ERROR carries, which some servers wrap once more."""
    match error.body:
        case {"error": dict(inner)}:
            return inner
        case {"error": str(message)}:
            return {"message": message}
        case dict(body):
            return body
        case _:
            return {}


def _seconds(header: str | None) -> float | None:
    """Return the seconds that a Retry-After HEADER asks for; dates are left to the next try."""
    try:
        return float(header) if header else None
    except ValueError:
        return None
