from __future__ import annotations

import json
import subprocess
import sys

import pytest

from command import Run
from dataprep.cli import COMMANDS

HEAVY = {
    "datasets",
    "jinja2",
    "jsonschema",
    "jsonschema_rs",
    "openai",
    "orjson",
    "pyarrow",
    "pygal",
    "regex",
    "rich",
    "tiktoken",
    "toktok",
}


@pytest.mark.parametrize("arguments", [(), *((command,) for command in COMMANDS)])
def test_help_is_shown(dataprep: Run, arguments: tuple[str, ...]) -> None:
    done = dataprep(*arguments, "--help")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Usage: dataprep")


@pytest.mark.parametrize("arguments", [["--help"], *([command, "--help"] for command in COMMANDS)])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    script = (
        f"import sys, dataprep.cli\ntry: dataprep.cli.main({arguments!r})\n"
        "except SystemExit: print(*sys.modules, file=sys.stderr)"
    )

    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert HEAVY.isdisjoint(loaded.stderr.split())


def test_a_lint_of_a_small_file_loads_no_tokenizer_and_no_data_sets() -> None:
    script = (
        "import sys\nfrom dataprep import lint\n"
        "lint(['samples/rules/DP010/good.jsonl'])\nprint(*sys.modules)"
    )

    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert {"datasets", "openai", "tiktoken", "toktok", "pyarrow", "rich"}.isdisjoint(
        loaded.stdout.split()
    )


def test_a_command_that_does_not_exist_is_an_error(dataprep: Run) -> None:
    done = dataprep("lnit")

    assert (done.returncode, done.stdout) == (2, "")
    assert "No such command 'lnit'" in done.stderr


def test_the_version_is_shown(dataprep: Run) -> None:
    assert dataprep("--version").stdout.startswith("dataprep, version ")


def test_rules_are_listed_and_shown(dataprep: Run) -> None:
    listed = dataprep("rule").stdout.splitlines()
    page = dataprep("rule", "DP203").stdout
    document = json.loads(dataprep("rule", "unknown-role", "--output-format", "json").stdout)

    assert listed[0].split()[:3] == ["DP001", "empty-file", "error"]
    assert page.startswith("# unknown-role (DP203)\n")
    assert document["code"] == "DP203"


def test_the_rules_of_a_family_are_listed_by_the_beginning_of_their_codes(dataprep: Run) -> None:
    listed = dataprep("rule", "dp2").stdout.splitlines()
    document = json.loads(dataprep("rule", "DP2", "--output-format", "json").stdout)

    assert len(listed) > 10
    assert {line[:3] for line in listed} == {"DP2"}
    assert len(document["rules"]) == len(listed)


def test_a_letter_in_place_of_a_digit_of_a_code_is_told(dataprep: Run) -> None:
    done = dataprep("rule", "DP2O3")

    assert (done.returncode, "did you mean DP203?" in done.stderr) == (2, True)


def test_a_rule_that_does_not_exist_is_an_error(dataprep: Run) -> None:
    done = dataprep("rule", "unknwon-role")

    assert done.returncode == 2
    assert "did you mean unknown-role" in done.stderr
