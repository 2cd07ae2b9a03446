"""The tool is killed at every step of a launch; the next run ends with one job and one file."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from dataprep.launcher import terms as module
from dataprep.launcher.launch import launch
from dataprep.launcher.openai_api import api
from openai_server import Server

LAUNCH = """
import sys
from dataclasses import replace
from dataprep.launcher import launch, terms
from dataprep.launcher.openai_api import api
small = replace(terms.terms("openai"), whole_bytes=int(sys.argv[3]), part_bytes=2000)
api.terms = lambda _: small
launch.launch(sys.argv[1], model="gpt-4.1-mini", base_url=sys.argv[2])
"""
WHOLE = ["POST /files", "GET /files/file-1", "POST /fine_tuning/jobs"]
PARTS = ["POST /uploads", "POST /uploads/upload_1/parts", "POST /uploads/upload_1/complete"]


@pytest.mark.parametrize(
    ("step", "when"),
    [(step, when) for step in (*WHOLE, *PARTS) for when in ("before", "after")],
)
def test_a_kill_at_any_step_leaves_one_job_and_one_file(
    server: Server, train: str, monkeypatch: pytest.MonkeyPatch, step: str, when: str
) -> None:
    whole = 100 if step in PARTS else 1_000_000
    small = replace(module.terms("openai"), whole_bytes=whole, part_bytes=2000)
    monkeypatch.setattr(api, "terms", lambda _: small)
    command = [sys.executable, "-c", LAUNCH, train, server.url, str(whole)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:

        def kill(request: str, moment: str) -> bool:
            if (request, moment) != (step, when):
                return False
            process.kill()
            return True

        server.watcher = kill
        _, said = process.communicate(timeout=60)
    assert process.returncode == -9, said
    server.watcher = lambda *_: False

    done = launch(train, model="gpt-4.1-mini", base_url=server.url)

    assert (list(server.jobs), done.job and done.job.id) == (["ftjob-1"], "ftjob-1")
    assert list(server.contents.values()) == [Path(train).read_bytes()]
