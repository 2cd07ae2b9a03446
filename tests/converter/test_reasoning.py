from __future__ import annotations

from typing import Any

import pytest

from dataprep.converter.reasoning import Choice, treated

USER = {"role": "user", "content": "<think>u</think>q"}


def answer(content: Any, **more: Any) -> dict[str, Any]:
    return {"role": "assistant", "content": content, **more}


SPLIT = "<|begin_of_thought|>t<|end_of_thought|><|begin_of_solution|>a<|end_of_solution|>"


@pytest.mark.parametrize(
    ("choice", "given", "made", "changes"),
    [
        ("keep", answer("<think>t</think>a"), answer("<think>t</think>a"), set()),
        (
            "keep",
            answer("a", reasoning_content="t"),
            answer("<think>\nt\n</think>\n\na"),
            set(),
        ),
        (
            "keep",
            answer(None, tool_calls=[], reasoning_content="t"),
            answer(None, tool_calls=[]),
            {"reasoning-dropped"},
        ),
        (
            "field",
            answer("<think>\nt\n</think>\n\na"),
            answer("a", reasoning_content="t"),
            {"reasoning-split"},
        ),
        ("field", answer(SPLIT), answer("a", reasoning_content="t"), {"reasoning-split"}),
        ("field", answer("a"), answer("a"), set()),
        ("drop", answer(SPLIT), answer("a"), {"reasoning-dropped"}),
        ("drop", answer("a", reasoning_content="t"), answer("a"), {"reasoning-dropped"}),
        ("drop", answer("<think></think>a"), answer("a"), set()),
    ],
)
def test_thoughts_go_where_they_are_wanted(
    choice: Choice, given: Any, made: Any, changes: set[str]
) -> None:
    assert treated([USER, given], choice) == ([USER, made], changes)
