"""A server on loopback that answers as OpenAI's API does, and remembers what it was asked."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from chat_records import lines

KEY = "sk-a-secret-that-nobody-sees"

REFUSAL = {
    "message": "OpenAI is winding down the fine-tuning platform and your organization is no "
    "longer able to create new fine-tuning training jobs.",
    "type": "invalid_request_error",
    "param": None,
    "code": "training_not_available",
}


def job(name: str, request: dict[str, Any]) -> dict[str, Any]:
    """A job as the API shows one that was just created."""
    return {
        "object": "fine_tuning.job",
        "id": name,
        "created_at": 1_795_000_000,
        "error": {},
        "fine_tuned_model": None,
        "finished_at": None,
        "hyperparameters": {"n_epochs": "auto"},
        "model": request["model"],
        "organization_id": "org-1",
        "result_files": [],
        "seed": 1,
        "status": "validating_files",
        "trained_tokens": None,
        "training_file": request["training_file"],
        "validation_file": request.get("validation_file"),
        "metadata": request.get("metadata"),
    }


def event(number: int, message: str, data: Any = None) -> dict[str, Any]:
    """An event as the API shows it."""
    return {
        "object": "fine_tuning.job.event",
        "id": f"ftevent-{number}",
        "created_at": 1_795_000_000 + number,
        "level": "info",
        "message": message,
        "data": data,
        "type": "metrics" if data else "message",
    }


def error(status: int, body: dict[str, Any]) -> Response:
    return Response(json.dumps({"error": body}), status, content_type="application/json")


@dataclass
class Server:
    """Files, jobs, events and chat; BEFORE_CREATE and AFTER_CREATE do harm, once for each item.

    ON_REQUEST does so with any request; None lets one pass.
    """

    http: HTTPServer
    requests: list[str] = field(default_factory=list)
    uploads: list[dict[str, str | None]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    jobs: dict[str, dict[str, Any]] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    before_create: list[Callable[[Request], Response]] = field(default_factory=list)
    after_create: list[Callable[[Request], Response]] = field(default_factory=list)
    on_request: list[Callable[[Request], Response] | None] = field(default_factory=list)
    on_poll: Callable[[Server], None] = lambda _: None
    filters: bool = True
    page: int = 100
    file_status: str = "processed"

    def __post_init__(self) -> None:
        self.http.expect_request(re.compile("/v1/.*")).respond_with_handler(self._answer)

    @property
    def url(self) -> str:
        return self.http.url_for("/v1")

    def count(self, request: str) -> int:
        return self.requests.count(request)

    def _answer(self, request: Request) -> Response:
        path = request.path.removeprefix("/v1")
        self.requests.append(f"{request.method} {path}")
        if self.on_request and (harm := self.on_request.pop(0)):
            return harm(request)
        match request.method, path.strip("/").split("/"):
            case "POST", ["files"]:
                return self._uploaded(request)
            case "GET", ["files", name]:
                return self._file(name) if name in self.files else _missing(name)
            case "POST", ["fine_tuning", "jobs"]:
                return self._created(request)
            case "GET", ["fine_tuning", "jobs"]:
                return self._listed(request, self._wanted(request))
            case "GET", ["fine_tuning", "jobs", name]:
                self.on_poll(self)
                return _json(self.jobs[name]) if name in self.jobs else _missing(name)
            case "GET", ["fine_tuning", "jobs", _, "events"]:
                return self._listed(request, self.events[::-1])
            case "POST", ["fine_tuning", "jobs", name, "cancel"]:
                self.jobs[name]["status"] = "cancelled"
                return _json(self.jobs[name])
            case "POST", ["chat", "completions"]:
                return _said(request.get_json())
        return _missing(path)

    def _uploaded(self, request: Request) -> Response:
        sent = request.files["file"]
        self.uploads.append(
            {
                "name": sent.filename,
                "type": sent.mimetype,
                "purpose": request.form["purpose"],
                "text": sent.read().decode(),
            }
        )
        self.files.append(f"file-{len(self.files) + 1}")
        return self._file(self.files[-1])

    def _file(self, name: str) -> Response:
        return _json(
            {
                "object": "file",
                "id": name,
                "bytes": 1,
                "created_at": 1_795_000_000,
                "filename": "train.jsonl",
                "purpose": "fine-tune",
                "status": self.file_status,
                "status_details": "not JSON Lines" if self.file_status == "error" else None,
            }
        )

    def _created(self, request: Request) -> Response:
        if self.before_create:
            return self.before_create.pop(0)(request)
        name = f"ftjob-{len(self.jobs) + 1}"
        self.jobs[name] = job(name, request.get_json())
        if self.after_create:
            return self.after_create.pop(0)(request)
        return _json(self.jobs[name])

    def _wanted(self, request: Request) -> Iterator[dict[str, Any]]:
        wanted = {
            key[len("metadata[") : -1]: value
            for key, value in request.args.items()
            if key.startswith("metadata[") and self.filters
        }
        for each in reversed(self.jobs.values()):
            if wanted.items() <= (each["metadata"] or {}).items():
                yield each

    def _listed(self, request: Request, items: Any) -> Response:
        """A page of ITEMS, after the one that the request names."""
        rest = list(items)
        after = (
            [item["id"] for item in rest].index(request.args["after"]) + 1
            if ("after" in request.args)
            else 0
        )
        rest = rest[after:]
        more = len(rest) > self.page
        return _json({"object": "list", "data": rest[: self.page], "has_more": more})


def dropped(request: Request) -> Response:
    """Close the connection instead of answering."""
    request.environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
    return Response()


def refused(request: Request) -> Response:
    return error(403, REFUSAL)


def unauthorized(request: Request) -> Response:
    return error(401, {"message": f"Incorrect API key provided: {KEY}", "code": "invalid_api_key"})


def broken(request: Request) -> Response:
    return error(500, {"message": "The server had an error"})


def slow(request: Request) -> Response:
    return error(408, {"message": "Request timed out"})


def conflict(request: Request) -> Response:
    return error(409, {"message": "Conflict"})


def limited(request: Request) -> Response:
    return error(429, {"message": "Rate limit reached", "code": "rate_limit_exceeded"})


def broke(request: Request) -> Response:
    return error(429, {"message": "You exceeded your quota", "code": "insufficient_quota"})


def steering(request: Request) -> Response:
    return error(400, {"message": "\x1b[2Jclean"})


def _json(document: Any) -> Response:
    return Response(json.dumps(document), content_type="application/json")


def _missing(what: str) -> Response:
    return error(404, {"message": f"No such thing: {what}", "code": "not_found"})


def _said(request: dict[str, Any]) -> Response:
    if "nowhere" in request["model"]:
        return _missing(request["model"])
    asked = " / ".join(message["content"] for message in request["messages"])
    return _json(
        {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1_795_000_000,
            "model": request["model"],
            "choices": [
                {
                    "index": 0,
                    "finish_reason": "stop",
                    "message": {"role": "assistant", "content": f"{request['model']}: {asked}"},
                }
            ],
            "usage": {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10},
        }
    )


@pytest.fixture
def server(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The server, and a key for it."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    return Server(httpserver)


@pytest.fixture
def train(tmp_path: Path) -> str:
    """A file that lint has nothing against."""
    path = tmp_path / "train.jsonl"
    path.write_text(lines(60))
    return str(path)
