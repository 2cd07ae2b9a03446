from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from chat_records import lines
from command import Run
from dataprep import schema

GOOD = '{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}\n'
BAD = GOOD.replace("user", "human")


def test_a_clean_file_exits_0(dataprep: Run, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text(lines(50))

    done = dataprep("lint", "x.jsonl")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "No findings in 50 records in 1 file (openai/sft).\n"


def test_an_error_exits_1_and_says_where(dataprep: Run, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text(lines(50) + BAD)

    done = dataprep("lint", "x.jsonl")

    assert (done.returncode, done.stderr) == (1, "")
    first = done.stdout.splitlines()[0]
    assert first.startswith("x.jsonl:51:24: error DP203 unknown-role: 'human' is not a role")


def test_advice_for_a_file_stands_after_its_lines_and_a_page_is_named(
    dataprep: Run, tmp_path: Path
) -> None:
    (tmp_path / "x.jsonl").write_text(lines(20) + BAD)

    *findings, _, total, fixable, hint = dataprep("lint", "x.jsonl").stdout.splitlines()

    placed = [line for line in findings if line.startswith("x.jsonl")]
    assert [line.split(": ")[1].split()[1] for line in placed] == ["DP203", "DP503"]
    assert total.startswith("1 error, 1 warning in 21 records")
    assert fixable == "[*] 1 fixable with --fix."
    assert hint == "`dataprep rule DP203` explains a rule."


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), 0),
        (("--fail-on", "warning"), 1),
        (("--fail-on", "never"), 0),
        (("--ignore", "DP010", "--fail-on", "warning"), 0),
    ],
)
def test_what_fails_can_be_chosen(
    dataprep: Run, tmp_path: Path, options: tuple[str, ...], code: int
) -> None:
    (tmp_path / "x.jsonl").write_text(lines(50) + "\n" + GOOD)

    assert dataprep("lint", "x.jsonl", *options).returncode == code


def test_the_json_report_meets_its_schema(dataprep: Run, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text(GOOD + BAD + "\n{")

    report = json.loads(dataprep("lint", "x.jsonl", "--output-format", "json").stdout)

    assert list(schema.faults("dataprep/report", report)) == []
    assert report["counts"] == {"DP010": 1, "DP027": 1, "DP203": 1, "DP501": 1}


def test_standard_input_and_a_compressed_file_give_the_same_findings(
    dataprep: Run, tmp_path: Path
) -> None:
    (tmp_path / "x.jsonl.gz").write_bytes(gzip.compress((lines(50) + BAD).encode()))

    piped = dataprep("lint", "-", stdin=lines(50) + BAD)
    packed = dataprep("lint", "x.jsonl.gz")

    assert piped.stdout.replace("-:51", "x.jsonl.gz:51") == packed.stdout


def test_the_report_can_go_to_a_file(dataprep: Run, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text(GOOD)

    done = dataprep("lint", "x.jsonl", "--output-format", "json", "--output", "report.json")
    again = dataprep("lint", "x.jsonl", "--output", "report.json")

    assert (done.stdout, json.loads((tmp_path / "report.json").read_text())["errors"]) == ("", 1)
    assert (again.returncode, again.stderr.count("--force")) == (2, 1)


def test_statistics_count_each_rule(dataprep: Run, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text(lines(50) + BAD * 2)

    done = dataprep("lint", "x.jsonl", "--statistics")

    assert done.stdout.splitlines()[0].split() == ["2", "DP203", "error", "unknown-role"]


def test_a_settings_file_gives_defaults_and_options_win(dataprep: Run, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text(GOOD)
    (tmp_path / "dataprep.toml").write_text('[lint]\nignore = ["too-few-examples"]\n')

    assert dataprep("lint", "x.jsonl").returncode == 0
    assert dataprep("lint", "x.jsonl", "--ignore", "DP010").returncode == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere.jsonl",), "nowhere.jsonl: no such file"),
        (("x.jsonl", "--target", "opnai"), "openai"),
        (("x.jsonl", "--select", "unknwon-role"), "did you mean unknown-role"),
        (("x.jsonl", "--output-format", "xml"), "'xml' is not one of"),
        (("x.jsonl", "--engine", "spark"), "'spark' is not one of local"),
        (("x.jsonl", "--jobs", "0"), "0 is not in the range"),
        ((), "Missing argument 'PATHS...'"),
        (("cut.jsonl.gz",), "ends too early"),
        ((".",), "cut.jsonl.gz"),
    ],
)
def test_what_cannot_be_done_exits_2_in_a_few_words(
    dataprep: Run, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    (tmp_path / "x.jsonl").write_text(GOOD)
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(GOOD.encode() * 100)[:-9])

    done = dataprep("lint", *arguments)

    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[lnit]\n", "lnit is no table of options"),
        ("lint = 1\n", "lint is no table of options"),
        ('[lint]\ntagret = "openai"\n', "[lint] has no option 'tagret'; did you mean target?"),
        ("[lint]\njobs = true\n", "[lint] jobs: 'True' is not a valid"),
        ("[lint]\njobs = 1.5\n", "[lint] jobs: '1.5' is not a valid"),
        ("[lint]\nselect = [1]\n", "there is no rule '1'"),
        ("[lint\n", "is not TOML"),
    ],
)
def test_a_wrong_settings_file_is_explained(
    dataprep: Run, tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "x.jsonl").write_text(GOOD)
    (tmp_path / "dataprep.toml").write_text(text)

    done = dataprep("lint", "x.jsonl")

    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_project_file_can_hold_the_settings(dataprep: Run, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text(GOOD)
    (tmp_path / "pyproject.toml").write_text('[tool.dataprep.lint]\nignore = "DP501"\n')

    assert dataprep("lint", "x.jsonl").returncode == 0


def test_the_environment_goes_over_the_settings_file(
    dataprep: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.jsonl").write_text(GOOD)
    (tmp_path / "dataprep.toml").write_text('[lint]\nignore = "DP501"\n')
    monkeypatch.setenv("DATAPREP_LINT_IGNORE", "DP010")

    assert dataprep("lint", "x.jsonl").returncode == 1


def test_the_passport_says_which_targets_take_a_file(dataprep: Run, tmp_path: Path) -> None:
    record = {
        "messages": [{"role": "user", "content": "Hi, who is it?"}] * 2
        + [{"role": "assistant", "content": "It is me."}]
    }
    (tmp_path / "train.jsonl").write_text(json.dumps(record) + "\n")
    done = dataprep("lint", "train.jsonl", "--target", "all", "--ignore", "DP501")

    assert done.returncode == 1
    assert "train.jsonl: 1 record, " in done.stdout
    assert (
        "together/sft    refused\n"
        "  DP211 consecutive-questions (1, line 1): a user message follows another\n"
    ) in done.stdout
    assert done.stdout.endswith("8 targets: 7 accepted, 1 refused\n")


def test_the_passport_as_json_meets_its_schema(dataprep: Run, tmp_path: Path) -> None:
    human = GOOD.replace('"user"', '"human"').replace('"b"', '""')
    (tmp_path / "train.jsonl").write_text(f"[{human}]")
    options = ["--target", "all", "--ignore", "DP501", "--output-format", "json"]
    done = dataprep("lint", "train.jsonl", *options)

    document = json.loads(done.stdout)
    assert schema.hand_written_fault("dataprep/passport", document) is None
    hidden = {each["report"]["target"]: each["hidden"] for each in document["targets"]}
    assert hidden["openai/sft"] == [{"code": "DP402", "name": "blank-answer", "count": 1}]


def test_the_passport_lists_what_a_fix_undoes(dataprep: Run, tmp_path: Path) -> None:
    (tmp_path / "train.jsonl").write_text(GOOD.replace('"user"', '"human"') + "\n")
    done = dataprep("lint", "train.jsonl", "--target", "all", "--ignore", "DP5")

    assert "openai/sft      accepted after --fix\n  DP010 blank-line (1)\n" in done.stdout
    assert "  DP203 unknown-role (1)\n" in done.stdout


@pytest.mark.parametrize(
    "options", [["--output-format", "junit"], ["--output", "passport.txt"], ["--model", "gpt-4.1"]]
)
def test_the_passport_takes_no_option_of_a_single_report(
    options: list[str], dataprep: Run, tmp_path: Path
) -> None:
    (tmp_path / "train.jsonl").write_text('{"messages": []}\n')
    done = dataprep("lint", "train.jsonl", "--target", "all", *options)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: ")
