"""What is kept is kept together, or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event as Signal

import pytest

from dataprep.service.bases import REHEARSAL, Bases
from dataprep.service.run import Ended, Run
from dataprep.service.store import Store
from dataprep.service.trainers.rehearsal import Rehearsal, RehearsalModel
from dataprep.service.wire import Checkpoint, Event, File, Job, Model, method

RECORD = '{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}\n'
NUMBERS = {"n_epochs": 1, "batch_size": 10, "learning_rate_multiplier": 1.0}
JOB = Job("ftjob-12345678", "rehearsal", "file-a", NUMBERS, method("supervised", NUMBERS), seed=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with a job and its file."""
    with closing(Store(tmp_path)) as opened:
        opened.content("file-a").write_text(RECORD * 10)
        opened.add(JOB)
        yield opened


def test_a_change_that_fails_halfway_leaves_nothing(store: Store) -> None:
    event = Event("twice")

    with pytest.raises(sqlite3.IntegrityError):
        store.change(JOB.id, event, event, status="running")

    assert store.find(Job, JOB.id) == JOB
    assert store.newest(Event, parent=JOB.id) == []


def test_nothing_is_made_by_a_job_that_has_ended(store: Store) -> None:
    store.change(JOB.id, status="cancelled")

    assert store.change(JOB.id, Event("late"), made=[Model("ft:late")]) is None
    assert (store.newest(Event, parent=JOB.id), store.newest(Model)) == ([], [])


@pytest.mark.parametrize("last_save", [1, 2])
def test_a_job_that_is_cancelled_while_it_saves_leaves_no_model(
    store: Store, tmp_path: Path, last_save: int
) -> None:
    saved = []

    class Network(RehearsalModel):
        def save(self, path: Path) -> None:
            saved.append(path)
            super().save(path)
            if len(saved) == last_save:
                store.change(JOB.id, Event("The job was cancelled"), status="cancelled")

    class Trainer(Rehearsal):
        def new(self) -> Network:
            return Network(super().new().weights)

    with pytest.raises(Ended):
        Run(JOB, store, Bases(store, {REHEARSAL: Trainer()}, REHEARSAL), (), Signal()).go()

    assert len(saved) == last_save
    assert (store.newest(Model), store.newest(File)) == ([], [])
    assert len(store.newest(Checkpoint, parent=JOB.id)) == last_save - 1
    assert len(list((tmp_path / "models").iterdir())) == last_save - 1
    assert [path.name for path in (tmp_path / "files").iterdir()] == ["file-a"]
    assert store.newest(Event, parent=JOB.id)[0].message == "The job was cancelled"
