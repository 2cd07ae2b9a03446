"""Paths into a row: ``a.b``, ``a[0]``, and ``a|b`` for the first that is there."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataprep.records.record import Json

_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


def value(row: Json, path: str) -> Json:
    """Return what PATH leads to in ROW, or None where there is nothing."""
    for steps in _ways(path):
        found = row
        for step in steps:
            found = _child(found, step)
        if found is not None:
            return found
    return None


@cache
def _ways(path: str) -> list[list[str | int]]:
    return [
        [int(index) if index else key for index, key in _STEP.findall(way)]
        for way in path.split("|")
    ]


def _child(parent: Json, step: str | int) -> Json:
    if isinstance(parent, dict):
        return parent.get(step)
    if isinstance(parent, list) and isinstance(step, int) and step < len(parent):
        return parent[step]
    return None
