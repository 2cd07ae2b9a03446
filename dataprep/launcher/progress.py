"""How a stage says how far it is, without knowing how that is shown."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager


class Progress(Protocol):
    """Who is told how far a stage is: of bytes done under LABEL, of TOTAL where that is known."""

    def __call__(
        self, label: str, total: int | None = None, /
    ) -> AbstractContextManager[Callable[[int], None]]:
        """Give a function that is told of bytes done; a negative number takes some back."""
        ...


@contextmanager
def silent(label: str, total: int | None = None, /) -> Iterator[Callable[[int], None]]:  # noqa: ARG001 — nobody is shown it
    """Give a function that is told of bytes done, and say nothing."""
    yield lambda _: None
