"""The rehearsal trainer by itself."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from dataprep.service.trainer import Course, Example, Message, Prompt, TrainingError
from dataprep.service.trainers import rehearsal
from dataprep.service.trainers.rehearsal import Rehearsal


def example(question: str, answer: str) -> Example:
    return Example((Message("user", question), Message("assistant", answer, trained=True)))


PAIRS = [example("say one", "uno"), example("say two", "due è")]
ASKED = Prompt([Message("user", "?")])
COURSE = Course(PAIRS, PAIRS[:1], epochs=30, batch_size=2, learning_rate_multiplier=2.0, seed=1)


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """Where a training keeps how far it is."""
    return tmp_path / "state"


def test_it_learns_what_is_asked_and_what_is_answered(state: Path) -> None:
    model = Rehearsal().new()

    steps = list(model.fit(COURSE, state))

    assert steps[-1].training.loss < steps[0].training.loss / 10
    assert [
        "".join(model.generate(Prompt(each.messages[:1]), most=10, temperature=0, seed=0))
        for each in PAIRS
    ] == ["uno", "due è"]


def test_the_same_seed_gives_the_same_losses_and_answers(state: Path) -> None:
    first, second = Rehearsal().new(), Rehearsal().new()
    assert list(first.fit(COURSE, state)) == list(second.fit(COURSE, state))
    assert [*first.generate(ASKED, most=20, temperature=1, seed=5)] == [
        *second.generate(ASKED, most=20, temperature=1, seed=5)
    ]


def test_each_epoch_ends_with_a_validation(state: Path) -> None:
    course = Course(PAIRS, PAIRS, epochs=2, batch_size=1, learning_rate_multiplier=1.0, seed=1)
    steps = list(Rehearsal().new().fit(course, state))
    assert [step.validation is not None for step in steps] == [False, True, False, True]


def test_a_saved_model_answers_the_same(state: Path, tmp_path: Path) -> None:
    model = Rehearsal().new()
    list(model.fit(COURSE, state))
    model.save(tmp_path / "model")

    loaded = Rehearsal().load(tmp_path / "model")

    asked = {"most": 20, "temperature": 1.0, "seed": 2}
    assert [*loaded.generate(ASKED, **asked)] == [*model.generate(ASKED, **asked)]


def test_what_is_too_much_is_said(state: Path) -> None:
    long = [example("", "a" * 2000)] * 3
    course = Course(long, (), epochs=1, batch_size=3, learning_rate_multiplier=1.0, seed=1)

    assert list(Rehearsal().new().omissions(course)) == [
        "Answers are trained to their first 1024 bytes: 3 are longer",
        "A step is trained on the first 4096 bytes of the answers in its batch",
    ]
    assert len(list(Rehearsal().new().fit(course, state))) == 1


def test_a_loss_that_is_no_number_ends_the_training(state: Path) -> None:
    course = Course(PAIRS, (), epochs=2, batch_size=2, learning_rate_multiplier=1e300, seed=1)
    with pytest.raises(TrainingError, match="the loss of step 2 is not a number"):
        list(Rehearsal().new().fit(course, state))


@pytest.mark.parametrize("done", [1, 7, 29])
def test_a_training_goes_on_where_it_was_left(
    done: int, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = list(Rehearsal().new().fit(COURSE, state))
    monkeypatch.setattr(rehearsal, "KEPT_EVERY", 0.0)
    begun = list(islice(Rehearsal().new().fit(COURSE, state), done))

    rest = list(Rehearsal().new().fit(COURSE, state))

    # The last step may not have been taken note of: it is made again.
    assert begun[:-1] + rest == whole
