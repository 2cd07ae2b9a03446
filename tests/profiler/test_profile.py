"""The stage: what a profile says of a file."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat_records import chats
from dataprep import estimate, lint
from dataprep.engines import local
from dataprep.errors import CatalogError
from dataprep.profiler.figures import Role
from dataprep.profiler.profile import profile
from dataprep.profiler.sample import drawn, sample
from dataprep.profiler.share import Plan, Share
from dataprep.records.record import Json, Line
from dataprep.records.source import look, parts
from tool_records import answer as tool_answer
from tool_records import call as tool_call
from tool_records import calling, tool

ASK = {"role": "user", "content": "Why is the sky blue?"}
ANSWER = {"role": "assistant", "content": "Air scatters blue light most."}
CHAT = {"messages": [{"role": "system", "content": "Be brief."}, ASK, ANSWER]}
CALLS = {
    "messages": [ASK, calling(tool_call("c1")), tool_answer("c1"), ANSWER | {"weight": 0}],
    "tools": [tool()],
}
PAIR = {
    "input": {"messages": [ASK]},
    "preferred_output": [ANSWER],
    "non_preferred_output": [{"role": "assistant", "content": "No idea."}],
}


def written(path: Path, records: list[Json]) -> Path:
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records), "utf-8")
    return path


@pytest.mark.parametrize("record", [CHAT, CALLS, PAIR])
def test_tokens_add_up_to_what_the_estimate_bills(tmp_path: Path, record: Json) -> None:
    path = written(tmp_path / "train.jsonl", [record] * 10)
    found, bill = profile([str(path)]), estimate([str(path)])
    tokens = found.tokens
    assert tokens.total == bill.estimates[0].tokens_per_epoch
    assert tokens.trained + tokens.context + tokens.other == tokens.total
    assert tokens.lengths.largest == bill.estimates[0].longest
    assert list(found.estimates) == bill.estimates


def test_roles_say_who_speaks_and_what_is_learnt(tmp_path: Path) -> None:
    path = written(tmp_path / "train.jsonl", [CALLS] * 2)
    roles = {
        role.role: (role.messages, role.trained_messages) for role in profile([str(path)]).roles
    }
    assert roles == {"user": (2, 0), "assistant": (4, 2), "tool": (2, 0)}


def test_the_tokens_of_a_role_are_those_the_formula_gives(tmp_path: Path) -> None:
    path = written(tmp_path / "train.jsonl", [CHAT])
    found = profile([str(path)])
    assert found.roles == (
        Role("assistant", 1, 7, 1, 7),
        Role("user", 1, 6, 0, 0),
        Role("system", 1, 3, 0, 0),
    )
    # Three tokens a message and one for its role; one for the record.
    assert found.tokens.other == 3 * 4 + 1


def test_what_records_hold_is_counted(tmp_path: Path) -> None:
    path = written(tmp_path / "train.jsonl", [CHAT, CALLS, *chats(3)])
    found = profile([str(path)])
    assert found.contents == {"system": 1, "tools": 1, "weight": 1}
    assert (found.records, found.messages) == (5, 13)


def test_an_odd_part_of_a_message_is_no_text(tmp_path: Path) -> None:
    odd = {"type": "image_url", "text": 5, "image_url": {"url": "https://pictures.test/cat.png"}}
    asked = {"messages": [ASK | {"content": [odd]}, ANSWER]}
    found = profile([str(written(tmp_path / "train.jsonl", [asked, *chats(2)]))], samples=3)
    assert found.contents == {"image": 1}
    assert found.conversations[0].bubbles[0].blocks[0].kind == "image"


def test_findings_are_those_of_lint(tmp_path: Path) -> None:
    path = written(tmp_path / "train.jsonl", [CHAT, CHAT, CHAT, {"messages": "none"}])
    found, report = profile([str(path)]), lint([str(path)])
    assert {rule.code: rule.count for rule in found.findings} == report.counts
    assert (found.errors, found.warnings, found.duplicates) == (report.errors, report.warnings, 2)
    assert [rule.severity for rule in found.findings] == sorted(r.severity for r in found.findings)


def test_a_line_that_is_no_record_is_skipped_and_shown(tmp_path: Path) -> None:
    path = written(tmp_path / "train.jsonl", [*chats(10), {"prompt": "hi", "completion": "ho"}])
    found = profile([str(path)], samples=1)
    assert (found.records, found.skipped) == (10, 1)
    assert [shown.line for shown in found.conversations if not shown.bubbles] == [11]


@given(st.integers(20, 2000))
def test_a_share_is_the_same_wherever_the_parts_are_cut(
    tmp_path_factory: pytest.TempPathFactory, size: int
) -> None:
    path = written(tmp_path_factory.mktemp("cut") / "train.jsonl", [CHAT, CALLS, *chats(20)])
    plan = Plan("sft", "o200k_base", "tiktoken", 5)

    def whole(size: int) -> Share:
        share = Share(str(path))
        for part in parts(look(str(path)), size=size):
            share.merge(plan.share(part), 5)
        return share

    assert whole(size) == whole(1 << 20)


@given(st.permutations(range(30)), st.integers(0, 40))
def test_the_sample_does_not_depend_on_the_order(order: list[int], size: int) -> None:
    lines = [drawn(Line("train.jsonl", n, b"%d" % n)) for n in range(30)]
    found = sample([lines[n] for n in order], size)
    assert found == sample(lines, size)
    assert len(found) == min(size, 30)


def test_equal_lines_are_drawn_once() -> None:
    lines = [drawn(Line("train.jsonl", n, b"same")) for n in (1, 2, 3)]
    assert sample(lines, 2) == lines[:1]


def test_compressed_files_are_shown_alike(tmp_path: Path) -> None:
    plain = written(tmp_path / "train.jsonl", [CHAT, CHAT, *chats(4)])
    packed = tmp_path / "train.jsonl.gz"
    packed.write_bytes(gzip.compress(b"\xef\xbb\xbf" + plain.read_bytes()))
    shown = [
        [(each.line, each.bubbles) for each in profile([str(path)], samples=3).conversations]
        for path in (plain, packed)
    ]
    marked = [each for each in shown[1] if each[0] != 1]
    assert [each for each in shown[0] if each[0] != 1] == marked


def test_the_profile_does_not_depend_on_the_number_of_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "FEW_PARTS", 1)
    paths = [str(written(tmp_path / f"{n}.jsonl", [CHAT, CALLS, *chats(n)])) for n in range(3)]
    assert profile(paths, samples=3, jobs=2) == profile(paths, samples=3)


def test_several_files_keep_their_own_line_numbers(tmp_path: Path) -> None:
    one = written(tmp_path / "1.jsonl", chats(3))
    two = written(tmp_path / "2.jsonl", [CHAT, CHAT])
    found = profile([str(one), str(two)], samples=9)
    places = {(Path(shown.path).name, shown.line) for shown in found.conversations}
    assert places >= {("1.jsonl", 1), ("1.jsonl", 2), ("1.jsonl", 3), ("2.jsonl", 1)}
    assert all(line <= 3 for _, line in places)


def test_models_that_are_closed_are_shown_where_none_is_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATAPREP_TODAY", "2031-01-01")
    found = profile([str(written(tmp_path / "train.jsonl", chats(10)))])
    assert found.tokens.model == found.estimates[0].model
    assert any("no job can be created" in text for text in found.estimates[0].assumptions)


def test_a_model_that_is_not_known_is_an_error(tmp_path: Path) -> None:
    path = written(tmp_path / "train.jsonl", chats(1))
    with pytest.raises(CatalogError, match="no model 'gpt-9'"):
        profile([str(path)], model="gpt-9")
