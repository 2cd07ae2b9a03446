"""``dataprep estimate``."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from chat_records import lines
from command import Run
from dataprep import schema
from dataprep.launcher import manifest

CHAT = (
    '{"messages": [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "hello"}]}\n'
)
NAMED = '{"messages": [{"role": "user", "content": "hi", "name": "Ann"}]}\n'
IMAGE = '{"messages": [{"role": "user", "content": [{"type": "image_url"}]}]}\n'
PROMPT = '{"messages": [{"role": "user", "content": "hi"}], "answer": "hello"}\n'


@pytest.fixture
def train(tmp_path: Path) -> Path:
    path = tmp_path / "train.jsonl"
    path.write_text(CHAT * 10, "utf-8")
    return path


def test_the_table_fits_80_columns_and_says_what_it_assumes(dataprep: Run, train: Path) -> None:
    done = dataprep("estimate", train.name, "--model", "gpt-4.1-mini", "--model", "gpt-3.5-turbo")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "10 sft records, counted with tiktoken\n"
        "\n"
        "model                    per epoch  epochs  billed tokens  $/1M     cost\n"
        "────────────────────────────────────────────────────────────────────────\n"
        "gpt-4.1-mini-2025-04-14        110      10          1,100  5.00  $0.0055\n"
        "gpt-3.5-turbo-0125             110      10          1,100  8.00  $0.0088\n"
        "\n"
        "An epoch, as gpt-4.1-mini-2025-04-14 counts it:\n"
        "- 10 tokens are trained on, the others are context: framing 82%, user 9%,\n"
        "  assistant 9%\n"
        "- half the records have up to 11 tokens, 90% 11, 99% 11\n"
        "- the longest sequence has 11: train.jsonl:1\n"
        "- 100 steps in all epochs, in batches of 1\n"
        "\n"
        "What could be saved:\n"
        "- 9 repetitions of other records: 90% of this run ($0.0050 with\n"
        "  gpt-4.1-mini-2025-04-14)\n"
        "\n"
        "1,000 requests of 10 tokens, with answers of 1:\n"
        "- gpt-4.1-mini-2025-04-14: $0.0112 once tuned, $0.0056 at its base\n"
        "- gpt-3.5-turbo-0125: $0.0360 once tuned\n"
        "\n"
        "Taken for granted:\n"
        "- gpt-4.1-mini-2025-04-14: only organisations that used a fine-tuned model in\n"
        "  the 60 days before 2026-07-02 can start jobs\n"
        "- every message is billed, also those that are not trained on\n"
        "- OpenAI chooses 10 epochs, as 3 would show fewer than 100 examples, by the rule\n"
        "  in https://cookbook.openai.com/examples/chat_finetuning_data_prep\n"
        "- gpt-3.5-turbo-0125 was shut down on 2026-10-23: no job can be created\n"
        "- prices from https://developers.openai.com/api/docs/pricing, checked 2026-09-25\n"
    )


@pytest.mark.parametrize(
    ("budget", "said"),
    [
        ("1", "up to 50 epochs of all records"),
        ("0.0001", "neither one epoch nor the fewest records that a job takes"),
        ("0.003", "5 epochs of all records for $0.0030"),
    ],
)
def test_what_a_budget_pays_for_is_said(dataprep: Run, train: Path, budget: str, said: str) -> None:
    done = dataprep("estimate", train, "--model", "gpt-4.1-mini", "--budget", budget)
    assert f"- gpt-4.1-mini-2025-04-14: {said}" in " ".join(done.stdout.split())


@pytest.mark.parametrize(
    ("record", "options", "cost"),
    [
        (CHAT, ["--price", "1000000"], "$11.00"),
        (NAMED, ["--price", "1000000"], "$6.00 to\n$8.00"),
        (IMAGE, ["--price", "1000000"], "$90.00 to\n$1,450.00"),
        (IMAGE, ["--model", "gpt-3.5-turbo", "--price", "1000000"], "over $5.00"),
        (PROMPT, ["--model", "o4-mini"], "unknown"),
    ],
)
def test_the_cost_is_shown_as_sure_as_it_is(
    dataprep: Run, record: str, options: list[str], cost: str
) -> None:
    done = dataprep("estimate", "-", "--epochs", "1", "--model", "gpt-4.1", *options, stdin=record)
    for line in cost.split("\n"):
        assert any(row.rstrip().endswith(line) for row in done.stdout.splitlines())


def test_the_json_meets_its_schema(dataprep: Run, train: Path) -> None:
    done = dataprep("estimate", train, "--output-format", "json")
    document = json.loads(done.stdout)
    assert schema.hand_written_fault("dataprep/estimate", document) is None
    assert {each["billed_tokens"] for each in document["estimates"]} == {1100}


def test_epochs_can_be_given_or_left_to_the_provider(dataprep: Run, train: Path) -> None:
    for given, epochs in [("2", 2), ("auto", 10)]:
        done = dataprep("estimate", train, "--epochs", given, "--output-format", "json")
        assert json.loads(done.stdout)["estimates"][0]["epochs"] == epochs


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["nowhere.jsonl"], "error: nowhere.jsonl: no such file; check the path\n"),
        (
            ["-", "--model", "gpt-4.1-mni"],
            "error: openai has no model 'gpt-4.1-mni'; did you mean gpt-4.1-mini?\n",
        ),
        (
            ["-", "--epochs", "60"],
            "error: OpenAI does not train for 60 epochs; give a number from 1 up to 50\n",
        ),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_code_2(
    dataprep: Run, arguments: list[str], error: str
) -> None:
    done = dataprep("estimate", *arguments, stdin=CHAT)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", error)


def test_epochs_that_are_no_number_are_a_usage_error(dataprep: Run) -> None:
    done = dataprep("estimate", "-", "--epochs", "many")
    assert (done.returncode, done.stdout) == (2, "")
    assert "'many' is not a valid integer" in done.stderr


@pytest.mark.parametrize("option", ["--price", "--budget"])
@pytest.mark.parametrize("usd", ["inf", "nan", "-1", "much"])
def test_money_that_is_none_is_a_usage_error(dataprep: Run, option: str, usd: str) -> None:
    done = dataprep("estimate", "-", option, usd)
    assert (done.returncode, done.stdout) == (2, "")
    assert option in done.stderr


def test_the_settings_file_can_name_models(dataprep: Run, train: Path) -> None:
    (train.parent / "dataprep.toml").write_text('[estimate]\nmodel = ["gpt-4o", "gpt-4"]\n')
    done = dataprep("estimate", train, "--output-format", "json")
    models = [each["model"] for each in json.loads(done.stdout)["estimates"]]
    assert models == ["gpt-4o-2024-08-06", "gpt-4-0613"]


@pytest.mark.parametrize(
    ("target", "model", "epochs_from"),
    [
        ("together", "zai-org/GLM-4.7", "auto"),
        ("fireworks", "any", "unknown"),
        ("nebius", "any", "unknown"),
        ("azure", "gpt-4.1", "auto"),
    ],
)
def test_what_is_not_known_of_a_target_is_said(
    target: str, model: str, epochs_from: str, dataprep: Run, tmp_path: Path
) -> None:
    (tmp_path / "train.jsonl").write_text(lines(10))
    options = ["train.jsonl", "--target", target, "--model", model, "--output-format", "json"]
    found = json.loads(dataprep("estimate", *options).stdout)
    each = found["estimates"][0]

    assert schema.hand_written_fault("dataprep/estimate", found) is None
    assert (each["usd_per_million"], each["price_source"]) == (None, "unknown")
    assert each["cost_usd"] is None
    assert each["epochs_from"] == epochs_from
    assert any("training price" in said for said in each["assumptions"])


@pytest.mark.parametrize("target", ["local", "mistral", "trl"])
def test_training_on_ones_own_machine_costs_nothing(
    target: str, dataprep: Run, tmp_path: Path
) -> None:
    (tmp_path / "train.jsonl").write_text(lines(10))
    options = ["train.jsonl", "--target", target, "--model", "any", "--output-format", "json"]
    each = json.loads(dataprep("estimate", *options).stdout)["estimates"][0]

    assert (each["usd_per_million"], each["cost_usd"], each["exact"]) == (0, 0, False)


def test_a_target_that_lists_no_models_asks_for_one(dataprep: Run, tmp_path: Path) -> None:
    (tmp_path / "train.jsonl").write_text(lines(10))
    done = dataprep("estimate", "train.jsonl", "--target", "trl")

    assert (done.returncode, done.stderr) == (
        2,
        "error: the catalogue lists no models of TRL; name one with --model\n",
    )


def test_without_files_the_usage_is_told(dataprep: Run) -> None:
    done = dataprep("estimate")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Missing argument 'FILES...'" in done.stderr


@pytest.fixture
def launched(tmp_path: Path) -> Path:
    """A file that two jobs were launched from: one was billed as estimated, the other less."""
    runs = [
        manifest.Run(
            f"run-{number}",
            "0" * 64,
            "openai",
            None,
            {"model": "gpt-4.1-mini"},
            f"ftjob-{number}",
            estimated=manifest.Estimated(110, 100, 110),
            trained_tokens=billed,
        )
        for number, billed in enumerate([110, 88, None])
    ]
    manifest.keep(manifest.Manifest(runs=tuple(runs)), tmp_path / "train.dataprep.json")
    return tmp_path / "train.jsonl"


def test_receipts_show_how_far_the_estimates_were_off(dataprep: Run, launched: Path) -> None:
    assert dataprep("estimate", "--receipts").stdout == (
        "job      model         estimated  billed   error\n"
        "────────────────────────────────────────────────\n"
        "ftjob-0  gpt-4.1-mini        110     110    none\n"
        "ftjob-1  gpt-4.1-mini        110      88  +25.0%\n"
        "\n"
        "1 of 2 bills are within the bounds of their estimate; the mean error is 12.5%\n"
    )


def test_receipts_can_be_those_of_one_file_as_json(dataprep: Run, launched: Path) -> None:
    done = dataprep("estimate", "--receipts", launched.name, "--output-format", "json")
    document = json.loads(done.stdout)
    assert schema.hand_written_fault("dataprep/receipts", document) is None
    assert [(each["job"], each["error"], each["within"]) for each in document["receipts"]] == [
        ("ftjob-0", 0.0, True),
        ("ftjob-1", 0.25, False),
    ]


def test_a_folder_without_receipts_says_how_to_get_them(dataprep: Run) -> None:
    done = dataprep("estimate", "--receipts")
    assert (done.returncode, done.stderr) == (0, "")
    assert "no receipts" in done.stdout
    assert "dataprep jobs watch" in done.stdout


def test_receipts_of_a_file_that_was_never_launched_are_an_error(dataprep: Run) -> None:
    done = dataprep("estimate", "--receipts", "train.jsonl")
    assert (done.returncode, done.stderr) == (
        2,
        "error: train.jsonl: nothing was launched from it; there is no train.dataprep.json\n",
    )


NO_NETWORK = """
import socket, sys
def refuse(self, address):
    if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1", "localhost"):
        sys.exit(f"a connection to {address}")
def unknown(host, *_, **__):
    sys.exit(f"asked for the address of {host}")
socket.socket.connect = socket.socket.connect_ex = refuse
socket.getaddrinfo = socket.gethostbyname = unknown
from dataprep.cli import main
main(sys.argv[1:])
"""


@pytest.mark.parametrize("records", [1, 60_000])
def test_it_works_with_no_network_at_all(tmp_path: Path, records: int) -> None:
    path = tmp_path / "train.jsonl"
    path.write_text(CHAT * records, "utf-8")
    options = ["--model", "gpt-4.1", "--model", "gpt-4", "--jobs", "1", "--output-format", "json"]
    done = subprocess.run(
        [sys.executable, "-c", NO_NETWORK, "estimate", str(path), *options],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    report = json.loads(done.stdout)
    assert [each["tokens_per_epoch"] for each in report["estimates"]] == [11 * records] * 2
    assert report["tokenizer"] == ("tiktoken" if records == 1 else "toktok")
