from __future__ import annotations

import json
from pathlib import Path

from command import Run
from dataprep import schema
from openai_server import Server

MODELS = ("--model", "first", "--model", "second", "--prompt", "Gold?")


def test_answers_stand_side_by_side(dataprep: Run, server: Server) -> None:
    done = dataprep("compare", *MODELS, "--provider", "openai", "--base-url", server.url)

    assert (done.returncode, done.stderr) == (0, "")
    said = [line for line in done.stdout.splitlines() if "first: Gold?" in line]
    assert "second: Gold?" in said[0]
    assert done.stdout.startswith("user: Gold?\n")
    assert "7 + 3 tokens" in done.stdout


def test_the_json_meets_its_schema(dataprep: Run, server: Server) -> None:
    place = ("--provider", "openai", "--base-url", server.url)

    done = dataprep("compare", *MODELS, *place, "--output-format", "json")

    document = json.loads(done.stdout)
    assert list(schema.faults("dataprep/compare", document)) == []
    assert document["models"] == ["first", "second"]


def test_a_job_is_its_base_and_its_tuned_model(dataprep: Run, server: Server, train: str) -> None:
    dataprep("launch", train, "--model", "gpt-4.1-mini", "--base-url", server.url, "--yes")
    server.jobs["ftjob-1"] |= {"status": "succeeded", "fine_tuned_model": "ft:mine"}

    place = ("--provider", "openai", "--base-url", server.url)
    done = dataprep("compare", "--job", "ftjob-1", "--prompt", "Tin?", *place)

    assert done.returncode == 0
    assert "ft:mine: Tin?" in done.stdout


def test_what_a_record_says_cannot_steer_a_terminal(
    dataprep: Run, server: Server, tmp_path: Path
) -> None:
    place = ("--provider", "openai", "--base-url", server.url)
    path = tmp_path / "prompts.jsonl"
    path.write_text('{"messages": [{"role": "user\\u001b[1m", "content": "a\\u001b[2Jb"}]}')

    done = dataprep("compare", "--model", "m\x1b[3m", "--prompts", str(path), *place)

    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert done.stdout.startswith("user\\x1b[1m: a\\x1b[2Jb\n")


def test_a_model_that_cannot_be_asked_exits_2(dataprep: Run, server: Server) -> None:
    place = ("--provider", "openai", "--base-url", server.url)

    done = dataprep("compare", "--model", "nowhere", "--prompt", "x", *place)

    assert (done.returncode, done.stdout) == (2, "")
    assert "No such thing: nowhere" in done.stderr


def test_the_page_stands_alone_and_is_escaped(
    dataprep: Run, server: Server, tmp_path: Path
) -> None:
    place = ("--provider", "openai", "--base-url", server.url)

    done = dataprep(
        "compare", "--model", "m<1>", "--prompt", "<script>x</script>", *place, "--to", "out.html"
    )

    page = (tmp_path / "out.html").read_text()
    assert (done.returncode, done.stdout) == (0, "")
    assert "&lt;script&gt;x" in page
    assert "m&lt;1&gt;" in page
    assert "default-src 'none'" in page
    assert not any(sign in page for sign in ("<script", "src=", 'href="http', "@import"))


def test_a_page_of_answers_shows_what_is_not_seen(
    dataprep: Run, server: Server, tmp_path: Path
) -> None:
    place = ("--provider", "openai", "--base-url", server.url)
    prompt = "a\x1b\u202eb\u00a0c\u3000d\te"

    dataprep("compare", "--model", "m\x1b", "--prompt", prompt, *place, "--to", "out.html")

    page = (tmp_path / "out.html").read_text()
    assert "user: a\\x1b\\u202eb\u00a0c\u3000d\te</p>" in page
    assert "m\\x1b: a\\x1b\\u202eb\u00a0c\u3000d\te</div>" in page
    assert "\x1b" not in page


def test_the_file_of_answers_meets_the_schema(
    dataprep: Run, server: Server, tmp_path: Path
) -> None:
    place = ("--provider", "openai", "--base-url", server.url)

    dataprep("compare", *MODELS, *place, "--to", "out.json")

    document = json.loads((tmp_path / "out.json").read_text())
    assert list(schema.faults("dataprep/compare", document)) == []


def test_where_answers_cannot_be_written_nobody_is_asked(
    dataprep: Run, server: Server, tmp_path: Path
) -> None:
    (tmp_path / "there.html").write_text("mine")
    place = ("--provider", "openai", "--base-url", server.url)

    for name in ("there.html", "out.pdf"):
        assert dataprep("compare", *MODELS, *place, "--to", name).returncode == 2
    assert server.requests == []
