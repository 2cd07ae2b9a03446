"""Which rules may have something to say of a record: one pass over its text for all of them.

A rule's trigger is a regular expression without which the rule finds nothing. It is matched
without regard to case, in the bytes of `Record.text`, where a line feed is a backslash and an
``n``. It only spares the rule the records that it need not see: where the matcher has no
wheel, and in small files, every rule sees every record, and the findings are the same.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    Scan = Callable[[bytes], Collection[str]]

# Compiling the triggers takes as long as running every rule on about so many bytes.
SMALL_BYTES = 1 << 20


def scan(triggers: Mapping[str, str], size: int) -> Scan:
    """Return the function that names the TRIGGERS found in a text of a file of SIZE bytes."""
    if size < SMALL_BYTES or not triggers:
        return lambda _: triggers.keys()
    return _scan(tuple(triggers.items()))


@cache
def _scan(triggers: tuple[tuple[str, str], ...]) -> Scan:
    try:
        import hyperscan
    except ImportError:
        return lambda _: dict(triggers).keys()
    waiting: dict[str, list[str]] = {}
    for name, expression in triggers:
        waiting.setdefault(expression, []).append(name)
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=[expression.encode() for expression in waiting],
        ids=list(range(len(waiting))),
        elements=len(waiting),
        flags=[hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_SINGLEMATCH] * len(waiting),
    )
    search, names = database.scan, list(waiting.values())
    found: list[str] = []

    def matched(number: int, *_: object) -> None:
        found.extend(names[number])

    def scan(text: bytes) -> Collection[str]:
        found.clear()
        search(text, match_event_handler=matched)
        return sorted(found) if found else ()

    return scan
