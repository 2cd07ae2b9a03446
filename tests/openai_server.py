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

STATUS = {"cancel": "cancelled", "pause": "paused", "resume": "running"}

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
    """Files, jobs, events and chat.

    BEFORE_CREATE, AFTER_CREATE and AFTER_UPLOAD do harm, once for each item.

    ON_REQUEST does so with any request; None lets one pass. WATCHER is told of each, before and
    after it is done, and keeps it from being done by saying yes.
    """

    http: HTTPServer
    requests: list[str] = field(default_factory=list)
    uploads: list[dict[str, str | None]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    filenames: dict[str, str] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    multiparts: dict[str, dict[str, Any]] = field(default_factory=dict)
    jobs: dict[str, dict[str, Any]] = field(default_factory=dict)
    checkpoints: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    before_create: list[Callable[[Request], Response]] = field(default_factory=list)
    after_create: list[Callable[[Request], Response]] = field(default_factory=list)
    after_upload: list[Callable[[Request], Response]] = field(default_factory=list)
    on_request: list[Callable[[Request], Response] | None] = field(default_factory=list)
    on_poll: Callable[[Server], None] = lambda _: None
    watcher: Callable[[str, str], bool] = lambda *_: False
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
        if self.watcher(self.requests[-1], "before"):
            return broken(request)
        answer = self._done(request, path)
        self.watcher(self.requests[-1], "after")
        return answer

    def _done(self, request: Request, path: str) -> Response:
        match request.method, path.strip("/").split("/"):
            case "POST", ["files"]:
                return self._uploaded(request)
            case "GET", ["files"]:
                return self._listed(request, [self._shown(name) for name in self.files[::-1]])
            case "GET", ["files", name]:
                return self._file(name) if name in self.contents else _missing(name)
            case "GET", ["files", name, "content"]:
                return Response(self.contents[name], content_type="application/octet-stream")
            case "DELETE", ["files", name]:
                self.forget(name)
                return _json({"id": name, "object": "file", "deleted": True})
            case "POST", ["uploads", *rest]:
                return self._in_parts(request, rest)
            case "POST", ["fine_tuning", "jobs"]:
                return self._created(request)
            case "GET", ["fine_tuning", "jobs"]:
                return self._listed(request, self._wanted(request))
            case "GET", ["fine_tuning", "jobs", name]:
                self.on_poll(self)
                return _json(self.jobs[name]) if name in self.jobs else _missing(name)
            case "GET", ["fine_tuning", "jobs", _, "events"]:
                return self._listed(request, self.events[::-1])
            case "GET", ["fine_tuning", "jobs", _, "checkpoints"]:
                return self._listed(request, self.checkpoints[::-1])
            case "POST", ["fine_tuning", "jobs", name, ("cancel" | "pause" | "resume") as act]:
                self.jobs[name]["status"] = STATUS[act]
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
                "text": (text := sent.read().decode()),
            }
        )
        name = self.hold(str(sent.filename), text.encode())
        if self.after_upload:
            return self.after_upload.pop(0)(request)
        return self._file(name)

    def hold(self, filename: str, content: bytes) -> str:
        """Keep a file and return its id."""
        name = f"file-{len(self.files) + 1}"
        self.files.append(name)
        self.filenames[name], self.contents[name] = filename, content
        return name

    def forget(self, name: str) -> None:
        """Hold a file no longer."""
        self.files.remove(name)
        del self.contents[name]

    def _file(self, name: str) -> Response:
        return _json(self._shown(name))

    def _shown(self, name: str) -> dict[str, Any]:
        return {
            "object": "file",
            "id": name,
            "bytes": len(self.contents[name]),
            "created_at": 1_795_000_000,
            "filename": self.filenames[name],
            "purpose": "fine-tune",
            "status": self.file_status,
            "status_details": "not JSON Lines" if self.file_status == "error" else None,
        }

    def _in_parts(self, request: Request, rest: list[str]) -> Response:
        """The Uploads API: an upload, its parts, and its end."""
        match rest:
            case []:
                name = f"upload_{len(self.multiparts) + 1}"
                self.multiparts[name] = request.get_json() | {"parts": {}, "status": "pending"}
            case [name, "parts"]:
                if self.multiparts[name]["status"] != "pending":
                    return error(400, {"message": f"{name} is not pending"})
                part = f"part_{len(self.multiparts[name]['parts']) + 1}"
                self.multiparts[name]["parts"][part] = request.files["data"].read()
                return _json({"object": "upload.part", "id": part, "upload_id": name})
            case [name, "cancel"]:
                self.multiparts[name]["status"] = "cancelled"
            case [name, _]:
                made, parts = self.multiparts[name], request.get_json()["part_ids"]
                content = b"".join(made["parts"][part] for part in parts)
                made |= {"status": "completed", "file": self.hold(made["filename"], content)}
                if self.after_upload:
                    return self.after_upload.pop(0)(request)
        shown = {key: value for key, value in self.multiparts[name].items() if key != "parts"}
        file = self._shown(shown["file"]) if "file" in shown else None
        return _json(shown | {"object": "upload", "id": name, "file": file})

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
    if request.get("stream") and "blunt" not in request["model"]:
        return _streamed(request["model"], f"{request['model']}: {asked}")
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


def _streamed(model: str, text: str) -> Response:
    frame = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": model}
    pieces: list[dict[str, Any]] = [
        {"choices": [{"index": 0, "delta": {"content": word}, "finish_reason": None}]}
        for word in re.split("(?<= )", text)
    ]
    usage = {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}
    pieces.append({"choices": [], "usage": usage})
    lines = [f"data: {json.dumps(frame | piece)}\n\n" for piece in pieces]
    return Response([*lines, "data: [DONE]\n\n"], content_type="text/event-stream")


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
