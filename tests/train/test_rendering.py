"""What of a conversation is trained, read back from the tokens."""

from __future__ import annotations

import pytest

from dataprep.service.local.base import LocalBase
from dataprep.service.trainer import Example, Message, Prompt

torch = pytest.importorskip("torch")

CALL = {"id": "c", "type": "function", "function": {"name": "f", "arguments": '{"a": 1}'}}
CHAT = Example(
    (
        Message("system", "Be short."),
        Message("user", "One?"),
        Message("assistant", "Uno."),
        Message("user", "Two?"),
        Message("assistant", "Due è.", trained=True),
        Message("user", "Three?"),
        Message("assistant", "Tre.", trained=True),
    )
)
PAIR = Example(
    (Message("user", "One?"), Message("assistant", "Uno.", trained=True)),
    (Message("assistant", "Ein.", trained=True),),
)


class Reader:
    """Renders for a base, and reads back what is trained."""

    def __init__(self, base: LocalBase, template: str | None = None) -> None:
        from dataprep.service.trainers.lora.network import tokenizer
        from dataprep.service.trainers.lora.rendering import UNTRAINED, Renderer

        self.tokenizer, self.untrained = tokenizer(base.weights), UNTRAINED
        self.tokenizer.chat_template = template or self.tokenizer.chat_template
        self.renderer = Renderer(self.tokenizer)

    def trained(self, example: Example) -> list[list[str]]:
        """The trained text of each sequence of each lesson."""
        return [
            [
                self.tokenizer.decode([one for one in each.labels if one != self.untrained])
                for each in lesson.sequences
            ]
            for lesson in self.renderer.lessons(example)
        ]


def test_the_answers_with_a_weight_are_trained_to_their_end_mark(smollm2: LocalBase) -> None:
    assert Reader(smollm2).trained(CHAT) == [["Due è.<|im_end|>\nTre.<|im_end|>\n"]]


def test_of_a_pair_both_answers_are_compared(smollm2: LocalBase) -> None:
    assert Reader(smollm2).trained(PAIR) == [["Uno.<|im_end|>\n", "Ein.<|im_end|>\n"]]


def test_a_call_that_the_template_does_not_know_is_trained_as_text(smollm2: LocalBase) -> None:
    answer = Message("assistant", "", (CALL,), trained=True)
    ((said,),) = Reader(smollm2).trained(Example((Message("user", "?"), answer)))

    assert said.startswith('[{"id":"c","type":"function"')


def test_a_template_that_shows_calls_is_given_their_arguments(smollm2: LocalBase) -> None:
    template = (
        "{% for m in messages %}<{{ m.role }}>{{ m.content }}"
        "{% for c in m.tool_calls or [] %}{{ c.function.name }}({{ c.function.arguments.a }})"
        "{% endfor %}{% endfor %}{% if add_generation_prompt %}<assistant>{% endif %}"
    )
    answer = Message("assistant", "", (CALL,), trained=True)
    assert Reader(smollm2, template).trained(Example((Message("user", "?"), answer))) == [["f(1)"]]


def test_a_question_shows_the_tools_it_comes_with(smollm2: LocalBase) -> None:
    template = (
        "{% for tool in tools or [] %}<{{ tool.function.name }}>{% endfor %}"
        "{% for m in messages %}{{ m.content }}{% endfor %}"
    )
    reader = Reader(smollm2, template)
    prompt = Prompt((Message("user", "One?"),), ({"function": {"name": "f"}},))

    assert reader.tokenizer.decode(reader.renderer.prompt(prompt)) == "<f>One?"


def test_where_a_template_cuts_earlier_answers_each_is_trained_alone(smollm2: LocalBase) -> None:
    template = (
        "{% for m in messages %}<{{ m.role }}>"
        "{% if m.role != 'assistant' or loop.last %}{{ m.content }}{% endif %}{% endfor %}"
        "{% if add_generation_prompt %}<assistant>{% endif %}"
    )
    assert Reader(smollm2, template).trained(CHAT) == [["Due è."], ["Tre."]]
