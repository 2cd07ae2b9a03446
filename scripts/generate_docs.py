"""Write docs/rules/ and docs/formats.md from rules, definitions and their samples.

python scripts/generate_docs.py [--check]
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from dataprep.converter import definition
from dataprep.linter.page import page
from dataprep.linter.rule import Rule, rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.converter.definition import Definition

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "rules"
FORMATS = ROOT / "docs" / "formats.md"
SAMPLES = ROOT / "samples" / "converters"


def pages() -> dict[Path, str]:
    """Return what each generated file is to hold."""
    made = {FOLDER / f"{rule.name}.md": f"{page(rule)}\n" for rule in rules()}
    formats = "\n".join(format_pages())
    return made | {FOLDER / "README.md": "\n".join(index()), FORMATS: formats}


def index() -> Iterator[str]:
    """Give the lines of the list of all rules, family by family."""
    yield "# The rules\n"
    yield (
        "Made by `make docs` from the rules and their samples. An **error** is what a provider "
        "refuses, or what wastes or spoils the training; a **warning** is worth a look. "
        "`dataprep rule CODE` shows the same page. What providers answer, and which rule says it "
        "first: [server-messages.md](../server-messages.md).\n"
    )
    for heading, members in groupby(rules(), key=title):
        yield f"## {heading}\n"
        yield "| code | rule | severity | what it finds |\n|---|---|---|---|"
        yield from (row(rule) for rule in members)
        yield ""


def title(rule: Rule) -> str:
    """Return the heading of the family of RULE: what its package says of itself."""
    package = sys.modules[rule.check.__module__.rpartition(".")[0]]
    return (package.__doc__ or "").removesuffix(".")


def row(rule: Rule) -> str:
    """Return the line of RULE in the list."""
    severity = rule.severity if rule.default else f"{rule.severity}, off by default"
    return f"| {rule.code} | [{rule.name}]({rule.name}.md) | {severity} | {rule.title} |"


def format_pages() -> Iterator[str]:
    """Give the lines of the page on formats: a table, and an example of each."""
    known = [definition.built_in(name) for name in definition.names()]
    yield "# The formats\n"
    yield (
        "Made by `make docs` from `converters/` and `samples/converters/`. `convert` finds the "
        "format by the Hub id or by the columns; where several fit equally, it asks for `--from`. "
        "*Evidence* says where the columns were seen. To add one: CONTRIBUTING.md.\n"
    )
    yield "| format | shape | what it is |\n|---|---|---|"
    for one in known:
        yield f"| [{one.name}](#{one.name}) | {one.shape} | {one.title} |"
    yield ""
    for one in known:
        yield from format_page(one)


def format_page(known: Definition) -> Iterator[str]:
    """Give the lines on the format KNOWN."""
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


def main() -> None:
    """Write the files, or say which of them are not as they should be."""
    made = pages()
    stale = [path for path, text in made.items() if not path.exists() or path.read_text() != text]
    extra = sorted(set(FOLDER.glob("*.md")) - made.keys())
    if "--check" in sys.argv:
        if stale or extra:
            names = ", ".join(str(path.relative_to(ROOT)) for path in [*stale, *extra])
            sys.exit(f"not up to date: {names}; run `make docs`")
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in stale:
        path.write_text(made[path])
    for path in extra:
        path.unlink()


if __name__ == "__main__":
    main()
