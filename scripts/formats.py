"""The page on the formats that are converted: a table, and an example of each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dataprep.converter import definition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.converter.definition import Definition

SAMPLES = Path(__file__).parents[1] / "samples" / "converters"


def page() -> str:
    """Return the page, from the definitions and their samples."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    known = [definition.built_in(name) for name in definition.names()]
    yield "# The formats\n"
    yield (
        "Made by `make docs` from `converters/` and `samples/converters/`. `convert` finds the "
        "format by the Hub id or by the columns; where several fit equally, it asks for `--from`. "
        "*Evidence* says where the columns were seen. To add one: CONTRIBUTING.md.\n"
    )
    yield (
        "Pairs about images (`openbmb/RLAIF-V-Dataset`, `HuggingFaceH4/rlaif-v_formatted`, RLHF-V, "
        "VLFeedback) are not read: the preference records of all targets are text alone.\n"
    )
    yield "| format | shape | what it is |\n|---|---|---|"
    for one in known:
        yield f"| [{one.name}](#{one.name}) | {one.shape} | {one.title} |"
    yield ""
    for one in known:
        yield from _section(one)


def _section(known: Definition) -> Iterator[str]:
    yield f"## {known.name}\n\n{known.title}.\n"
    for hub in known.hub:
        configs = ", ".join(known.configs.get(hub, ()))
        yield f"- `{hub}`" + (f" ({configs})" if configs else "")
    yield f"- shape: {known.shape}"
    yield f"- licence: {known.license}"
    yield f"- evidence: {known.evidence}"
    yield f"- source: <{known.source}>\n"
    rows, records = (
        (SAMPLES / known.name / f"{side}.jsonl").read_text("utf-8").splitlines()
        for side in ("input", "expected")
    )
    # Where rows belong together, one of them alone says nothing.
    shown = len(rows) if known.group and len(rows) == 2 else 1
    example = "\n".join([*rows[:shown], records[0]])
    yield f"```json\n{example}\n```\n"
