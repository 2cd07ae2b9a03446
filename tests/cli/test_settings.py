"""Settings of the linter: rules, paths, the baseline, and how they are shown."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from chat_records import lines
from command import Run
from dataprep import schema
from dataprep.linter.rule import Rule, rules

GOOD = '{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}\n'
BAD = GOOD.replace("user", "human")
PAGE = Path(__file__).parents[2] / "docs" / "settings.md"


def counts(dataprep: Run, *arguments: str) -> dict[str, int]:
    done = dataprep("lint", *arguments, "--output-format", "json")
    assert done.stderr == ""
    found: dict[str, int] = json.loads(done.stdout)["counts"]
    return found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", 0),
        ('[lint.rules.few-examples]\nseverity = "error"\n', 1),
        ('[lint.rules.DP503]\nseverity = "error"\n', 1),
        ('[lint.rules.few-examples]\nseverity = "off"\n[lint]\nfail-on = "warning"\n', 0),
        ('[lint.rules.few-examples]\nminimum = 20\n[lint]\nfail-on = "warning"\n', 0),
        ('[lint.rules.few-examples]\nminimum = 21\n[lint]\nfail-on = "warning"\n', 1),
    ],
)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_rule_takes_its_severity_and_its_options_from_the_file(
    dataprep: Run, tmp_path: Path, text: str, code: int, jobs: str
) -> None:
    (tmp_path / "x.jsonl").write_text(lines(20))
    (tmp_path / "dataprep.toml").write_text(text)

    assert dataprep("lint", "x.jsonl", "--jobs", jobs).returncode == code


def test_another_severity_is_counted_and_shown(dataprep: Run, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text(lines(50) + BAD)
    (tmp_path / "dataprep.toml").write_text('[lint.rules.DP203]\nseverity = "warning"\n')

    done = dataprep("lint", "x.jsonl")

    assert (done.returncode, done.stderr) == (0, "")
    assert "warning DP203" in done.stdout
    assert "0 errors, 1 warning in" in done.stdout


@pytest.mark.parametrize(
    ("pattern", "folder", "expected"),
    [
        ("raw/**", ".", {"clean": 1}),
        ("raw/*.jsonl", ".", {"clean": 1}),
        ("*.jsonl", ".", {}),
        ("r*.jsonl", ".", {"raw": 1, "clean": 1}),
        ("raw/**", "raw", {"clean": 1}),
    ],
)
def test_rules_can_be_ignored_for_some_paths(
    dataprep: Run, tmp_path: Path, pattern: str, folder: str, expected: dict[str, int]
) -> None:
    for name in ("raw", "clean"):
        (tmp_path / name / "deep").mkdir(parents=True)
        (tmp_path / name / "deep" / "x.jsonl").write_text(lines(50) + BAD)
    ignores = f'[lint.per-path-ignores]\n"{pattern}" = ["DP2"]\n'
    (tmp_path / "dataprep.toml").write_text(ignores)

    found = {
        name: counts(dataprep, str(tmp_path / name / "deep" / "x.jsonl")).get("DP203")
        for name in ("raw", "clean")
    }

    assert {name: count for name, count in found.items() if count} == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[lint.rules.few-exampels]\n", "rules: there is no rule 'few-exampels'; did you mean"),
        ("[lint.rules.DP503]\nminimun = 2\n", "few-examples has no option 'minimun'; did you mean"),
        ('[lint.rules.DP503]\nminimum = "2"\n', "few-examples.minimum = '2' is not a whole number"),
        ("[lint.rules.DP503]\nminimum = true\n", "few-examples.minimum = True is not a whole"),
        ('[lint.rules.DP503]\nseverity = "eror"\n', "'eror' is not one of error, warning, off"),
        ("[lint.rules.DP511]\nshare = '1'\n", "repeated-answer.share = '1' is not a number"),
        ("[lint.rules]\nDP503 = 1\n", "few-examples = 1 is no table"),
        ("[lint]\nrules = 1\n", "[lint] rules = 1 is no table"),
        ('[lint.per-path-ignores]\n"*" = "DP6"\n', "'*' = 'DP6' is no list of rules"),
        ('[lint.per-path-ignores]\n"*" = ["DP13X"]\n', "there is no rule 'DP13X'"),
    ],
)
def test_a_wrong_table_is_explained(dataprep: Run, tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "x.jsonl").write_text(GOOD)
    (tmp_path / "dataprep.toml").write_text(text)

    done = dataprep("lint", "x.jsonl")

    assert (done.returncode, done.stdout) == (2, "")
    assert "dataprep.toml: [lint] " in done.stderr
    assert said in done.stderr


def test_a_table_cannot_be_given_as_an_option(dataprep: Run, tmp_path: Path) -> None:
    done = dataprep("lint", "x.jsonl", "--rules", "DP503")

    assert (done.returncode, done.stdout) == (2, "")
    assert "this is a table of the settings file" in done.stderr


@pytest.mark.parametrize("rule", [r for r in rules() if r.options], ids=lambda rule: rule.code)
def test_a_page_names_the_options_of_its_rule(rule: Rule) -> None:
    section = rule.page.partition("## Options")[2]

    assert [name for name in rule.options if f"`{name}`" not in section] == []


def test_a_baseline_is_written_and_then_only_new_findings_count(
    dataprep: Run, tmp_path: Path
) -> None:
    (tmp_path / "x.jsonl").write_text(lines(50) + BAD)

    wrote = dataprep("lint", "x.jsonl", "--write-baseline", "known.json")
    again = dataprep("lint", "x.jsonl", "--write-baseline", "known.json")
    clean = dataprep("lint", "x.jsonl", "--baseline", "known.json")
    (tmp_path / "x.jsonl").write_text(lines(50))
    stale = dataprep("lint", "x.jsonl", "--baseline", "known.json")

    assert (wrote.returncode, wrote.stdout) == (0, "")
    assert (again.returncode, again.stderr.count("--force")) == (2, 1)
    assert clean.stdout.startswith("No new findings in")
    assert (clean.returncode, clean.stdout.count("1 in the baseline.")) == (0, 1)
    assert stale.stderr.startswith("note: known.json: not found any more: 1 finding;")


def test_in_a_job_of_github_the_report_is_annotations(
    dataprep: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.jsonl").write_text(lines(50) + BAD)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")

    assert dataprep("lint", "x.jsonl").stdout.startswith("::error file=x.jsonl,line=51,")
    assert dataprep("lint", "x.jsonl", "--output-format", "text").stdout.startswith("x.jsonl:51:")


def test_what_holds_is_shown_with_where_it_is_from(
    dataprep: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = '[lint.rules.few-examples]\nminimum = 20\n[lint]\nselect = "DP5"\nfail-on = "never"\n'
    (tmp_path / "dataprep.toml").write_text(table)
    monkeypatch.setenv("DATAPREP_LINT_TARGET", "openai/dpo")

    text = dataprep("lint", "--show-settings", "--fail-on", "warning").stdout
    done = dataprep("lint", "--show-settings", "--output-format", "json")

    shown = tomllib.loads(text)["lint"]
    assert (shown["select"], shown["fail-on"], shown["target"]) == (
        ["DP5"],
        "warning",
        "openai/dpo",
    )
    assert shown["rules"] == {"few-examples": {"minimum": 20}}
    assert 'target = "openai/dpo"  # environment' in text
    document = json.loads(done.stdout)
    assert list(schema.faults("dataprep/shown-settings", document)) == []
    assert document["settings"]["fail-on"] == {"value": "never", "from": "file"}
    assert document["settings"]["max-findings"] == {"value": 20, "from": "default"}


@pytest.mark.parametrize("command", ["lint", "convert", "estimate", "launch", "show", "run"])
def test_every_command_shows_its_settings_and_does_nothing_else(
    dataprep: Run, tmp_path: Path, command: str
) -> None:
    done = dataprep(command, "--show-settings")

    assert (done.returncode, done.stderr) == (0, "")
    assert command in tomllib.loads(done.stdout)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text", PAGE.read_text("utf-8").split("```toml\n")[1:2], ids=["the example of the page"]
)
def test_the_schema_and_the_command_take_the_example_of_the_page(
    dataprep: Run, tmp_path: Path, text: str
) -> None:
    example = text.partition("```")[0]
    (tmp_path / "dataprep.toml").write_text(example)

    assert schema.hand_written_fault("dataprep/settings", tomllib.loads(example)) is None
    assert dataprep("lint", "--show-settings").returncode == 0


@pytest.mark.parametrize(
    "text",
    [
        "[lnit]\n",
        "[lint]\nmax-findings = -1\n",
        '[lint]\nbase-url = "x"\n',
        "[lint.rules.few-exampels]\n",
        "[lint.rules.DP503]\nminimum = 1.5\n",
        "[lint.rules.DP001]\nminimum = 1\n",
    ],
)
def test_the_schema_finds_in_an_editor_what_the_command_would_refuse(
    dataprep: Run, tmp_path: Path, text: str
) -> None:
    (tmp_path / "x.jsonl").write_text(GOOD)
    (tmp_path / "dataprep.toml").write_text(text)

    assert schema.hand_written_fault("dataprep/settings", tomllib.loads(text)) is not None
    assert dataprep("lint", "x.jsonl").returncode == 2
