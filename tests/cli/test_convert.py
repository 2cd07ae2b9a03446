from __future__ import annotations

import json
from pathlib import Path

import pytest

from command import Run
from dataprep import schema
from dataprep.converter import definition

ROWS = '{"question": "Grün?", "answer": "Ja."}\n{"question": "", "answer": "Nein."}\n'
RECORD = {
    "messages": [
        {"role": "user", "content": "Grün?"},
        {"role": "assistant", "content": "Ja."},
    ]
}
NARRATED = '{"conversations": [{"from": "elf", "value": "Hm?"}, {"from": "gpt", "value": "Hm."}]}\n'


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "x.jsonl"
    path.write_text(ROWS, encoding="utf-8")
    return path


def test_the_summary_says_what_became_of_the_rows(dataprep: Run, rows: Path) -> None:
    done = dataprep("convert", rows, "--to", "out.jsonl")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "question-answer: 2 rows -> 1 record\n  rejected  1  blank-turn\n  written   1  out.jsonl\n"
    )


def test_the_json_summary_meets_its_schema(dataprep: Run, rows: Path) -> None:
    done = dataprep("convert", rows, "--to", "out.jsonl", "--output-format", "json")

    report = json.loads(done.stdout)
    assert list(schema.faults("dataprep/convert-report", report)) == []
    assert report == {
        "version": 1,
        "format": "question-answer",
        "rows": 2,
        "records": 1,
        "rejected": {"blank-turn": 1},
        "changed": {},
        "files": [{"path": "out.jsonl", "records": 1}],
        "notes": [],
    }


def test_records_on_standard_output_have_the_summary_on_standard_error(dataprep: Run) -> None:
    done = dataprep("convert", "-", "--to", "-", stdin=ROWS)

    assert json.loads(done.stdout) == RECORD
    assert done.stderr.startswith("question-answer: 2 rows -> 1 record\n")


def test_a_speaker_that_is_not_known_is_shown_with_the_option_that_maps_it(
    dataprep: Run, tmp_path: Path
) -> None:
    (tmp_path / "x.jsonl").write_text(NARRATED)

    unmapped = dataprep("convert", "x.jsonl", "--to", "out.jsonl")
    mapped = dataprep("convert", "x.jsonl", "--to", "-", "--role", "elf=user", "--system", "Hi.")

    left_out = dataprep("convert", "x.jsonl", "--to", "-", "--policy", "unknown-role=reject")

    assert (unmapped.returncode, unmapped.stdout) == (2, "")
    assert unmapped.stderr == (
        "error: unknown speakers, and in how many rows: 'elf' (1); nothing is written\n"
        "Map each with --role elf=ROLE, or leave such rows out: --policy unknown-role=reject\n"
    )
    assert "unknown speaker 'elf' in 1 row; map it with --role elf=ROLE" in left_out.stderr
    roles = [message["role"] for message in json.loads(mapped.stdout)["messages"]]
    assert roles == ["system", "user", "assistant"]


def test_rows_that_do_not_fit_the_format_that_was_found_are_noted(
    dataprep: Run, tmp_path: Path
) -> None:
    (tmp_path / "x.jsonl").write_text(f'{ROWS}{{"text": "no row of this kind"}}\n')

    done = dataprep("convert", "x.jsonl", "--to", "out.jsonl", "--output-format", "json")

    note = "x.jsonl: 1 of the first 3 rows do not fit question-answer, which asks for: has"
    assert done.stderr.startswith(f"note: {note}")
    assert json.loads(done.stdout)["notes"][0].startswith(note)
    assert json.loads(done.stdout)["rejected"] == {"blank-turn": 1, "empty": 1}


def test_a_rejected_row_exits_1_under_strict_and_writes_nothing(dataprep: Run, rows: Path) -> None:
    done = dataprep("convert", rows, "--to", "out.jsonl", "--strict")

    assert (done.returncode, done.stdout) == (1, "")
    assert "row 2 is rejected: blank-turn; 1 row rejected under --strict" in done.stderr
    assert [path.name for path in rows.parent.iterdir()] == ["x.jsonl"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("missing.jsonl", "--to", "out.jsonl"), "missing.jsonl: no such file; check the path"),
        (("x.jsonl", "--to", "x.jsonl"), "x.jsonl: exists already; give --force to replace it"),
        (("x.jsonl", "--to", "out.jsonl", "--from", "alpacca"), "there is no format 'alpacca'"),
        (("x.jsonl", "--to", "out.jsonl", "--definition", "no.toml"), "no.toml: cannot be read"),
        (("x.jsonl", "--to", "out.jsonl", "--role", "elf"), "write NAME=ROLE"),
        (("x.jsonl", "--to", "out.jsonl", "--role", "elf=king"), "a role is one of system"),
        (
            ("x.jsonl", "--to", "out.jsonl", "--role", "elf=user"),
            "the shape 'fields' does not take",
        ),
        (("x.jsonl", "--to", "out.jsonl", "--validation", "1.5"), "1.5 is neither a fraction"),
        (("x.jsonl", "--to", "out.jsonl", "--validation", "few"), "few is neither a fraction"),
        (("x.jsonl", "--to", "out.jsonl", "--limit", "0"), "0 is not in the range"),
        (("x.jsonl", "--to", "out.jsonl", "--encoding", "x", "--jobs", "0"), "'--jobs'"),
        (("x.jsonl", "--to", "out.jsonl", "--mix", "a,b"), "a,b is no list of numbers"),
        (("x.jsonl", "--to", "out.jsonl", "--mix", "0.5,0.5"), "one share for each of the 1"),
        (("x.jsonl", "--to", "out.jsonl", "--images", "png"), "'png' is not one of 'url', 'data'"),
        (("x.jsonl", "--to", "out.jsonl", "--image-folder", "no"), "there is no such folder"),
        (("x.jsonl", "--to", "out.jsonl", "--columns", "a,b"), "--columns is for CSV"),
        (("x.jsonl", "--to", "out.jsonl", "--split", "test"), "--split is for data sets of"),
        (("x.jsonl", "--to", "out.jsonl", "--seed", "x"), "'x' is not a valid integer"),
        (("x.jsonl",), "Missing option '--to'"),
    ],
)
def test_what_cannot_be_done_exits_2_and_says_why(
    dataprep: Run, rows: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = dataprep("convert", *arguments)

    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in rows.parent.iterdir()] == ["x.jsonl"]


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_conversion_without_records_is_no_success(
    dataprep: Run, tmp_path: Path, form: str
) -> None:
    (tmp_path / "x.jsonl").write_text('{"question": "", "answer": "Nein."}\n')

    done = dataprep(
        "convert", "x.jsonl", "--to", "out.jsonl", "--rejects", "no.jsonl", "--output-format", form
    )

    assert done.returncode == 2
    assert done.stderr.startswith("error: none of 1 row became a record, so nothing is written")
    if form == "json":
        report = json.loads(done.stdout)
        assert list(schema.faults("dataprep/convert-report", report)) == []
        assert (report["rejected"], report["files"]) == ({"blank-turn": 1}, [])
    else:
        assert "rejected  1  blank-turn" in done.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["no.jsonl", "x.jsonl"]


def test_a_target_of_another_method_is_said_where_all_rows_fail_it(
    dataprep: Run, rows: Path
) -> None:
    done = dataprep("convert", rows, "--to", "out.jsonl", "--target", "openai/dpo")

    assert (done.returncode, done.stdout) == (
        2,
        "question-answer: 2 rows -> 0 records\n  rejected  2  not-for-dpo\n",
    )
    assert "for another method than the target's: name another one by --target" in done.stderr


def test_rows_are_picked_divided_and_traced_back(dataprep: Run, tmp_path: Path) -> None:
    for name in "ab":
        rows = [{"question": f"{name}{n % 30}", "answer": "a"} for n in range(40)]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)))

    done = dataprep(
        "convert", "a.jsonl", "b.jsonl", "--to", "out.jsonl", "--mix", "0.7,0.3", "--shuffle",
        "--seed", "4", "--limit", "30", "--dedupe", "--validation", "5", "--provenance", "o.jsonl",
        "--output-format", "json",
    )  # fmt: skip

    report = json.loads(done.stdout)
    assert (done.returncode, report["rows"]) == (0, 30)
    assert report["records"] == 30 - report["rejected"].get("duplicate", 0)
    assert [file["path"] for file in report["files"]] == ["out.jsonl", "out.validation.jsonl"]
    origins = [json.loads(line) for line in (tmp_path / "o.jsonl").read_text().splitlines()]
    assert len(origins) == report["records"]
    assert {origin["source"] for origin in origins} == {"a.jsonl", "b.jsonl"}


def test_validation_records_go_beside_the_others(dataprep: Run, tmp_path: Path) -> None:
    lines = [json.dumps({"question": f"q{n}", "answer": "a"}) for n in range(20)]
    (tmp_path / "x.jsonl").write_text("\n".join(lines))

    done = dataprep(
        "convert", "x.jsonl", "--to", "out.jsonl.gz", "--validation", "5", "--limit", "12"
    )

    assert done.stdout.splitlines()[1:] == [
        "  written   7  out.jsonl.gz",
        "  written   5  out.validation.jsonl.gz",
    ]


@pytest.mark.parametrize(
    ("file", "name", "rows", "records"),
    [
        ("fastchat/dummy_conversation.json", "sharegpt", 500, 500),
        ("llama-factory/identity.json", "alpaca", 91, 91),
        ("axolotl/alpaca.json", "alpaca", 2, 2),
        ("axolotl/conversation.json", "sharegpt", 1, 1),
        ("azureml-examples/prompt_completion.jsonl", "prompt-completion", 408, 408),
        ("gsm8k/train.jsonl", "question-answer", 7473, 7473),
        ("gpteacher/roleplay-simple-deduped-roleplay-instruct.json", "alpaca", 1923, 1923),
        # Those that missed their goal are left out.
        ("tau-bench/gpt-4o-airline.json", "tau-bench", 200, 84),
        # Those that nobody liked are left out.
        ("llama-factory/kto_en_demo.json", "kto-messages", 300, 150),
        ("llama-factory/dpo_en_demo.json", "preference-answers", 300, 300),
        ("llama-factory/glaive_toolcall_en_demo.json", "sharegpt-tools", 300, 300),
        ("llama-factory/reason_tool_use_demo_50.jsonl", "openai-messages", 50, 50),
        ("open-assistant/en_100_tree.jsonl", "oasst-trees", 100, 100),
        ("open-assistant/en_100_message.jsonl", "oasst-messages", 100, 100),
        ("openai-cookbook/toy_chat_fine_tuning.jsonl", "openai-messages", 5, 4),
    ],
)
def test_real_files_convert_to_records_that_the_provider_takes(
    dataprep: Run, shared: Path, tmp_path: Path, file: str, name: str, rows: int, records: int
) -> None:
    source = (shared / "data" / file).resolve()

    done = dataprep("convert", source, "--to", "out.jsonl", "--output-format", "json")

    report = json.loads(done.stdout)
    assert (report["format"], report["rows"], report["records"]) == (name, rows, records)
    for line in (tmp_path / "out.jsonl").read_bytes().split(b"\n")[:-1]:
        record = json.loads(line)
        method = "dpo" if "input" in record else "sft"
        assert list(schema.faults(f"openai/{method}", record)) == []


class TestFormats:
    def test_they_are_listed(self, dataprep: Run) -> None:
        text = dataprep("formats").stdout
        listed = json.loads(dataprep("formats", "--output-format", "json").stdout)

        assert [line.split()[0] for line in text.splitlines()] == definition.names()
        assert [known["name"] for known in listed] == definition.names()
        assert listed[0].keys() == {"name", "title", "shape", "hub", "license"}

    def test_one_is_shown_with_an_example(self, dataprep: Run) -> None:
        text = dataprep("formats", "alpaca").stdout
        shown = json.loads(dataprep("formats", "alpaca", "--output-format", "json").stdout)

        assert text.startswith("# alpaca\n")
        assert "license = " in text
        assert '"role":"user"' in text
        assert shown["map"]["assistant"] == "output|response"
        assert list(shown["example"]["record"]) == ["messages"]

    def test_what_a_file_would_be_read_as_is_said_with_the_reasons(
        self, dataprep: Run, rows: Path
    ) -> None:
        text = dataprep("formats", "--detect", rows).stdout
        said = json.loads(dataprep("formats", "--detect", rows, "--output-format", "json").stdout)

        assert "\nquestion-answer fits all rows, score 3:\n  has question|query|problem\n" in text
        assert "The others do not fit" in text
        assert text.endswith(f"{rows} is read as question-answer.\n")
        assert said["format"] == "question-answer"
        assert [one["name"] for one in said["candidates"] if one["fits"]] == ["question-answer"]
        assert list(schema.faults("dataprep/detection", said)) == []

    def test_a_tie_is_explained_before_it_is_an_error(self, dataprep: Run, tmp_path: Path) -> None:
        (tmp_path / "x.jsonl").write_text('{"text": "a", "label": 1}\n')

        done = dataprep("formats", "--detect", "x.jsonl")

        assert done.returncode == 2
        assert "imdb fits all rows" in done.stdout
        assert "several formats fit: ag-news, banking77, imdb" in done.stderr

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("alpacca",), "there is no format 'alpacca'; do you mean alpaca"),
            (("alpaca", "--detect", "x.jsonl"), "give a NAME or --detect, not both"),
            (("--detect", "missing.jsonl"), "missing.jsonl: no such file"),
            (("--detect", "x.csv"), "x.csv: no row with columns at its beginning"),
        ],
    )
    def test_what_is_not_there_exits_2(
        self, dataprep: Run, tmp_path: Path, arguments: tuple[str, ...], said: str
    ) -> None:
        (tmp_path / "x.csv").write_text("question,answer\n")

        done = dataprep("formats", *arguments)

        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr
