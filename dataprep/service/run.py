"""The way of one job: its files are validated, and a model is trained on them step by step."""

from __future__ import annotations

import base64
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from dataprep.estimator.estimate import estimate
from dataprep.service.bases import OPENAI, base, counted, loaded
from dataprep.service.examples import examples
from dataprep.service.order import AUTO, METHODS
from dataprep.service.trainer import Course
from dataprep.service.validation import fault
from dataprep.service.wire import ORGANISATION, Checkpoint, Event, File, Model, method, new_id, now

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dataprep.records.record import Json
    from dataprep.service.store import Store
    from dataprep.service.trainer import Example, Step, Trainer
    from dataprep.service.trainer import Model as Network
    from dataprep.service.validation import Fault
    from dataprep.service.wire import Job

CHECKPOINTS = 3  # of so many epochs, the last
HEADER = "step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy"


class Ended(Exception):  # noqa: N818 — a verdict, not a fault
    """The job was cancelled, or the service ends."""


class Run:
    """A job on its way, from the files in STORE to a model by TRAINER."""

    def __init__(self, job: Job, store: Store, trainer: Trainer) -> None:
        self._job, self._store, self._trainer = job, store, trainer

    def go(self) -> Fault | None:
        """Do the job; return why its files are refused, or None when it has succeeded.

        Raises:
            Ended: the job was cancelled on the way.
            TrainingError: the training went wrong.
            DataprepError: a file is gone, or a model that was to be trained further.
        """
        files = f"training file: {self._job.training_file}"
        if self._job.validation_file:
            files += f" and validation file: {self._job.validation_file}"
        self._say(f"Validating {files}")
        if refused := fault(self._job, self._store):
            return refused
        billed = self._settle()
        self._say("Files validated, moving job to queued state")
        self._change(status="queued")
        network = loaded(self._job.model, self._store, self._trainer)
        course = self._course()
        for omission in network.omissions(course):
            self._say(omission, level="warn")
        self._change(status="running")
        self._say("Fine-tuning job started")
        self._finish(network, self._train(network, course), billed)
        return None

    def _settle(self) -> int | None:
        """Choose what was left ``auto`` and return the tokens that OpenAI would bill."""
        given = self._job.hyperparameters
        report = estimate(
            [str(self._store.content(self._job.training_file))],
            models=[counted(self._job.model).name],
            target=f"openai/{METHODS[self._job.method['type']]}",
            epochs=None if given["n_epochs"] == AUTO else given["n_epochs"],
        )
        priced = report.estimates[0]
        chosen = {
            "n_epochs": priced.epochs,
            "batch_size": OPENAI.batch_size(report.records),
            "learning_rate_multiplier": OPENAI.learning_rate_multiplier,
        }
        settled = given | {name: chosen[name] for name in chosen if given[name] == AUTO}
        self._change(hyperparameters=settled, method=method(self._job.method["type"], settled))
        return priced.billed_tokens

    def _course(self) -> Course:
        numbers = self._job.hyperparameters
        return Course(
            examples=self._examples(self._job.training_file),
            validation=self._examples(self._job.validation_file),
            epochs=numbers["n_epochs"],
            batch_size=numbers["batch_size"],
            learning_rate_multiplier=numbers["learning_rate_multiplier"],
            seed=self._job.seed,
        )

    def _examples(self, file_id: str | None) -> list[list[Example]]:
        if file_id is None:
            return []
        return list(examples(self._store.content(file_id), METHODS[self._job.method["type"]]))

    def _train(self, network: Network, course: Course) -> list[Step]:
        steps = []
        for step in network.fit(course):
            steps.append(step)
            self._say(
                _progress(step, course),
                type="metrics",
                data=_metrics(step) | {"total_steps": course.steps},
            )
            epoch, rest = divmod(step.number, course.steps_per_epoch)
            if rest == 0 and epoch > course.epochs - CHECKPOINTS:
                self._checkpoint(network, step)
        return steps

    def _checkpoint(self, network: Network, step: Step) -> None:
        name = f"{self._tuned_name}:ckpt-step-{step.number}"
        said = f"Checkpoint created at step {step.number} with Snapshot ID: {name}"
        with _unless_ended(self._store.weights(name)) as weights:
            network.save(weights)
            self._change(Checkpoint(name, self._job.id, step.number, _metrics(step)), Event(said))

    def _finish(self, network: Network, steps: list[Step], billed: int | None) -> None:
        results, content = _results(steps)
        name = self._tuned_name
        with (
            _unless_ended(self._store.weights(name)) as weights,
            _unless_ended(self._store.content(results.id)) as losses,
        ):
            network.save(weights)
            losses.write_bytes(content)
            self._change(
                Event(f"New fine-tuned model created: {name}"),
                Event("The job has successfully completed"),
                made=[Model(name), results],
                status="succeeded",
                fine_tuned_model=name,
                finished_at=now(),
                trained_tokens=billed,
                result_files=[results.id],
            )

    @property
    def _tuned_name(self) -> str:
        suffix = self._job.user_provided_suffix or ""
        return f"ft:{base(self._job.model)}:{ORGANISATION}:{suffix}:{self._job.id[-8:]}"

    def _change(self, *children: Event | Checkpoint, **fields: Any) -> None:
        """Change FIELDS of the job, with CHILDREN; it may have been cancelled meanwhile."""
        changed = self._store.change(self._job.id, *children, **fields)
        if changed is None:
            raise Ended
        self._job = changed

    def _say(self, message: str, **fields: Any) -> None:
        self._change(Event(message, **fields))


@contextmanager
def _unless_ended(path: Path) -> Iterator[Path]:
    """Let the file PATH be written, and remove it where the job has ended before it counts."""
    try:
        yield path
    except Ended:
        path.unlink()
        raise


def _results(steps: list[Step]) -> tuple[File, bytes]:
    """Return the losses of STEPS as a file and its content, in base64 as OpenAI does."""
    rows = "\n".join([HEADER, *map(_row, steps), ""])
    content = base64.b64encode(rows.encode())
    return File(new_id("file-"), len(content), "step_metrics.csv", "fine-tune-results"), content


def _progress(step: Step, course: Course) -> str:
    said = f"Step {step.number}/{course.steps}: training loss={step.training.loss:.2f}"
    return f"{said}, validation loss={step.validation.loss:.2f}" if step.validation else said


def _metrics(step: Step) -> dict[str, Json]:
    found = {
        "step": step.number,
        "train_loss": step.training.loss,
        "train_mean_token_accuracy": step.training.accuracy,
    }
    if step.validation:
        found["valid_loss"] = step.validation.loss
        found["valid_mean_token_accuracy"] = step.validation.accuracy
    return found


def _row(step: Step) -> str:
    scores = [step.training.loss, step.training.accuracy]
    if step.validation:
        scores += [step.validation.loss, step.validation.accuracy]
    cells = [str(step.number), *(f"{score:.5f}" for score in scores)]
    return ",".join(cells + [""] * (HEADER.count(",") + 1 - len(cells)))
