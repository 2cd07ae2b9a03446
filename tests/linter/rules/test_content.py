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
    ("prompt-echo", ASK.upper()),
    ("prompt-echo", "what grows  in the garden"),
    ("prompt-echo", f'"{ASK}"'),
    ("repetition-loop", "blah blah blah blah blah blah blah blah"),
    ("repetition-loop", "the same" + " the same" * 12),
    ("repetition-loop", "I do not know the answer. " * 5),
    ("repetition-loop", "The peas are in the garden.\n" * 6),
    ("repetition-loop", "Peas! " + "ha " * 12),
    ("repeated-sentence", "very " * 50 + "tall."),
    ("character-run", "Hm" + "m" * 60 + ", peas."),
    ("character-run", "Peas" + "!" * 60),
    ("wordless-answer", "."),
    ("wordless-answer", "-"),
    ("wordless-answer", "???"),
    ("wordless-answer", "\U0001f44d"),
    ("wordless-answer", "____"),
    ("broken-json-answer", '{"crop": "peas", "rows": 8'),
    ("broken-json-answer", '[{"crop": "peas"}, {"crop": '),
    ("broken-json-answer", '[\n  {"crop": "peas", "row'),
    ("broken-json-answer", '["peas", "bea'),
    ("broken-json-answer", '{\n  "crop": "peas and be'),
    ("borrowed-identity", "I am ChatGPT, a model for chats. Peas grow there."),
    ("borrowed-identity", "I'm Claude, made by Anthropic, and peas grow there."),
    ("borrowed-identity", "I\u2019m a large language model trained by Google."),
    ("borrowed-identity", "As of my last knowledge update in 2021, peas grow there."),
    ("borrowed-identity", "As of my last update, peas."),
    ("interface-trace", "Peas grow there\u30104:0\u2020source\u3011."),
    ("interface-trace", "Peas :contentReference[oaicite:0]{index=0}."),
    ("interface-trace", "See https://garden.example/?utm_source=chatgpt.com for more."),
    ("interface-trace", "Peas. Regenerate response"),
    ("interface-trace", "python\nCopy code\nsow()"),
    ("interface-trace", "Peas citeturn0search3."),
    ("error-answer", "Error: 429 Too Many Requests"),
    ("error-answer", "Rate limit exceeded. Please try again later."),
    ("error-answer", "Internal Server Error"),
    ("error-answer", "Traceback (most recent call last):\n  File 'a.py', line 1\nKeyError: 'peas'"),
    ("error-answer", "Error code: 500 - {'error': {'message': 'none'}}"),
    ("written-tool-call", '<tool_call>{"name": "sow"}</tool_call>'),
    ("written-tool-call", '<tool_call>\n{"name": "sow"}\n</tool_call>'),
    ("written-tool-call", '<functioncall> {"name": "sow"}'),
    ("written-tool-call", '<function=sow>{"crop": "peas"}</function>'),
    ("written-tool-call", '{"name": "sow", "arguments": {"crop": "peas"}}'),
    ("cut-off-answer", "The tallest plant in the garden is"),
    ("cut-off-answer", "Once there was a king who had a"),
    ("cut-off-answer", "There was once a king, who"),
    ("cut-off-answer", "Peas and beans and the"),
    ("cut-off-answer", "These are garden peas, which"),
    ("cut-off-answer", "Der Garten ist hinter dem Haus und liegt in der"),
    ("cut-off-answer", "El jardín está detrás de la"),
    ("cut-off-answer", "Behind the old house is the vege-"),
    ("cut-off-answer", "What grows there is peas \u2014"),
    ("cut-off-answer", "1. Peas\n2. Beans\n3."),
    ("cut-off-answer", "These grow:\n- Peas\n- Beans\n- "),
    ("cut-off-answer", "Peas grow there [truncated]"),
    ("cut-off-answer", "There was once a king. (continued in the next message)"),
    ("cut-off-answer", "There was once a king [...]"),
    ("cut-off-answer", "| Crop | Rows |\n|---|---|\n| Peas | 8 |\n| Beans | 1"),
    ("cut-off-answer", "See [the list](https://garden.example/li"),
    ("refusal", "As an AI language model, there is no garden for me to see."),
    ("refusal", "I am an AI language model and cannot answer that."),
    ("refusal", "I must respectfully decline to answer this question."),
    ("refusal", "Unfortunately, this request violates our content policy."),
    ("refusal", "Es tut mir leid, dabei kann ich Ihnen leider nicht helfen."),
    ("refusal", "Leider: ich kann diese Anfrage nicht beantworten."),
    ("unfilled-variable", "<think>Peas?</think>Dear {{name}}, the peas are ripe."),
    ("unfilled-variable", "Dear %(name)s, the peas are ripe."),
    ("unfilled-variable", "Dear [NAME], the peas are ripe."),
    ("unfilled-variable", "Dear <NAME>, the peas <ORDER_ID> are ripe."),
    ("unfilled-variable", "The peas [ORDER_NUMBER] are ripe."),
    ("unfilled-variable", "Dear <first_name>, the peas are ripe."),
    ("unfilled-variable", "Dear [[name]], the peas are ripe."),
    ("unfilled-variable", "Dear __NAME__, the peas are ripe."),
    ("unfilled-variable", "Hello $name"),
    ("unfilled-variable", "{% if ripe %}The peas are ripe.{% endif %}"),
    ("unfilled-variable", "{{#if ripe}}The peas are ripe.{{/if}}"),
    ("unbalanced-think-tag", "<THINK>Peas, I guess. Peas."),
    ("unbalanced-think-tag", "[THINK]Peas, I guess. Peas."),
    ("unbalanced-think-tag", "Peas.\u25c1/think\u25b7Peas."),
    ("unbalanced-think-tag", "<scratchpad>Peas, I guess. Peas."),
    ("template-token", "Peas.[PAD][PAD]"),
    ("template-token", "[CLS] Peas [SEP]"),
    ("template-token", "<|START_OF_TURN_TOKEN|>Peas."),
    ("template-token", "Peas.<EOT>"),
    ("template-token", "<image>\nPeas."),
    ("unclosed-code-fence", "~~~python\nsow()\n"),
    ("unclosed-code-fence", "Sow: ```sow()"),
    ("placeholder", "todo: fill in"),
    ("placeholder", "<answer>"),
    ("placeholder", "[ANSWER PENDING]"),
    ("placeholder", "sample answer"),
    ("placeholder", "asdf"),
    ("placeholder", "to be added"),
    ("placeholder", "Set the header to YOUR_API_KEY and call it."),
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
    ("prompt-echo", "What grows in the garden is peas."),
    ("repetition-loop", "Ha ha ha ha ha"),
    ("repetition-loop", "AT" * 20),
    ("repetition-loop", "<ul>" + "</div>" * 9),
    ("repetition-loop", "1 2 3 " * 20),
    ("repetition-loop", "Peas.\n" * 4),
    ("repeated-sentence", "8 9 " * 60 + "10"),
    ("repeated-sentence", "very " * 50),
    ("character-run", "Hmm" + "m" * 12 + ", peas."),
    ("character-run", "Peas\n" + "-" * 60 + "\n1" + "0" * 40),
    ("character-run", "`" + "a" * 40 + "`"),
    ("character-run", "iVBORw0KGgo" + "a" * 40 + "IHDR/yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"),
    ("wordless-answer", "[]"),
    ("wordless-answer", "{}"),
    ("wordless-answer", "..."),
    ("wordless-answer", "8"),
    ("wordless-answer", "豆"),
    ("wordless-answer", "ё"),
    ("broken-json-answer", '{"crop": "peas", "rows": 8}'),
    ("broken-json-answer", '{"crop": "peas"}\n{"crop": "beans"}'),
    ("broken-json-answer", '{"crop": "peas"} is what I would write, with rows'),
    ("broken-json-answer", '{"crop": {{crop}}, "rows": 8'),
    ("broken-json-answer", '["peas", "beans"] and so on, my dear "gar'),
    ("broken-json-answer", '{"crop": peas}'),
    ("borrowed-identity", "ChatGPT was made by OpenAI, and Claude by Anthropic."),
    ("borrowed-identity", "I am Claude Monet, and I paint my garden."),
    ("borrowed-identity", "I am a gardener."),
    ("interface-trace", "The button `Regenerate response` is below."),
    ("interface-trace", "Press Copy code to copy the code."),
    ("error-answer", "Errors are human."),
    ("error-answer", "429 peas grow there."),
    ("written-tool-call", "The tag `<tool_call>` opens a call."),
    ("written-tool-call", '{"name": "Ada", "rows": 8}'),
    ("cut-off-answer", "I do not know who they are"),
    ("cut-off-answer", "It is colder in the garden than it was"),
    ("cut-off-answer", "What a garden it is"),
    ("cut-off-answer", "I take option a"),
    ("cut-off-answer", "The peas are ripe.\n\nWith many kind thanks and wishes,"),
    ("cut-off-answer", "1984 was the year of\n3."),
    ("cut-off-answer", "| Crop | Rows |\n|---|---|\n| Peas | 8 |"),
    ("cut-off-answer", "The list [...] is long."),
    ("cut-off-answer", "See [the list](https://garden.example/list)"),
    ("refusal", '"I can\'t help you with that," said the smith.'),
    ("refusal", "As an AI engineer, you will need peas."),
    ("refusal", "Our content policy is on the page of the garden."),
    ("unfilled-variable", "Run it with ${HOME} as the folder."),
    ("unfilled-variable", "[SEE_BELOW] and <b>Dear</b> [peas](https://garden.example)"),
    ("unfilled-variable", "Dear [Ada], the peas are ripe."),
    ("unfilled-variable", "Growth was 8 %(net)s and 7 % in all."),
    ("unbalanced-think-tag", "[THINK]Peas?[/THINK]Peas."),
    ("unbalanced-think-tag", "[thinking] Peas."),
    ("template-token", "rows[MASK] = 0"),
    ("template-token", "Show it with <image> in the page."),
    ("unclosed-code-fence", "~~~python\nsow()\n~~~"),
    ("unclosed-code-fence", "Peas\n~~~~\n\nThey climb."),
    ("unclosed-code-fence", "Sow: ```sow()``` and water."),
    ("placeholder", "Replace YOUR_API_KEY with your own key."),
    ("placeholder", "answers are below"),
    ("stop-sequence", "They sowed the last row. THE END"),
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
    about_answers |= {"repeated-sentence", "generator-talk", "repetition-loop", "character-run"}
    about_answers |= {"wordless-answer", "broken-json-answer", "borrowed-identity"}
    about_answers |= {"interface-trace", "error-answer", "written-tool-call"}
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
        ("role-prefix", said("user", "User: hello there"), 1),
        ("role-prefix", said("user", "User: hello\nAgent: hello\nWhat is it about?"), 0),
        ("unclosed-code-fence", said("user", "What does it print?\n```python\nprint(1)"), 1),
        ("unclosed-code-fence", said("user", "Complete this:\n```python\ndef sow("), 0),
        ("unfilled-variable", said("user", "{% for d in docs %}{{ d }}{% endfor %} Sum it up."), 1),
        ("unfilled-variable", said("user", "The peas [ORDER_NUMBER] of <PERSON_NAME>"), 1),
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


@pytest.mark.parametrize(
    ("rule", "prompt", "answer"),
    [
        (
            "unfilled-variable",
            "How do I print a variable in Jinja?",
            "Write {{ user.name }} there.",
        ),
        ("unfilled-variable", "Write a template for a letter.", "Dear {name}, the peas are ripe."),
        ("placeholder", "Write an e-mail to my gardener.", "Peas, please.\n[Your Name]"),
        ("placeholder", "Give me some lorem ipsum.", "Lorem ipsum dolor sit amet."),
        ("stringified-null", "What does a Python function give back by itself?", "None"),
        ("stringified-null", "Which float is not equal to itself?", "NaN"),
        ("wordless-answer", "Answer with + or -: are peas good?", "-"),
        ("wordless-answer", "Draw a pea.", "\U0001fadb"),
        ("wordless-answer", "Which emoji shows a thumb?", "\U0001f44d"),
        (
            "error-answer",
            "What does a server say that is asked too often?",
            "429 Too Many Requests",
        ),
        ("broken-json-answer", "Show me broken JSON.", '{"crop": "peas",}'),
    ],
)
def test_what_was_asked_for_is_no_fault(rule: str, prompt: str, answer: str) -> None:
    record = said("assistant", answer)
    record["messages"][0]["content"] = prompt

    assert check(rule, record) == ()


def test_json_that_was_asked_for_must_be_json() -> None:
    record = said("assistant", '{"crop": "peas",}')
    record["messages"][0]["content"] = "Name a crop in JSON."

    (found,) = check("broken-json-answer", record)

    assert found.message.startswith("the JSON is broken at character ")


@pytest.mark.parametrize(
    "start", ["<THINK>", "[THINK]", "\u25c1think\u25b7", "<reasoning>", "<thought>"]
)
def test_thoughts_are_known_in_every_spelling(start: str) -> None:
    records = [said("assistant", f"{n}.") for n in range(3)]

    (found,) = check("mixed-thinking", *records, said("assistant", f"{start}3?"))

    assert found.line == 4


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
