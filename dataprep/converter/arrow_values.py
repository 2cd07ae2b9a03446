"""Arrow arrays to Python values, without the nulls that Arrow fills objects up with.

All objects of a column have the same keys in Arrow: what one row does not say is null there.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

from dataprep.converter.block import Columns

if TYPE_CHECKING:
    from dataprep.records.record import Json


def columns(batch: Any) -> Columns:
    """Return the rows of BATCH, a record batch, with all of its columns."""
    named = zip(batch.schema.names, batch.columns, strict=True)
    return Columns({name: values(column) for name, column in named}, batch.num_rows)


def values(array: Any) -> list[Json]:
    """Return what ARRAY holds; an object within has only the keys that are not null."""
    from pyarrow import types

    if types.is_struct(array.type):
        return _objects(array)
    if types.is_list(array.type) or types.is_large_list(array.type):
        return _lists(array)
    found: list[Json] = array.to_pylist()
    return found


def _objects(array: Any) -> list[Json]:
    names = [field.name for field in array.type]
    columns = [values(column) for column in array.flatten()]
    filled = array.is_valid().to_pylist()
    if not columns:
        return [{} if there else None for there in filled]
    return [
        {name: cell for name, cell in zip(names, cells, strict=True) if cell is not None}
        if there
        else None
        for there, *cells in zip(filled, *columns, strict=True)
    ]


def _lists(array: Any) -> list[Json]:
    items = values(array.flatten())
    lengths = array.value_lengths().to_pylist()
    ends = accumulate((length or 0 for length in lengths), initial=0)
    return [
        None if length is None else items[start:end]
        for length, (start, end) in zip(lengths, pairwise(ends), strict=True)
    ]
