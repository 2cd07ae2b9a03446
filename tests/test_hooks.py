"""The pre-commit hooks and the GitHub action, as those who use them would run them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from chat_records import lines

ROOT = Path(__file__).parents[1]
BAD = '{"messages": [{"role": "human", "content": "a"}, {"role": "assistant", "content": "b"}]}\n'
Step = Callable[..., tuple[subprocess.CompletedProcess[str], str]]


def test_pre_commit_takes_the_hooks() -> None:
    subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"],
        cwd=ROOT,
        check=True,
    )


@pytest.mark.parametrize(
    ("path", "expected"),
    [("a/train.jsonl", True), ("t.jsonl.gz", True), ("t.jsonl.zst", True), ("t.json", False)],
)
def test_the_hooks_run_on_training_files(path: str, expected: bool) -> None:  # noqa: FBT001 — a case
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())

    assert [bool(re.search(hook["files"], path)) for hook in hooks] == [expected] * len(hooks)


def test_the_action_meets_the_schema_of_actions() -> None:
    subprocess.run(
        [
            sys.executable,
            "-m",
            "check_jsonschema",
            "--builtin-schema",
            "vendor.github-actions",
            "action.yml",
        ],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )


@pytest.fixture
def lint_step(tmp_path: Path) -> Step:
    """Run the step that lints as a runner does, and return what it did and the job's summary."""
    action: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text())
    step = action["runs"]["steps"][-1]
    script, summary = tmp_path / "step.sh", tmp_path / "summary.md"
    script.write_text(step["run"])
    defaults = {name: given["default"] for name, given in action["inputs"].items()}

    def run(**inputs: str) -> tuple[subprocess.CompletedProcess[str], str]:
        known = {f"inputs.{name}": value for name, value in (defaults | inputs).items()}
        known["steps.python.outputs.python-path"] = sys.executable
        given = {
            name: re.sub(r"\$\{\{ (\S+) \}\}", lambda found: known[found[1]], value)
            for name, value in step["env"].items()
        }
        job = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
            cwd=tmp_path,
            env=os.environ | given | job,
            capture_output=True,
            text=True,
            check=False,
        )
        return done, summary.read_text() if summary.exists() else ""

    return run


def test_the_action_annotates_and_sums_up(lint_step: Step, tmp_path: Path) -> None:
    (tmp_path / "my train.jsonl").write_text(lines(50) + BAD)

    done, summary = lint_step(paths="my train.jsonl\n")

    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("::error file=my train.jsonl,line=51,")
    assert summary.startswith("### dataprep lint: 1 error, 0 warnings")


def test_the_action_passes_a_clean_folder_and_hands_options_over(
    lint_step: Step, tmp_path: Path
) -> None:
    (tmp_path / "x.jsonl").write_text(lines(50) + BAD)

    done, summary = lint_step(args="--ignore DP203 --max-findings 3", target="openai/sft")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert "No findings." in summary


def test_an_action_that_could_not_lint_fails_with_the_reason(lint_step: Step) -> None:
    done, summary = lint_step(paths="$(touch hacked)\nnowhere.jsonl", target="opnai")

    assert (done.returncode, summary) == (2, "")
    assert "opnai" in done.stderr
