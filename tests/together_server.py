"""A server on loopback that answers as Together does, in what Together's own types allow."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from together.lib.types.fine_tuning import FinetuneRequest
from together.types import FinetuneResponse
from together.types.file_response import FileResponse
from werkzeug import Request, Response

LIMITS = {
    "default_gradient_accumulation_steps": 1,
    "lora_training": {
        "default_rank": 8,
        "max_batch_size": 8,
        "max_batch_size_dpo": 4,
        "max_rank": 64,
        "min_batch_size": 1,
        "target_modules": ["all-linear"],
    },
    "max_learning_rate": 1.0,
    "max_num_checkpoints": 10,
    "max_num_epochs": 20,
    "max_num_evals": 100,
    "max_seq_length_dpo": 4096,
    "max_seq_length_sft": 8192,
    "merge_output_lora": True,
    "min_learning_rate": 1e-8,
    "min_max_seq_length": 1024,
    "model_name": "m",
    "supports_full_training": False,
    "supports_reasoning": False,
    "supports_tools": True,
    "supports_vision": False,
}


@dataclass
class TogetherServer:
    """Files and jobs; AFTER_CREATE does harm once for each item."""

    http: HTTPServer
    requests: list[str] = field(default_factory=list)
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    jobs: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[FinetuneRequest] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    after_create: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.http.expect_request(re.compile("/.*")).respond_with_handler(self._answer)

    @property
    def url(self) -> str:
        return self.http.url_for("").rstrip("/")

    def _answer(self, request: Request) -> Response:
        self.requests.append(f"{request.method} {request.path}")
        match request.method, request.path.strip("/").split("/")[1:]:
            case "POST", ["files"]:
                return self._announced(request)
            case "PUT", [name]:
                self.files[name] |= {"content": request.get_data()}
                return Response(status=200)
            case "POST", ["files", name, "preprocess"]:
                return self._file(name)
            case "GET", ["files"]:
                return _json({"data": [self._shown(name) for name in self.files]})
            case "GET", ["files", name] if name in self.files:
                return self._file(name)
            case "GET", ["files", name, "content"]:
                return Response(self.files[name]["content"])
            case "DELETE", ["files", name]:
                del self.files[name]
                return _json({"id": name, "deleted": True})
            case "GET", ["fine-tunes", "models", "limits"]:
                return _json(LIMITS)
            case "POST", ["fine-tunes", "estimate-price"]:
                return _json({"estimation_available": False, "unavailable_reason": "x"})
            case "POST", ["fine-tunes"]:
                return self._created(request)
            case "GET", ["fine-tunes"]:
                return _json({"data": list(self.jobs.values())})
            case "GET", ["fine-tunes", name] if name in self.jobs:
                return _json(self.jobs[name])
            case "GET", ["fine-tunes", _, "events"]:
                return _json({"data": self.events})
            case "GET", ["fine-tunes", _, "checkpoints"]:
                path = {"path": "s3://a", "created_at": "2026-11-22T10:00:00Z", "step": 5}
                return _json({"data": [path | {"checkpoint_type": "Intermediate (step 5)"}]})
            case _, ["fine-tunes", _, "metrics"]:
                return _json({"metrics": [{"global_step": 1, "train_loss": 2.5}]})
            case "POST", ["fine-tunes", name, "cancel"]:
                self.jobs[name]["status"] = "cancel_requested"
                return _json(self.jobs[name])
            case "POST", ["chat", "completions"]:
                return _said(request.get_json()["model"])
        return _json({"error": {"message": "not found", "code": "not_found"}}, 404)

    def _announced(self, request: Request) -> Response:
        form = request.form or json.loads(request.get_data() or b"{}")
        for name, file in self.files.items():
            if file["checksum"] == form["checksum"]:
                return _json({"file_id": name}, 409)
        name = f"file-{len(self.files) + 1}"
        self.files[name] = {"name": form["file_name"], "checksum": form["checksum"], "content": b""}
        headers = {"Location": f"{self.url}/put/{name}", "X-Together-File-Id": name}
        return Response(status=302, headers=headers)

    def _file(self, name: str) -> Response:
        return _json(self._shown(name))

    def _shown(self, name: str) -> dict[str, Any]:
        shown = {
            "id": name,
            "bytes": len(self.files[name]["content"]),
            "created_at": 1_795_000_000,
            "filename": self.files[name]["name"],
            "FileType": "jsonl",
            "object": "file",
            "purpose": "fine-tune",
            "processing_status": "COMPLETED",
        }
        FileResponse.model_validate(shown)
        return shown

    def _created(self, request: Request) -> Response:
        self.asked.append(FinetuneRequest.model_validate(request.get_json()))
        asked, name = self.asked[-1], f"ft-{len(self.jobs) + 1}"
        self.jobs[name] = {
            "id": name,
            "status": "pending",
            "user_id": "me",
            "created_at": f"2026-11-22T10:00:0{len(self.jobs)}Z",
            "updated_at": "2026-11-22T10:00:00Z",
            "model": asked.model,
            "training_file": asked.training_file,
            "validation_file": asked.validation_file,
            "suffix": asked.suffix,
            "model_output_name": f"me/{asked.model}-{asked.suffix}",
            "adapter_output_name": None,
            "n_epochs": asked.n_epochs,
        }
        FinetuneResponse.model_validate(self.jobs[name])
        if self.after_create:
            return self.after_create.pop(0)(request)
        return _json(self.jobs[name])


def _json(document: Any, status: int = 200) -> Response:
    return Response(json.dumps(document), status, content_type="application/json")


def _said(model: str) -> Response:
    frame = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": model}
    usage = {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}
    piece = frame | {"choices": [{"index": 0, "delta": {"content": "hello"}}], "usage": usage}
    lines = [f"data: {json.dumps(piece)}\n\n", "data: [DONE]\n\n"]
    return Response(lines, content_type="text/event-stream")


@pytest.fixture
def together(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> TogetherServer:
    """The server, and a key for it."""
    monkeypatch.setenv("TOGETHER_API_KEY", "a-secret-that-nobody-sees")
    return TogetherServer(httpserver)
