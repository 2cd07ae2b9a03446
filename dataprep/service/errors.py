"""The faults of the service itself, and those of a request, which are answered as OpenAI does."""

from __future__ import annotations

from dataprep.errors import DataprepError


class ServiceError(DataprepError):
    """The service cannot run."""


class RequestError(Exception):
    """A request is refused with STATUS; PARAM names what in it is wrong."""

    def __init__(
        self, message: str, *, param: str | None = None, code: str | None = None, status: int = 400
    ) -> None:
        super().__init__(message)
        self.status = status
        self.body = {
            "error": {
                "message": message,
                "type": "invalid_request_error",
                "param": param,
                "code": code,
            }
        }
