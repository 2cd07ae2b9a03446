"""DP459: images whose cost is left open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import dataset_rule
from dataprep.linter.table import each_beyond

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.rule import Context
    from dataprep.linter.table import Table
    from dataprep.records.record import Record


@each_beyond(0)
def images_without_detail(record: Record) -> int:
    """Return how many images of RECORD leave open how closely they are looked at."""
    unset = 0
    for message in record.value.get("messages", ()):
        if isinstance(message.get("content"), list):
            for part in message["content"]:
                unset += part["type"] == "image_url" and "detail" not in part["image_url"]
    return unset


@dataset_rule("DP459", Severity.WARNING, numbers=[images_without_detail])
def unset_image_detail(table: Table, context: Context) -> Iterator[Problem]:
    """Images have no `detail`.

    ## Why
    The provider then chooses "auto", which for most images is "high": up to 1,105 tokens for a
    photograph, where "low" is always 85. That is the most of what such a file costs.

    ## What to do
    Set `detail` to "low" where a coarse picture is enough, else to "high".
    """
    unset = sum(table.numbers(images_without_detail))
    rows = [row for row, number in enumerate(table.numbers(images_without_detail)) if number]
    if rows:
        message = f"{unset:,} {'images have' if unset > 1 else 'image has'} no 'detail'"
        yield Problem("", f"{message}: 85 tokens each or up to 1,105", line=table.lines[rows[0]])
