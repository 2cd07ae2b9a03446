"""Rows of a data set on the Hub, streamed; the one owner of ``datasets``."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from dataprep.converter.table_rows import ROWS, Table
from dataprep.errors import SourceError, TruncatedSource, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 300
_COMMIT = re.compile(r"@([0-9a-f]{40})/")


def hub_tables(
    name: str,
    *,
    config: str | None = None,
    split: str | None = None,
    data_files: str | None = None,
    revision: str | None = None,
) -> Iterator[Table]:
    """Give the rows of the data set NAME: its split SPLIT, or ``train``, or the only one there is.

    A token for data sets that are not public is taken from the environment, as HF_TOKEN.

    Raises:
        TruncatedSource: reading it fails after some rows, which are whole.
        SourceError: it cannot be reached or read.
        UsageError: it has not this split, or several and none is named.
    """
    import datasets
    from datasets.exceptions import DatasetsError

    datasets.disable_progress_bars()
    # Each attempt and each fault is logged; what goes wrong is said once, by us.
    for name_of_log in ("datasets", "huggingface_hub"):
        logging.getLogger(name_of_log).setLevel(logging.CRITICAL)
    read = 0
    try:
        builder = datasets.load_dataset_builder(
            name, config, data_files=data_files, revision=revision
        )
        splits = builder.as_streaming_dataset()
        rows = splits[_chosen(name, list(splits), split)].with_format("arrow")
        commit = commit_of(str(builder.config.data_files))
        for table in rows.iter(batch_size=ROWS):
            for batch in table.to_batches():
                read += batch.num_rows
                yield Table(name, batch, commit)
    except (OSError, ValueError, RuntimeError, DatasetsError) as error:
        fault = TruncatedSource if read else SourceError
        raise fault(f"{name}: {_said(error)}") from error


def commit_of(files: str) -> str | None:
    """Return the commit that the names of FILES on the Hub hold."""
    found = _COMMIT.search(files)
    return found[1] if found else None


def _said(error: Exception) -> str:
    """Return what happened, and what a person can do about it."""
    from datasets.exceptions import DatasetNotFoundError

    text = " ".join(str(error).split()).rstrip(".")
    match error:
        case DatasetNotFoundError() if "gated" in text:
            do = "Ask for access on its page, and set HF_TOKEN."
        case DatasetNotFoundError():
            do = "Check the name and --revision; a private data set needs HF_TOKEN."
        case ConnectionError():
            do = "Check the network; a file of this machine is named by its path."
        case RuntimeError() if "scripts" in text:
            do = "The Hub may have made Parquet of it: try --revision refs/convert/parquet."
        case _:
            do = "Check --config and --data-files, or fetch its files and name them."
    return f"{text[:LONGEST]}\n{do}"


def _chosen(name: str, there: list[str], split: str | None) -> str:
    if split is None and len(there) == 1:
        return there[0]
    wanted = split or "train"
    if wanted not in there:
        raise UsageError(f"{name}: choose a --split of {', '.join(there)}")
    return wanted
