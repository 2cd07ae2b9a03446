"""What of a bill is for things that findings are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.catalog.images import Tiles
from dataprep.estimator.report import Saving
from dataprep.estimator.wording import some
from dataprep.tokens import images

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.catalog.catalog import Model
    from dataprep.estimator.tally import Tally
    from dataprep.estimator.totals import Totals

# What takes less of the bill is not worth a line.
SMALLEST_SHARE = 0.01


def savings(
    model: Model, tally: Tally, totals: Totals, usd_per_token: float | None
) -> list[Saving]:
    """Return what a cure of each finding in TALLY would save, the most first.

    TOTALS are the tally's for MODEL; USD_PER_TOKEN is what a token of the file costs in all epochs.
    """
    found = []
    for finding, count, tokens, text in (
        *_duplicates(tally, totals),
        *_tools(tally, totals),
        *_prompts(totals),
        *_images(model, tally),
    ):
        share = tokens / totals.tokens
        if share >= SMALLEST_SHARE:
            usd = None if usd_per_token is None else tokens * usd_per_token
            said = text.format(share=f"{share:.0%}")
            found.append(Saving(finding, count, tokens, share, usd, said))
    return sorted(found, key=lambda saving: saving.tokens, reverse=True)


_Found = tuple[str, int, int, str]


def _duplicates(tally: Tally, totals: Totals) -> Iterator[_Found]:
    seen: set[int] = set()
    copies = tokens = 0
    for digest, length in zip(tally.digests, totals.lengths, strict=True):
        if digest in seen:
            copies += 1
            tokens += length
        seen.add(digest)
    if copies:
        text = f"{some(copies, 'repetition')} of other records: {{share}} of this run"
        yield "duplicate-record", copies, tokens, text


def _tools(tally: Tally, totals: Totals) -> Iterator[_Found]:
    idle = {name: use for name, use in totals.tools.items() if name not in tally.called}
    if idle:
        tokens = sum(use.tokens for use in idle.values())
        text = f"{some(len(idle), 'tool')} that no record calls: {{share}} of this run"
        yield "uncalled-tool", len(idle), tokens, text


def _prompts(totals: Totals) -> Iterator[_Found]:
    for records, tokens in totals.prompts.values():
        if records > 1:
            text = f"a {tokens // records:,}-token system prompt is {{share}} of this run"
            yield "repeated-system-prompt", records, tokens, text


def _images(model: Model, tally: Tally) -> Iterator[_Found]:
    if not isinstance(rule := model.images, Tiles):
        return
    count = tokens = 0
    for image, times in tally.images.items():
        more = images.tokens(image, rule).high - rule.low
        if more > 0:
            count += times
            tokens += more * times
    if count:
        text = f"{some(count, 'image')} not at detail low: {{share}} of this run"
        yield "image-detail", count, tokens, text
