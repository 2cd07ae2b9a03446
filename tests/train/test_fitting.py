"""The training itself, on a tiny base: what repeats, what goes on, and what becomes smaller."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from dataprep.service.local.base import LocalBase
from dataprep.service.trainer import Course, Example, Message, Prompt, Step, TooLongError
from dataprep.service.trainers.lora.trainer import Lora

torch = pytest.importorskip("torch")


def example(question: str, answer: str, rejected: str | None = None) -> Example:
    other = () if rejected is None else (Message("assistant", rejected, trained=True),)
    return Example((Message("user", question), Message("assistant", answer, trained=True)), other)


WORDS = [example("one", "uno"), example("two", "due"), example("three", "tre")]
PAIRS = [example("one", "uno", "ein"), example("two", "due", "zwei")]
COURSE = Course(WORDS, WORDS[:1], 4, batch_size=2, learning_rate_multiplier=40.0, seed=1)
ASKED = {"most": 8, "temperature": 1.0, "seed": 3}


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """Where a training keeps how far it is."""
    return tmp_path / "state"


def steps(base: LocalBase, course: Course, state: Path) -> list[Step]:
    return list(Lora(base).new().fit(course, state))


def test_the_same_seed_gives_the_same_losses(tiny: LocalBase, state: Path) -> None:
    first = steps(tiny, COURSE, state)

    assert steps(tiny, COURSE, state) == first
    assert steps(tiny, replace(COURSE, seed=2), state) != first


def test_the_loss_falls_and_each_epoch_is_validated(tiny: LocalBase, state: Path) -> None:
    course = replace(COURSE, epochs=20, learning_rate_multiplier=400.0)
    made = steps(tiny, course, state)

    assert made[-1].training.loss < made[0].training.loss * 0.7
    assert [step.validation is not None for step in made] == [False, True] * 20


@pytest.mark.parametrize("done", [1, 4, 7])
def test_a_training_goes_on_where_it_was_left(
    done: int, tiny: LocalBase, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataprep.service.trainers.lora import fitting

    whole = steps(tiny, COURSE, state)
    monkeypatch.setattr(fitting, "KEPT_EVERY", 0.0)
    begun = list(islice(Lora(tiny).new().fit(COURSE, state), done))

    # The last step may not have been taken note of: it is made again.
    assert begun[:-1] + steps(tiny, COURSE, state) == whole


def test_a_batch_in_several_passes_is_the_same_step(
    tiny: LocalBase, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataprep.service.trainers.lora import fitting

    at_once = [step.training.loss for step in steps(tiny, COURSE, state)]
    monkeypatch.setattr(fitting, "PASS_TOKENS", {"cpu": 1, "cuda": 1})

    assert [step.training.loss for step in steps(tiny, COURSE, state)] == pytest.approx(
        at_once, rel=1e-4
    )


def test_preferences_begin_even_and_are_learned(tiny: LocalBase, state: Path) -> None:
    course = Course(PAIRS, PAIRS, 20, 2, learning_rate_multiplier=400.0, seed=1, beta=0.5)

    made = steps(tiny, course, state)

    assert made[0].training.loss == pytest.approx(math.log(2), rel=1e-5)
    assert made[-1].training.loss < math.log(2) / 1.5
    assert made[-1].training.accuracy == 1.0
    assert made[-1].validation is not None


def test_a_saved_model_answers_and_is_trained_further(
    tiny: LocalBase, state: Path, tmp_path: Path
) -> None:
    trainer, prompt = Lora(tiny), Prompt([Message("user", "one")])
    model = trainer.new()
    base = list(model.generate(prompt, **ASKED))
    made = list(model.fit(COURSE, state))
    model.save(tmp_path / "adapter")
    loaded = trainer.load(tmp_path / "adapter")

    assert list(loaded.generate(prompt, **ASKED)) == list(loaded.generate(prompt, **ASKED))
    assert list(loaded.generate(prompt, **ASKED)) != base
    assert list(trainer.new().generate(prompt, **ASKED)) == base
    further = list(trainer.load(tmp_path / "adapter").fit(COURSE, state))
    assert further[0].training.loss < made[0].training.loss


def test_what_is_too_long_is_said_and_cut(tiny: LocalBase, state: Path) -> None:
    course = replace(COURSE, examples=[example("one", "uno " * 300), *WORDS], epochs=1)

    assert list(Lora(tiny).new().omissions(course)) == [
        "Conversations are trained to their first 256 tokens: 1 are longer"
    ]
    assert len(steps(tiny, course, state)) == 2


def test_a_question_that_is_too_long_is_refused(tiny: LocalBase) -> None:
    with pytest.raises(TooLongError, match="maximum context length is 256 tokens"):
        Lora(tiny).new().generate(Prompt([Message("user", "one " * 300)]), **ASKED)
