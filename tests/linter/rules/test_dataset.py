"""The rules about all records of a file, and about what two files share."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import orjson
import pytest

from dataprep.errors import UsageError
from dataprep.linter.lint import lint
from dataprep.linter.rules.dataset import bands
from dataprep.linter.rules.dataset.variants import difference
from dataprep.linter.testing import check

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dataprep.linter.finding import Finding

Record = dict[str, object]
LONG = "A wild plum wants full sun, some water, and room for its roots; it is cut in winter."


def chat(*said: str, system: str = "", **more: object) -> Record:
    roles = ("user", "assistant") * len(said)
    messages = [{"role": "system", "content": system}] if system else []
    messages += [{"role": r, "content": text} for r, text in zip(roles, said, strict=False)]
    return {"messages": messages, **more}


def pair(asked: str, good: str = "Yes.", bad: str = "No.") -> Record:
    return {
        "input": {"messages": [{"role": "user", "content": asked}]},
        "preferred_output": [{"role": "assistant", "content": good}],
        "non_preferred_output": [{"role": "assistant", "content": bad}],
    }


def lines(found: Sequence[Finding]) -> list[int | None]:
    return [finding.line for finding in found]


def split(
    folder: Path, rule: str, training: Sequence[Record], validation: Sequence[Record]
) -> list[int | None]:
    """Return the lines of VALIDATION where RULE finds something."""
    paths = folder / "training.jsonl", folder / "validation.jsonl"
    for path, records in zip(paths, (training, validation), strict=True):
        path.write_bytes(b"".join(orjson.dumps(record) + b"\n" for record in records))
    report = lint([str(paths[0])], validation=str(paths[1]), select=[rule])
    assert {found.path for found in report.findings} <= {str(paths[1])}
    return lines(report.findings)


@pytest.mark.parametrize(("count", "expected"), [(9, 0), (10, 1), (49, 1), (50, 0)])
def test_few_examples_are_between_the_minimum_and_the_advice(count: int, expected: int) -> None:
    assert len(check("few-examples", *[chat(f"{n}", "a") for n in range(count)])) == expected


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([chat("a", "1"), chat("a", "2"), chat("a", "2"), chat("a", "3")], [2, 4]),
        ([chat("a", "1"), chat("a", "1")], []),
        ([chat("What is it?", "1"), chat("what is  it", "2")], [2]),
        ([chat("a", "1", system="Be brief."), chat("a", "2", system="Be kind.")], []),
        ([chat("a", "1", "b", "2"), chat("c", "1", "b", "3")], []),
        ([chat("a", "1", tools=[]), chat("a", "2")], []),
        ([chat("x" * 300 + " y", "1"), chat("x" * 300 + "  y", "2")], []),
        ([chat("1.5 kg", "1"), chat("15 kg", "2")], []),
    ],
)
def test_answers_conflict_where_the_whole_prompt_is_the_same(
    records: list[Record], expected: list[int]
) -> None:
    assert lines(check("conflicting-answers", *records)) == expected


def test_several_pairs_of_one_prompt_do_not_conflict() -> None:
    assert not check("conflicting-answers", pair("a", "1"), pair("a", "2"))


def test_a_repeated_example_is_not_reported_as_a_duplicate_too() -> None:
    same, other = chat("What is it?", "1"), chat("what is it", "1")

    assert lines(check("repeated-example", same, other, same, other)) == [2]
    assert lines(check("duplicate-record", same, other, same, other)) == [3, 4]


PROMPT = "You are a gardener with forty years of experience and answer in one short sentence."


@pytest.mark.parametrize(
    ("variant", "expected"),
    [
        (PROMPT.replace("in one", "in  one"), "for spaces"),
        (PROMPT.replace("You", "you"), "for letter case"),
        (PROMPT.rstrip("."), "for punctuation"),
        (PROMPT.replace("gardener", "gardner"), "with 'gardner' for 'gardener'"),
        (PROMPT.replace("short ", ""), "without 'short'"),
        (PROMPT.replace("forty", "ten"), "with 'ten' for 'forty'"),
        (PROMPT.replace("one short", "one very short"), "with 'very' added"),
        ("You are a botanist and answer with the Latin name.", ""),
        ("", ""),
    ],
)
def test_a_variant_is_told_by_what_differs(variant: str, expected: str) -> None:
    assert difference(variant, PROMPT) == expected


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("You are agent 1.", "You are agent 2."),
        ("Be kind.", "Be brief."),
        ("Today: Mon", "Today: Sun"),
    ],
)
def test_short_prompts_differ_on_purpose(text: str, other: str) -> None:
    assert difference(text, other) == ""


def test_a_rare_variant_is_reported_in_each_of_its_records() -> None:
    usual = [chat(f"{n}", "a", system=PROMPT) for n in range(20)]
    rare = [chat(f"{n} too", "a", system=f"{PROMPT} ") for n in range(2)]

    assert lines(check("system-prompt-variant", *usual, *rare)) == [21, 22]


def test_a_template_has_many_variants() -> None:
    usual = [chat(f"{n}", "a", system=PROMPT) for n in range(20)]
    names = ("Anna", "Bea", "Carl", "Dora", "Emil")
    rare = [chat(name, "a", system=f"{PROMPT} Greet {name}.") for name in names]

    assert not check("system-prompt-variant", *usual, *rare)


@pytest.mark.parametrize(
    ("without", "expected"), [(0, []), (1, [12]), (6, [7]), (9, [1]), (12, [])]
)
def test_the_first_of_the_fewer_is_named(without: int, expected: list[int]) -> None:
    some = [chat(f"{n}", "a", system="Be brief.") for n in range(12 - without)]
    none = [chat(f"{n} too", "a") for n in range(without)]

    assert lines(check("mixed-system-prompts", *some, *none)) == expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (["yes"] * 16 + ["no"] * 4, "'yes' is the answer of 16 of 20 records (80%); 'no' 4"),
        (["yes"] * 20, "'yes' is the answer of 20 of 20 records (100%)"),
        (["yes"] * 15 + ["no"] * 5, ""),
        (["yes"] * 15 + ["no"] * 1, ""),
        (["yes"] * 30 + [f"{n}" for n in range(7)], ""),
        (["yes"] * 16 + [LONG] * 4, ""),
        ([LONG] * 20, ""),
    ],
)
def test_labels_are_few_and_short(answers: list[str], expected: str) -> None:
    found = check("label-imbalance", *[chat(f"{n}", text) for n, text in enumerate(answers)])

    assert "".join(finding.message for finding in found) == expected


@pytest.mark.parametrize(
    ("text", "same", "others", "expected"),
    [
        ("In the shade.", 5, 20, [1]),
        ("In the shade.", 4, 20, []),
        ("In the shade.", 5, 300, []),
        ("In the shade.", 7, 300, [1]),
        (LONG, 1, 20, []),
        (LONG, 2, 20, [2]),
        (LONG, 4, 20, [2, 3, 4]),
        (LONG, 5, 20, [1]),
        (LONG, 5, 300, [1]),
        (f"{LONG} " * 5, 2, 20, [2]),
        ("It likes the shade of an old wall.", 2, 20, [2]),
        ("It likes the shade of old walls.", 2, 20, []),
    ],
)
def test_an_answer_is_repeated_under_different_prompts(
    text: str, same: int, others: int, expected: list[int]
) -> None:
    alike = [chat(f"{n}", text) for n in range(same)]
    rest = [chat(f"{n} too", f"{LONG} {n}") for n in range(others)]

    assert lines(check("repeated-answer", *alike, *alike[:3], *rest)) == expected


def test_a_farewell_is_repeated_on_purpose() -> None:
    assert not check("repeated-answer", *[chat("Hello!", "Yes?", f"{n}", LONG) for n in range(4)])


@pytest.mark.parametrize(
    ("answers", "conflicting", "repeated"),
    [
        (("In May.", "In June."), [2], []),
        (("In May.", "in may"), [], [2]),
        (("In May.", "In May. "), [], [2]),
        (("In May.", "In  May!"), [], [2]),
        (("In May.", "In May."), [], []),
        ((f"{LONG} {LONG} {LONG}", f"{LONG} {LONG} {LONG} "), [2], []),
        ((), [], []),
        (("In May.", None), [], []),
        ((None, "In May.", "In June."), [3], []),
    ],
)
def test_answers_that_differ_in_spelling_alone_are_the_same(
    answers: tuple[str | None, ...], conflicting: list[int], repeated: list[int]
) -> None:
    records = [chat("When?", text) if text else chat("When?") for text in answers]

    assert lines(check("conflicting-answers", *records)) == conflicting
    assert lines(check("repeated-example", *records)) == repeated


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([chat("a"), chat("b"), chat("c")], 1),
        ([chat("a"), chat("b")], 0),
        ([chat("a"), chat("b"), chat("c", "d")], 0),
        ([chat("a", "b", "c"), chat("b"), chat("c")], 1),
    ],
)
def test_a_file_of_prompts_is_told_once(records: list[Record], expected: int) -> None:
    found = check("unanswered-prompts", *records, target="openai/sft")

    assert [finding.line for finding in found] == [None] * expected


def test_labels_are_repeated_on_purpose() -> None:
    assert not check("repeated-answer", *[chat(f"{n}", "yes") for n in range(30)])


A, B, C, D = (
    chat(f"How is plant {name} kept?", f"In the {name}.") for name in ["sun", "fog", "ice", "mud"]
)


@pytest.mark.parametrize(
    ("rule", "training", "validation", "expected"),
    [
        ("leaked-record", [A, B], [B, C], [1]),
        ("leaked-record", [A, B], [C, D], []),
        ("leaked-record", [A, B], [B, A], []),
        ("leaked-prompt", [A, B], [B, C], []),
        ("leaked-prompt", [A], [chat("how is plant sun kept", "Dry."), C], [1]),
        ("leaked-conversation", [chat("A long enough question?", "A.", "b", "B.")],
         [chat("A long enough question?", "A.", "c", "C."), A], [1]),
        ("leaked-conversation", [chat("Hi", "Hello.", "b", "B.")],
         [chat("Hi", "Hello.", "c", "C.")], []),
        ("leaked-conversation", [A], [A], []),
        ("validation-within-training", [A, B, C], [B, A], [None]),
        ("validation-within-training", [A, B, C], [B, D], []),
        ("validation-within-training", [A], [], []),
        ("unseen-system-prompt", [chat("a", "b", system="One.")],
         [chat("c", "d", system="Two."), chat("e", "f", system="One."), A], [1]),
        ("unseen-system-prompt", [chat("a", "b", system="One.")],
         [chat("c", "d", system=f"Number {n}.") for n in range(4)], []),
        ("other-method-than-training", [A], [pair("x")], [None]),
        ("other-method-than-training", [pair("y")], [B], [None]),
        ("other-method-than-training", [A], [B], []),
    ],
)  # fmt: skip
def test_what_both_sides_of_a_split_share_is_a_leak(
    rule: str, training: list[Record], validation: list[Record], expected: list[int | None],
    tmp_path: Path,
) -> None:  # fmt: skip
    assert split(tmp_path, rule, training, validation) == expected


def test_near_duplicates_share_most_of_their_words() -> None:
    words = [f"word{n}" for n in range(200)]
    records = [
        chat("Say it.", " ".join(words)),
        chat("Say it.", " ".join([*words[:100], "other", *words[101:]])),
        chat("Say it.", " ".join(reversed(words))),
        chat("Say it.", " ".join(words[:100])),
    ]

    assert lines(check("near-duplicate", *records)) == [2]


def test_looking_for_near_duplicates_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rensa", None)
    bands._rensa.cache_clear()  # noqa: SLF001 — what was imported before is kept there
    with pytest.raises(UsageError, match="chat-dataprep.near-duplicates"):
        check("near-duplicate", chat("Never asked before?", "Never."))
