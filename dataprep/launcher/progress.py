"""How a stage says how far it is, without knowing how that is shown."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    Progress = Callable[[str], AbstractContextManager[Callable[[int], None]]]


@contextmanager
def silent(label: str) -> Iterator[Callable[[int], None]]:  # noqa: ARG001 — nobody is shown it
    """Give a function that is told of bytes done under LABEL, and say nothing."""
    yield lambda _: None
