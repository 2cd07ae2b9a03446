"""What several tests share: the day it is, real files where they lie beside, and a command line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from command import Run

GOLDEN = Path(__file__).parent / "golden"
# The same examples each time, however slow the machine; HYPOTHESIS_PROFILE=default draws others.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))

SHARED = Path(__file__).parents[1] / ".." / "shared"


@pytest.fixture(autouse=True)
def the_day_is_fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATAPREP_TODAY", "2026-11-22")


@pytest.fixture(autouse=True)
def no_job_of_github_runs_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)


@pytest.fixture
def shared() -> Path:
    """The folder of real files, which a stranger's clone does not have."""
    if not SHARED.is_dir():
        pytest.skip("the folder of real files is not beside this checkout")
    return SHARED


@pytest.fixture
def dataprep(tmp_path: Path) -> Run:
    """Run the command in an empty folder, as a user would."""

    def run(*arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "dataprep", *map(str, arguments)],
            capture_output=True,
            text=True,
            input=stdin,
            cwd=tmp_path,
            check=False,
        )

    return run
