"""The local engine: this process, or a pool of processes where there is enough to do."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections import deque
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from dataprep.errors import DataprepError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future
    from multiprocessing.process import BaseProcess

    from dataprep.engines.engine import P, S

# A process takes about as long to start as one core needs for this many parts.
FEW_PARTS = 6
# Windows waits for no more handles at once.
MOST_ON_WINDOWS = 61


@dataclass(frozen=True, slots=True)
class Local:
    """JOBS processes on this machine."""

    jobs: int

    def shares(self, work: Callable[[P], S], parts: Iterable[P]) -> Iterator[S]:
        """Give ``work(part)`` for each of PARTS, in their order."""
        coming, task = iter(parts), partial(_done, work)
        if self.jobs == 1:
            return map(task, coming)
        first = list(islice(coming, FEW_PARTS))
        if len(first) < FEW_PARTS:
            return map(task, first)
        return self._pooled(task, chain(first, coming))

    def _pooled(self, work: Callable[[P], S], parts: Iterator[P]) -> Iterator[S]:
        # Imported here: they take as long as a small file.
        from concurrent.futures import ProcessPoolExecutor
        from concurrent.futures.process import BrokenProcessPool
        from multiprocessing import get_context

        # A copy of this process starts at once, with all that is loaded: vocabularies, rules.
        start = get_context("fork" if _is_safe_to_copy() else "spawn")
        pool = ProcessPoolExecutor(self.jobs, mp_context=start, initializer=_prepare)
        waiting: deque[Future[S]] = deque()
        try:
            # A window keeps memory constant: no part is read long before its turn.
            for part in parts:
                waiting.append(pool.submit(work, part))
                if len(waiting) > 2 * self.jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise DataprepError(
                "a worker process died, perhaps for want of memory; try --jobs 1"
            ) from error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def engine(jobs: int | None) -> Local:
    """Return the local engine with JOBS processes (None: all cores this process may use)."""
    wanted = jobs or _cores()
    return Local(min(wanted, MOST_ON_WINDOWS) if os.name == "nt" else wanted)


def _done(work: Callable[[P], S], part: P) -> S:
    """Return ``work(part)``, done without the collector of reference cycles.

    Parts of files become many records and no cycles; looking for them takes a tenth of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        return work(part)
    finally:
        if was_on:
            gc.enable()


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):  # not on macOS and Windows
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _is_safe_to_copy() -> bool:
    """Say whether this process has one thread: in a copy, what another one locked stays locked.

    Those of libraries count too, and only Linux tells of them.
    """
    threads = Path("/proc/self/task")
    return threads.is_dir() and len(list(threads.iterdir())) == 1


def _prepare() -> None:
    """Make a worker end with its parent, however that ends, and not before."""
    from multiprocessing import parent_process

    # Ctrl-C reaches every process of the terminal; the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=[parent_process()], daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
