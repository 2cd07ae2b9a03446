"""The dialects of calls: what stands in texts, and what cannot be read there."""

from __future__ import annotations

from typing import Any

import pytest

from dataprep.converter.codec import named
from dataprep.converter.shape import Unconvertible
from dataprep.errors import DefinitionError

NAMES = ["Get Time", "Get Time (UTC)", "stop"]
GLAIVE = """<functioncall> {"name": "f", "arguments": '{"x": "it\\'s"}'} """


@pytest.mark.parametrize(
    ("codec", "said", "text", "calls"),
    [
        ("json", '{"name": "f", "arguments": {}}', "", [{"name": "f", "arguments": {}}]),
        ("json", '[{"name": "f"}, {"name": "g"}]', "", [{"name": "f"}, {"name": "g"}]),
        ("json", "{'name': 'f', 'on': True}", "", [{"name": "f", "on": True}]),
        ("glaive", "Hello.", "Hello.", []),
        ("glaive", GLAIVE, "", [{"name": "f", "arguments": '{"x": "it\'s"}'}]),
        (
            "glaive",
            f"One moment. {GLAIVE}",
            "One moment.",
            [{"name": "f", "arguments": '{"x": "it\'s"}'}],
        ),
        (
            "glaive",
            '<functioncall> {"name": "f", "arguments": {"x": 1}}',
            "",
            [{"name": "f", "arguments": {"x": 1}}],
        ),
        ("hermes", "Hello.", "Hello.", []),
        (
            "hermes",
            "Both: <tool_call>{'name': 'f'}</tool_call> <tool_call>\n{'name': 'g'}\n</tool_call>",
            "Both:",
            [{"name": "f"}, {"name": "g"}],
        ),
        ("bracket", "[1, 2]", "[1, 2]", []),
        ("bracket", "[unknown(x=1)]", "[unknown(x=1)]", []),
        (
            "bracket",
            '[Get Time (UTC)(zone="a) b", fast=true), stop()]',
            "",
            [
                {"name": "Get Time (UTC)", "arguments": {"zone": "a) b", "fast": True}},
                {"name": "stop", "arguments": {}},
            ],
        ),
        ("react", "I cannot.", "I cannot.", []),
        (
            "react",
            'Thought: look\nAction: f\nAction Input: {"x": 1}',
            "look",
            [{"name": "f", "arguments": '{"x": 1}'}],
        ),
        (
            "react",
            "Action: f\nAction Input: {'x': 1}",
            "",
            [{"name": "f", "arguments": "{'x': 1}"}],
        ),
        (
            "accepted",
            [{"f": {"x": [1, 2], "y": ["", 3], "z": [{"k": ["v"]}]}}],
            "",
            [{"name": "f", "arguments": {"x": 1, "z": {"k": "v"}}}],
        ),
    ],
)
def test_calls_are_found_in_a_text(codec: str, said: Any, text: str, calls: list[Any]) -> None:
    assert named(codec).calls(said, NAMES) == (text, calls)


@pytest.mark.parametrize(
    ("codec", "said", "reason"),
    [
        ("json", "call f", "broken-tool-call"),
        ("json", None, "broken-tool-call"),
        ("glaive", "<functioncall> f(1)", "broken-tool-call"),
        ("hermes", "<tool_call>f(1)</tool_call>", "broken-tool-call"),
        ("bracket", "[stop(x=)]", "broken-tool-call"),
        ("bracket", "[stop(open()]", "broken-tool-call"),
        ("bracket", "[stop(x=1+y)]", "broken-tool-call"),
        ("react", "Thought: t\nAction: f\nAction Input: {x", "broken-tool-call"),
        (
            "react",
            'Action: Finish\nAction Input: {"return_type": "give_up_and_restart"}',
            "gave-up",
        ),
        ("accepted", [{"f": "x"}], "broken-tool-call"),
    ],
)
def test_a_broken_call_rejects_the_row(codec: str, said: Any, reason: str) -> None:
    with pytest.raises(Unconvertible) as why:
        named(codec).calls(said, NAMES)

    assert why.value.reason == reason


@pytest.mark.parametrize(
    ("codec", "system", "left", "tools"),
    [
        ("json", "Be kind.", "Be kind.", None),
        ("glaive", "SYSTEM: Be kind.", "Be kind.", None),
        (
            "glaive",
            'SYSTEM: Use them -\n{"name": "f"}\n\n{"name": "g"}\n',
            "Use them",
            [{"name": "f"}, {"name": "g"}],
        ),
        (
            "hermes",
            'In <tools></tools>: <tools> {"name": "f"} {"name": "g"} </tools>',
            'In <tools></tools>: <tools> {"name": "f"} {"name": "g"} </tools>',
            [{"name": "f"}, {"name": "g"}],
        ),
        ("bracket", 'Use [{"name": "f"}].', 'Use [{"name": "f"}].', [{"name": "f"}]),
        ("bracket", 'Write [{"x": 1}].', 'Write [{"x": 1}].', None),
    ],
)
def test_tools_are_found_in_a_system_text(
    codec: str, system: str, left: str, tools: list[Any] | None
) -> None:
    assert named(codec).tools(system) == (left, tools)


def test_an_answer_in_tags_is_the_content_for_the_named_call() -> None:
    said = (
        '<tool_response>{"name": "f", "content": {"x": 1}}</tool_response>'
        "<tool_response>plain</tool_response>"
    )

    assert named("hermes").answers(said) == [("f", '{"x":1}'), ("", "plain")]


def test_a_codec_that_is_not_there_is_said() -> None:
    with pytest.raises(DefinitionError, match="there is no codec 'morse'"):
        named("morse")
