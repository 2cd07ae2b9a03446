"""A server on loopback that answers as Fireworks does; answers are made by Fireworks' own types."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from fireworks.types import Dataset, DpoJob, SupervisedFineTuningJob
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

ROOT = "accounts/me"
KINDS = {"supervisedFineTuningJobs": SupervisedFineTuningJob, "dpoJobs": DpoJob}


@dataclass
class FireworksServer:
    """Data sets and jobs; AFTER_CREATE does harm once for each item."""

    http: HTTPServer
    requests: list[str] = field(default_factory=list)
    datasets: dict[str, dict[str, Any]] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    jobs: dict[str, dict[str, Any]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    after_create: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.http.expect_request(re.compile("/.*")).respond_with_handler(self._answer)

    @property
    def url(self) -> str:
        return self.http.url_for("").rstrip("/")

    def _answer(self, request: Request) -> Response:
        path = request.path.removeprefix(f"/v1/{ROOT}/")
        self.requests.append(f"{request.method} {path}")
        match request.method, re.split("[/:]", path):
            case "POST", ["datasets"]:
                given = request.get_json()
                name = given["datasetId"]
                shown = {"name": f"{ROOT}/datasets/{name}", "state": "UPLOADING"}
                Dataset.model_validate(given["dataset"] | shown)
                self.datasets[name] = given["dataset"] | shown
                return _json(self.datasets[name])
            case "POST", ["datasets", name, "upload"]:
                self.contents[name] = request.files["file"].read()
                self.datasets[name]["state"] = "READY"
                return _json({})
            case "GET", ["datasets"]:
                return _json({"datasets": list(self.datasets.values())})
            case "GET", ["datasets", name] if name in self.datasets:
                return _json(self.datasets[name])
            case "DELETE", ["datasets", name]:
                del self.datasets[name]
                return _json({})
            case "POST", [("supervisedFineTuningJobs" | "dpoJobs") as kind]:
                return self._created(request, kind)
            case "GET", [("supervisedFineTuningJobs" | "dpoJobs") as kind]:
                there = [job for name, job in self.jobs.items() if self.kinds[name] == kind]
                return _json({kind: there})
            case "GET", [kind, name] if self.kinds.get(name) == kind:
                return _json(self.jobs[name])
            case "POST", [kind, name, "cancel"] if self.kinds.get(name) == kind:
                self.jobs[name]["state"] = "JOB_STATE_CANCELLED"
                return _json({})
            case "POST", [kind, name, "resume"] if self.kinds.get(name) == kind:
                self.jobs[name]["state"] = "JOB_STATE_RUNNING"
                return _json(self.jobs[name])
        return _json({"error": {"message": "not found", "code": "NOT_FOUND"}}, 404)

    def _created(self, request: Request, kind: str) -> Response:
        name = request.args[{"dpoJobs": "dpoJobId"}.get(kind, "supervisedFineTuningJobId")]
        if name in self.jobs:
            return _json({"error": {"message": "exists", "code": "ALREADY_EXISTS"}}, 409)
        facts = {"name": f"{ROOT}/{kind}/{name}", "state": "JOB_STATE_CREATING"}
        self.jobs[name] = request.get_json() | facts | {"createTime": "2026-11-22T10:00:00Z"}
        self.kinds[name] = kind
        KINDS[kind].model_validate(self.jobs[name])
        if self.after_create:
            return self.after_create.pop(0)(request)
        return _json(self.jobs[name])


def _json(document: Any, status: int = 200) -> Response:
    return Response(json.dumps(document), status, content_type="application/json")


@pytest.fixture
def fireworks(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> FireworksServer:
    """The server, a key and an account for it."""
    monkeypatch.setenv("FIREWORKS_API_KEY", "a-secret-that-nobody-sees")
    monkeypatch.setenv("FIREWORKS_ACCOUNT_ID", "me")
    return FireworksServer(httpserver)
