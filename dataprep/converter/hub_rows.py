"""Rows of a data set on the Hub, streamed; the one owner of ``datasets``."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from dataprep.converter.table_rows import ROWS, Table
from dataprep.errors import SourceError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator


def hub_tables(
    name: str,
    *,
    config: str | None = None,
    split: str | None = None,
    data_files: str | None = None,
    revision: str | None = None,
) -> Iterator[Table]:
    """Give the rows of the data set NAME: its split SPLIT, or ``train``, or the only one there is.

    Raises:
        SourceError: it cannot be reached or read.
        UsageError: it has not this split, or several and none is named.
    """
    import datasets
    from datasets.exceptions import DatasetsError

    datasets.disable_progress_bars()
    # Each attempt to reach the Hub is logged; what goes wrong is said once, by us.
    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)
    try:
        splits = datasets.load_dataset(
            name, config, data_files=data_files, revision=revision, streaming=True
        )
        rows = splits[_chosen(name, list(splits), split)].with_format("arrow")
        for table in rows.iter(batch_size=ROWS):
            for batch in table.to_batches():
                yield Table(name, batch)
    except (OSError, ValueError, RuntimeError, DatasetsError) as error:
        reason = str(error).partition("\n")[0].rstrip(".")
        raise SourceError(
            f"{name}: {reason}\n"
            "Check the name, --config and the network; a gated data set needs HF_TOKEN."
        ) from error


def _chosen(name: str, there: list[str], split: str | None) -> str:
    if split is None and len(there) == 1:
        return there[0]
    wanted = split or "train"
    if wanted not in there:
        raise UsageError(f"{name}: choose a --split of {', '.join(there)}")
    return wanted
