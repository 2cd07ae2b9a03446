"""An engine does the same work on many parts and gives the shares in the parts' order.

It only moves parts and shares: what a share is and how shares add up is the stage's affair.
An engine is a module with one function ``engine(jobs)`` that returns an `Engine`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from dataprep import plugins

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

P = TypeVar("P")
S = TypeVar("S")

GROUP = "dataprep.engines"


class Engine(Protocol):
    """A place where work is done."""

    def shares(self, work: Callable[[P], S], parts: Iterable[P]) -> Iterator[S]:
        """Give ``work(part)`` for each of PARTS, in their order.

        WORK and the parts must be picklable: importable by name, no closures.
        """
        ...


def names() -> list[str]:
    """Return the names of the engines there are."""
    return [name for name in plugins.names(__package__ or "", GROUP) if name != "engine"]


def engine(name: str = "local", *, jobs: int | None = None) -> Engine:
    """Return the engine NAME with JOBS processes (None: all cores)."""
    made: Engine = plugins.load(__package__ or "", GROUP, name).engine(jobs)
    return made
