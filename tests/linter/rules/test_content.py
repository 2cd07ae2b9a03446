from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from dataprep.linter.selection import rule_named
from dataprep.linter.testing import check

if TYPE_CHECKING:
    from dataprep.records.record import Json

ASK = "What grows in the garden?"


def said(role: str, content: Json, **more: Json) -> Json:
    """Return a record in which ROLE says CONTENT."""
    message = {"role": role, "content": content, **more}
    if role == "assistant":
        return {"messages": [{"role": "user", "content": ASK}, message]}
    return {"messages": [message, {"role": "assistant", "content": "Peas grow there."}]}


# A rule, who says what, and whether the rule finds it. None stands for an answer.
FOUND = [
    ("blank-answer", ""),
    ("blank-answer", " \n\t"),
    ("blank-answer", "\u200b\ufeff"),
    ("blank-answer", [{"type": "text", "text": " "}, {"type": "text", "text": ""}]),
    ("blank-answer", [{"type": "refusal", "refusal": ""}]),
    ("padded-answer", "\nPeas."),
    ("padded-answer", [{"type": "text", "text": " Peas."}]),
    ("template-token", "Peas.<|im_end|>"),
    ("template-token", "Peas.<|eot_id|>"),
    ("template-token", "<|start_header_id|>assistant<|end_header_id|>\n\nPeas."),
    ("template-token", "[INST] What grows? [/INST] Peas."),
    ("template-token", "<<SYS>>\nBe kind.\n<</SYS>>\n\nHello."),
    ("template-token", "<start_of_turn>model\nPeas.<end_of_turn>"),
    ("template-token", "Peas.</s>"),
    ("template-token", "<s>Peas."),
    ("template-token", "[/TOOL_RESULTS] Peas."),
    ("template-token", "Peas.<|reserved_special_token_0|>"),
    ("template-token", "<s>Peas.</s>"),
    ("template-token", "<|endoftext|>"),
    ("template-token", "<\uff5cbegin\u2581of\u2581sentence\uff5c>Peas."),
    ("template-token", "<pad><pad>Peas."),
    ("role-prefix", "Assistant: Peas."),
    ("role-prefix", "ASSISTANT: Peas."),
    ("role-prefix", "Answer: Peas."),
    ("role-prefix", "Peas.\n\n### Instruction:\nWhat else?"),
    ("unfilled-variable", "Dear {{ customer_name }}, the peas are ripe."),
    ("unfilled-variable", "Dear {name}, the peas are ripe."),
    ("unfilled-variable", "Dear ${customer.name}, the peas are ripe."),
    ("unfilled-variable", "Dear <%= name %>, the peas are ripe."),
    ("unfilled-variable", "Dear {0}, the peas are ripe."),
    ("unfilled-variable", "{{question}}"),
    ("unfilled-variable", "**{{title}}**"),
    ("placeholder", "TODO"),
    ("placeholder", "TODO: write answer"),
    ("placeholder", "[TODO]"),
    ("placeholder", "TBD"),
    ("placeholder", "..."),
    ("placeholder", "\u2026"),
    ("placeholder", "[Insert answer here]"),
    ("placeholder", "<your answer here>"),
    ("placeholder", "Your answer here"),
    ("placeholder", "Lorem ipsum dolor sit amet, consectetur."),
    ("placeholder", "Kind regards,\n[Your Name]"),
    ("placeholder", "Welcome to [Company Name]!"),
    ("stringified-null", "nan"),
    ("stringified-null", "None"),
    ("stringified-null", "[object Object]"),
    ("stringified-null", "\n null.\n"),
    ("stringified-null", "Dear nan, the peas are ripe."),
    ("stringified-null", "The peas of [object Object] are ripe."),
    ("stringified-null", "Crop: nan\nPlace: garden"),
    ("unbalanced-think-tag", "<think>Peas, I guess. Peas."),
    ("unbalanced-think-tag", "I guess.</think>\n\nPeas."),
    ("unbalanced-think-tag", "<Thinking>Peas?</Thinking> <thinking>Beans?"),
    ("mojibake", "Itâ\u20ac\u2122s a pea."),
    ("mojibake", "Ein schÃ¶ner Garten."),
    ("mojibake", "Ã\u0192Â©"),
    ("mojibake", "20 Â°C"),
    ("mojibake", "Peas\xc2\xa0and beans: peasÂ\xa0and beans."),
    ("mojibake", "\u00d0\u00bf\u00d1\u20ac\u00d0\u00b8\u00d0\u00b2\u00d0\u00b5\u00d1\u201a"),
    ("mojibake", "ð\u0178\u02dc\u20ac Peas."),
    ("mojibake", "\u00ef\u00bb\u00bfPeas."),
    ("mojibake", "It\u201a\u00c4\u00f4s a pea."),
    ("mojibake", "It\u00e2\u0080\u0099s a pea."),
    ("replacement-character", "Gr\ufffdn"),
    ("invisible-character", "Peas\u200b."),
    ("invisible-character", "Pe\u00adas."),
    ("invisible-character", "Pe\u200das."),
    ("invisible-character", "Peas.\U000e0068\U000e0069"),
    ("invisible-character", "\ufeffPeas."),
    ("control-character", "Peas\u0000."),
    ("control-character", "Peas\b."),
    ("control-character", "Peas\u001b[0m."),
    ("control-character", "Peas\u007f."),
    ("control-character", "Peas\u0085."),
    ("bidirectional-override", "Peas \u202esnaeb."),
    ("bidirectional-override", "Peas \u2066beans."),
    ("leftover-escape", "Peas &amp;amp; beans."),
    ("leftover-escape", "Peas &amp;quot;beans&amp;quot;."),
    ("leftover-escape", "It&#39;s peas."),
    ("leftover-escape", "A caf\\u00e9 in the garden."),
    ("leftover-escape", "Peas.\\n\\nBeans.\\n- Leeks."),
    ("mixed-script-word", "Re\u0430d the seed packet."),
    ("mixed-script-word", "p\u0430ypal"),
    ("refusal", "I'm sorry, but I can't help with that."),
    ("refusal", "I\u2019m sorry, but I can\u2019t assist with that request."),
    ("refusal", "I cannot provide instructions for this."),
    ("refusal", "As an AI language model, I do not have a garden."),
    ("refusal", "As an AI, I cannot see your garden."),
    ("refusal", "I'm just an AI, so I have no garden."),
    ("refusal", "Es tut mir leid, aber ich kann dabei nicht helfen."),
    ("refusal", "Lo siento, pero no puedo ayudar con eso."),
    ("refusal", "很抱歉，我无法回答。"),  # noqa: RUF001 — as it is written
    ("prompt-echo", f"{ASK} Peas grow there."),
    ("prompt-echo", ASK),
    ("cut-off-answer", "Once there was a king who every morning would walk to the"),
    ("cut-off-answer", "First come the peas, then the beans, and after them the leeks,"),
    ("cut-off-answer", "Der König hatte einen Garten, in dem viele Erbsen wuchsen und"),
    ("unclosed-code-fence", "Sow:\n```python\nsow()\n"),
    ("unclosed-code-fence", "Sow:\n```\nsow()\n```\nThen:\n```\nwater()"),
    ("unclosed-code-fence", "1. Sow:\n   ```sh\n   sow"),
    ("repeated-sentence", "Peas climb up along the poles. They need water. " * 8),
    ("repetition-loop", "Peas, beans, " + "very " * 40),
    ("repetition-loop", "I like peas. " * 9),
    ("repetition-loop", "They climb.\n" + "Peas climb up along the tall poles.\n" * 10),
    ("next-turn", "Peas.\n\nHuman: And there?\n\nAssistant: Beans."),
    ("next-turn", "Peas.\nUser: And there?"),
    ("embedded-file", "![](data:image/png;base64," + "iVBOR" * 60 + ")"),
    ("embedded-file", "/9j/4AAQ" + "SkZJ" * 60),
    ("stop-sequence", "Peas.\n###"),
    ("stop-sequence", "Peas. END"),
    ("stop-sequence", "Peas.\n###\t\n"),
    ("generator-talk", "Sure! Here is the rewritten answer: peas."),
]
FINE = [
    ("blank-answer", "0"),
    ("blank-answer", "豆"),
    ("padded-answer", "    return peas"),
    ("padded-answer", "\n\nPeas."),
    ("template-token", "In ChatML a turn ends with `<|im_end|>`."),
    ("template-token", 'The string "<|endoftext|>" ends a document.'),
    ("template-token", "It costs <s>20</s> 15 euros."),
    ("template-token", "<s>20</s>, now 15 euros."),
    ("template-token", "xs |> List.map f <|> other"),
    ("role-prefix", "### Peas\n\nThey climb."),
    ("role-prefix", "The assistant: a short history."),
    ("unfilled-variable", "Write `{{ name }}` in the template."),
    ("unfilled-variable", "```jinja\nHello {{ name }}\n```"),
    ("unfilled-variable", r"\frac{{a}}{{b}} and \begin{document}"),
    ("unfilled-variable", "The sum over {1} and {2} is three."),
    ("unfilled-variable", "The set {a} has one element, {x, y} has two."),
    ("unfilled-variable", 'print(f"Hello {name}")\nreturn f"{peas} and {beans}"'),
    ("unfilled-variable", '{"name": {"first": "Pea"}}'),
    ("unfilled-variable", "GET /users/{user_id}/gardens"),
    ("unfilled-variable", "const greet = () => `Hi ${name}`;\nrun: echo ${{ github.ref }}"),
    ("placeholder", "A TODO list helps in the garden."),
    ("placeholder", "TODO comments mark work that is left."),
    ("placeholder", "Press <Enter> to go on, or [Insert] to insert."),
    ("placeholder", "See [your garden](https://garden.example)."),
    ("placeholder", "Well... peas."),
    ("placeholder", "[Enter the KING and his gardeners]"),
    ("placeholder", "import seeds\n\nseeds.key = '[your key here]'\nseeds.sow()"),
    ("placeholder", "curl -H 'Key: <your key>' https://garden.example"),
    ("stringified-null", "None of them grow."),
    ("stringified-null", "Nan bread."),
    ("stringified-null", "Allergies: None"),
    ("unbalanced-think-tag", "<think>Peas?</think>Peas."),
    ("unbalanced-think-tag", "The tag `<think>` opens the thoughts."),
    ("mojibake", "„Spaß“, „Ä“ und „Größe“"),
    ("mojibake", "«\u00a0été\u00a0», «\u00a0à\u00a0»"),
    ("mojibake", "MAÇÃ» e AMANHû, PÃO"),
    ("mojibake", "Âme, Île, être, naïve, Øre, ÆØÅ"),
    ("mojibake", "Vietnamese: Đây là một khu vườn. Turkish: kâr."),
    ("invisible-character", "می\u200cروم"),
    ("invisible-character", "\U0001f468\u200d\U0001f469\u200d\U0001f467"),
    ("invisible-character", "สวน\u200bครัว"),
    ("invisible-character", "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e007f"),
    ("invisible-character", "क्\u200dष"),
    ("control-character", "Peas\tand\r\nbeans\fleeks"),
    ("bidirectional-override", "\u2067\u05e9\u05dc\u05d5\u05dd\u2069"),
    ("leftover-escape", "Write `&lt;` for <."),
    ("leftover-escape", "<p>Peas &amp; beans</p>"),
    ("leftover-escape", '{"name": "caf\\u00e9\\n\\n"}'),
    ("leftover-escape", "C:\\new\\nuts and \\nabla \\neq \\nu"),
    ("leftover-escape", 'print("a\\n")\nprint("b\\n")\nreturn'),
    ("leftover-escape", "R&D; AT&T"),
    ("mixed-script-word", "Москва and Moscow"),
    ("mixed-script-word", "5 μm"),
    ("refusal", "I'm sorry, but I can't find your order."),
    ("refusal", "Peas. " * 60 + "I'm sorry, but I can't help with that."),
    ("refusal", [{"type": "refusal", "refusal": "I'm sorry, but I can't help with that."}]),
    ("refusal", "I cannot recommend these peas enough."),
    ("prompt-echo", "What grows? Peas."),
    ("cut-off-answer", "Peas and beans and the"),
    ("cut-off-answer", "The Lord of the Rings"),
    ("cut-off-answer", "That is what the garden gate was made of in those days"),
    (
        "cut-off-answer",
        "for pea in peas:\n    if pea.is_ripe() and pea.is_green() or\n    x = f(a,",
    ),
    ("cut-off-answer", "- peas that climb up the poles, and beans,\n- leeks"),
    ("unclosed-code-fence", "```python\nsow()\n```"),
    ("unclosed-code-fence", "````md\n```python\nsow()\n```\n````"),
    ("unclosed-code-fence", "Use ``` to open a block."),
    ("unclosed-code-fence", "```sow()```"),
    ("unclosed-code-fence", "- Sow:\n  ```\n  sow()\n  ```"),
    ("repeated-sentence", "la la la " * 60),
    ("repeated-sentence", "x = [\n" + "    (1, 2, 3, 4, 5, 6),\n" * 30 + "]\nreturn x"),
    ("repetition-loop", "Ha ha ha ha ha ha ha ha ha ha!"),
    ("repetition-loop", "Row, row, row your boat. " * 3),
    ("repetition-loop", "[" + "0, " * 80),
    ("repetition-loop", "Peas\n" + "-=" * 80),
    ("next-turn", "Here is a dialogue:\n\nUser: Hello\nBot: Hello"),
    ("next-turn", "Bot: Hello\nUser: Hello"),
    ("embedded-file", "data:image/png;base64,iVBORw0KGgo"),
    ("stop-sequence", "This is the END."),
    ("stop-sequence", "# Peas\n## Beans"),
    ("generator-talk", "Here is the garden."),
]


@pytest.mark.parametrize(("rule", "answer"), FOUND)
def test_an_answer_with_the_fault_is_found(rule: str, answer: Json) -> None:
    assert [found.name for found in check(rule, said("assistant", answer))] == [rule]


@pytest.mark.parametrize(("rule", "answer"), FINE)
def test_an_answer_that_looks_like_the_fault_is_left_alone(rule: str, answer: Json) -> None:
    assert check(rule, said("assistant", answer)) == ()


@pytest.mark.parametrize(("rule", "answer"), FOUND)
def test_the_trigger_matches_where_the_rule_finds(rule: str, answer: Json) -> None:
    text = orjson.dumps(said("assistant", answer))

    assert re.search(rule_named(rule).trigger.encode(), text, re.IGNORECASE)


@pytest.mark.parametrize("rule", sorted({rule for rule, _ in FOUND}))
def test_what_is_context_or_the_worse_answer_is_no_answer(rule: str) -> None:
    answer = next(answer for name, answer in FOUND if name == rule and isinstance(answer, str))
    pair = {
        "input": {"messages": [{"role": "user", "content": ASK}]},
        "preferred_output": [{"role": "assistant", "content": "Peas."}],
        "non_preferred_output": [{"role": "assistant", "content": answer}],
    }
    about_answers = {"blank-answer", "padded-answer", "unbalanced-think-tag", "refusal"}
    about_answers |= {"prompt-echo", "cut-off-answer", "unclosed-code-fence", "next-turn"}
    about_answers |= {"repeated-sentence", "generator-talk", "repetition-loop"}
    context = said("assistant", answer, weight=0)
    context["messages"].append({"role": "assistant", "content": "Peas."})

    wanted = [] if rule in about_answers else [rule]

    assert [found.name for found in check(rule, pair)] == wanted
    assert [found.name for found in check(rule, context)] == wanted


@pytest.mark.parametrize(
    ("rule", "record", "count"),
    [
        ("blank-message", said("user", " "), 1),
        ("blank-message", said("system", [{"type": "text", "text": ""}]), 1),
        ("blank-message", said("user", [{"type": "text", "text": "Peas"}]), 0),
        ("role-prefix", said("user", "### Instruction:\nSow.\n\n### Response:\n"), 1),
        ("role-prefix", said("user", "Human: What grows?\nAssistant:"), 1),
        ("role-prefix", said("user", "Is this the assistant: yes or no?"), 0),
        ("unfilled-variable", said("system", "You help {user_name} in the garden."), 1),
        ("placeholder", said("system", "You work for [Company Name]."), 1),
        ("placeholder", said("user", "Make this letter better: ... [Your Name]"), 0),
        ("stringified-null", said("user", "nan"), 1),
        ("stringified-null", said("user", "Answer None if nothing grows."), 0),
        ("stop-sequence", said("user", "Which pea is ripe?\n\n###\n\n"), 1),
        ("stop-sequence", said("user", "The red pea ->"), 1),
        ("stop-sequence", said("user", "a -> b"), 0),
    ],
)
def test_other_messages_have_rules_of_their_own(rule: str, record: Json, count: int) -> None:
    assert len(check(rule, record)) == count


def test_an_answer_that_calls_a_tool_may_be_blank() -> None:
    call = {"id": "c1", "type": "function", "function": {"name": "sow", "arguments": "{}"}}
    record = said("assistant", "", tool_calls=[call])

    assert check("blank-answer", record) + check("blank-message", record) == ()


def test_a_word_for_nothing_is_an_answer_where_it_was_asked_for() -> None:
    record = said("assistant", "None")
    record["messages"].insert(0, {"role": "system", "content": "Say none if nothing grows."})

    assert check("stringified-null", record) == ()


def test_what_a_tool_returns_may_hold_control_characters() -> None:
    call = {"id": "c1", "type": "function", "function": {"name": "sow", "arguments": "{}"}}
    record: dict[str, Any] = said("assistant", None, tool_calls=[call])
    record["messages"] += [
        {"role": "tool", "tool_call_id": "c1", "content": "\u001b[32mdone\u001b[0m"},
        {"role": "assistant", "content": "Sown."},
    ]

    assert check("control-character", record) == ()


def test_thoughts_in_every_answer_are_no_mixture() -> None:
    records = [said("assistant", f"<think>{n}?</think>{n}.") for n in range(3)]

    assert check("mixed-thinking", *records) == ()


def test_the_rarer_kind_of_answer_is_named() -> None:
    records = [said("assistant", f"<think>{n}?</think>{n}.") for n in range(3)]

    (found,) = check("mixed-thinking", *records, said("assistant", "4."))

    assert found.line == 4


def test_answers_in_json_may_begin_alike() -> None:
    start = '{"garden": "behind the house", "soil": "clay and a little sand", "peas": '
    records = [said("assistant", f"{start}{n}}}") for n in range(40)]

    assert check("shared-opening", *records) == ()


def test_answers_that_all_lack_a_full_stop_have_no_wall() -> None:
    records = [said("assistant", f"{n} peas" + " and one more" * n) for n in range(60)]

    assert check("length-wall", *records) == ()


def test_a_wall_stands_at_its_first_answer() -> None:
    cut = "Peas, beans, leeks and more of what grows behind the old house and"
    answers = [cut if n % 10 == 7 else f"There are {n} peas." for n in range(60)]

    (found,) = check("length-wall", *[said("assistant", answer) for answer in answers])

    assert found.line == 8
    assert found.message.startswith("6 of the 6 longest answers stop without a full stop")


def test_an_opening_that_is_shared_stands_at_its_first_answer() -> None:
    start = "Thank you for this very good question about the garden! As to the row you name, "
    answers = [
        f"Row {n} is behind the old house, where the soil is clay and sand." for n in range(25)
    ]

    (found,) = check(
        "shared-opening",
        *[said("assistant", answer) for answer in answers],
        *[said("assistant", f"{start}{n}.") for n in range(15)],
    )

    assert found.line == 26
    assert found.message.startswith("15 of 40 long answers begin with the same 60 characters")


def test_a_fault_is_pointed_at_in_the_part_that_has_it() -> None:
    parts = [{"type": "text", "text": "Peas."}, {"type": "text", "text": "Gr\ufffdn."}]

    (found,) = check("replacement-character", said("user", parts))

    assert found.pointer == "/messages/0/content/1/text"


@pytest.mark.parametrize("rule", sorted({rule for rule, _ in FOUND}))
def test_no_text_keeps_a_rule_busy_for_long(rule: str) -> None:
    starts = ("<|", "{{a", "`", "### Response:", "<s>", "Dear ", "\\n", "&amp;", "[your ", "data:")
    fillings = ("a", " ", "\n", "<", "a_", "{a ")
    answers = [start + filling * 10_000 for start in starts for filling in fillings]

    check(rule, *[said("assistant", answer) for answer in answers])
