"""The way of one job: its files are validated, and a model is trained on them step by step."""

from __future__ import annotations

import base64
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from dataprep.estimator.estimate import estimate
from dataprep.service.bases import OPENAI
from dataprep.service.examples import examples
from dataprep.service.faults import VALIDATION, stall
from dataprep.service.order import AUTO, METHODS
from dataprep.service.trainer import BETA, Course
from dataprep.service.validation import Fault, fault
from dataprep.service.wire import (
    AT_WORK,
    ORGANISATION,
    OWNER,
    Checkpoint,
    Event,
    File,
    Job,
    Model,
    Played,
    method,
    new_id,
    now,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from threading import Event as Signal

    from dataprep.records.record import Json
    from dataprep.service.bases import Bases
    from dataprep.service.faults import JobFault
    from dataprep.service.store import Store
    from dataprep.service.trainer import Example, Step
    from dataprep.service.trainer import Model as Network

CHECKPOINTS = 3  # of so many epochs, the last
# The columns of the results, and what they are called in the metrics.
COLUMNS = {
    "step": "step",
    "train_loss": "train_loss",
    "train_accuracy": "train_mean_token_accuracy",
    "valid_loss": "valid_loss",
    "valid_mean_token_accuracy": "valid_mean_token_accuracy",
}


class Ended(Exception):  # noqa: N818 — a verdict, not a fault
    """The job was cancelled or paused, or the service ends."""


class Run:
    """A job on its way, from the files in STORE to a model on BASES, and the FAULTS on it.

    It goes on where an earlier run was left, and leaves off when the service is CLOSING.
    """

    def __init__(
        self,
        job: Job,
        store: Store,
        bases: Bases,
        faults: Sequence[JobFault],
        closing: Signal,
    ) -> None:
        self._job, self._store, self._bases = job, store, bases
        self._faults, self._closing = faults, closing
        # A job that goes on says nothing twice.
        self._told = {event.message for event in store.newest(Event, parent=job.id)}

    def go(self) -> Fault | None:
        """Do the job; return why its files are refused, or None when it has succeeded.

        Raises:
            Ended: the job was cancelled or paused on the way, or the service ends.
            TrainingError: the training went wrong.
            DataprepError: a file is gone, or a model that was to be trained further.
        """
        fresh = self._job.status == "validating_files"
        files = f"training file: {self._job.training_file}"
        if self._job.validation_file:
            files += f" and validation file: {self._job.validation_file}"
        self._say(f"Validating {files}")
        if fresh and (refused := fault(self._job, self._store) or self._rehearsed(VALIDATION)):
            return refused
        billed = self._settle()
        self._say("Files validated, moving job to queued state")
        self._change(status="queued")
        network = self._bases.loaded(self._job.model, job_id=self._job.id)
        course = self._course()
        for omission in network.omissions(course):
            self._say(omission, level="warn")
        self._change(status="running")
        self._say("Fine-tuning job started")
        for step in network.fit(course, self._store.state(self._job.id)):
            self._tell(step, network, course)
            if failed := self._rehearsed(step.number):
                return failed
            if self._closing.is_set():
                raise Ended
        self._finish(network, billed)
        return None

    def _rehearsed(self, place: int | str) -> Fault | None:
        """Let happen what is planned for PLACE: the job stalls, or a fault is returned."""
        for planned in self._faults:
            if planned.at != place:
                continue
            if planned.message is not None:
                return Fault(planned.code or "server_error", planned.message)
            stall(planned.seconds, self._has_ended)
        return None

    def _has_ended(self) -> bool:
        found = self._store.find(Job, self._job.id)
        return found is None or found.status not in AT_WORK or self._closing.is_set()

    def _settle(self) -> int | None:
        """Choose what was left ``auto`` and return the tokens that OpenAI would bill."""
        given = self._job.hyperparameters
        report = estimate(
            [str(self._store.content(self._job.training_file))],
            models=[self._bases.counted(self._job.model).name],
            target=f"openai/{METHODS[self._job.method['type']]}",
            epochs=None if given["n_epochs"] == AUTO else given["n_epochs"],
        )
        priced = report.estimates[0]
        chosen = {
            "n_epochs": priced.epochs,
            "batch_size": OPENAI.batch_size(report.records),
            "learning_rate_multiplier": OPENAI.learning_rate_multiplier,
            "beta": BETA,
        }
        settled = given | {name: chosen[name] for name in given if given[name] == AUTO}
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
            beta=numbers.get("beta", BETA),
        )

    def _examples(self, file_id: str | None) -> list[Example]:
        if file_id is None:
            return []
        return list(examples(self._store.content(file_id), METHODS[self._job.method["type"]]))

    def _tell(self, step: Step, network: Network, course: Course) -> None:
        """Say what STEP of COURSE made of NETWORK, and keep a checkpoint of the last epochs."""
        data = _metrics(step) | {"total_steps": course.steps}
        self._say(_progress(step, course), type="metrics", data=data)
        epoch, rest = divmod(step.number, course.steps_per_epoch)
        if rest == 0 and epoch > course.epochs - CHECKPOINTS:
            self._checkpoint(network, step)

    def _checkpoint(self, network: Network, step: Step) -> None:
        name = f"{self._tuned_name}:ckpt-step-{step.number}"
        said = f"Checkpoint created at step {step.number} with Snapshot ID: {name}"
        if said in self._told:
            return
        with _unless_ended(self._store.weights(name)) as weights:
            network.save(weights)
            made = Checkpoint(name, self._job.id, step.number, _metrics(step))
            self._change(made, Event(said), made=[self._played(name)])

    def _finish(self, network: Network, billed: int | None) -> None:
        told = reversed(self._store.newest(Event, parent=self._job.id))
        results, content = _results([each.data for each in told if each.type == "metrics"])
        name, player = self._tuned_name, self._bases.player(self._job.id)
        with (
            _unless_ended(self._store.weights(name)) as weights,
            _unless_ended(self._store.content(results.id)) as losses,
        ):
            network.save(weights)
            losses.write_bytes(content)
            self._change(
                Event(f"New fine-tuned model created: {name}"),
                Event("The job has successfully completed"),
                made=[Model(name, owned_by=f"{OWNER}-{player}"), self._played(name), results],
                status="succeeded",
                fine_tuned_model=name,
                finished_at=now(),
                trained_tokens=billed,
                result_files=[results.id],
            )

    @property
    def _tuned_name(self) -> str:
        suffix = self._job.user_provided_suffix or ""
        return f"ft:{self._bases.base(self._job.model)}:{ORGANISATION}:{suffix}:{self._job.id[-8:]}"

    def _played(self, name: str) -> Played:
        return Played(Played.key(name), self._bases.player(self._job.id))

    def _change(self, *children: Event | Checkpoint, **fields: Any) -> None:
        """Change FIELDS of the job, with CHILDREN; it may have been stopped meanwhile."""
        changed = self._store.change(self._job.id, *children, where=AT_WORK, **fields)
        if changed is None:
            raise Ended
        self._job = changed

    def _say(self, message: str, **fields: Any) -> None:
        if message not in self._told:
            self._change(Event(message, **fields))


@contextmanager
def _unless_ended(path: Path) -> Iterator[Path]:
    """Let the file PATH be written, and remove it where the job has ended before it counts."""
    try:
        yield path
    except Ended:
        path.unlink()
        raise


def _results(metrics: list[dict[str, Json]]) -> tuple[File, bytes]:
    """Return the METRICS of all steps as a file and its content, in base64 as OpenAI does."""
    rows = "\n".join([",".join(COLUMNS), *map(_row, metrics), ""])
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


def _row(metrics: dict[str, Json]) -> str:
    scores = (metrics.get(name) for name in list(COLUMNS.values())[1:])
    return ",".join(
        [str(metrics["step"]), *("" if score is None else f"{score:.5f}" for score in scores)]
    )
