"""Doing a thing once, although its answer may get lost on the way."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

from dataprep.launcher.provider import Unreachable

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

PAUSES = (0.5, 2.0, 8.0)
# Who asks for more patience than this is better asked by a person, later.
MOST_PATIENCE = 120.0


def once(act: Callable[[], T], done: Callable[[], T | None]) -> T:
    """Return what ACT gives; before it is tried again, DONE says what an earlier try came to.

    Raises:
        Unreachable: nobody answered, however often we tried, or asks to wait for minutes.
    """
    for pause in PAUSES:
        try:
            return act()
        except Unreachable as error:
            wait = max(pause, error.after or 0.0)
            if wait > MOST_PATIENCE:
                raise
        time.sleep(wait)
        if (found := done()) is not None:
            return found
    return act()
