from __future__ import annotations

from pathlib import Path

import pytest

from dataprep.launcher.compare import Comparison, Prompt, Reply
from dataprep.pipeline import answers
from dataprep.pipeline.pipeline import Pipeline, read

ASKED = {"models": ["a"], "prompt": "Tin?"}
GIVEN = Comparison(
    ("a",), (Prompt(({"role": "user", "content": "Tin?"},), (Reply("x", 1, 2, 0.5, None, 0.1),)),)
)


@pytest.fixture
def pipeline(tmp_path: Path) -> Pipeline:
    (tmp_path / "pipeline.toml").write_text('[compare]\nmodels = ["a"]\nprompt = "Tin?"\n')
    return read(str(tmp_path / "pipeline.toml"))


def test_answers_are_kept_for_the_same_question(pipeline: Pipeline) -> None:
    answers.keep(GIVEN, answers.key(ASKED), pipeline)

    assert answers.kept(pipeline, answers.key(ASKED)) == GIVEN
    assert answers.kept(pipeline, answers.key(ASKED | {"prompt": "Gold?"})) is None


def test_another_file_of_prompts_is_another_question(pipeline: Pipeline, tmp_path: Path) -> None:
    path = tmp_path / "prompts.txt"
    path.write_text("Tin?")
    asked = {"models": ["a"], "prompts": str(path)}
    first = answers.key(asked)
    path.write_text("Gold?")

    assert answers.key(asked) != first


@pytest.mark.parametrize("kept", ["[]", "{", "{}", '{"compare": 1}'])
def test_what_is_kept_in_another_form_counts_as_nothing(pipeline: Pipeline, kept: str) -> None:
    pipeline.state.write_text(kept)

    assert answers.kept(pipeline, answers.key(ASKED)) is None
