"""Write docs/rules/ and the made part of docs/targets.md: generate_docs.py [--check]."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import targets

from dataprep.linter.page import page
from dataprep.linter.rule import Rule, rules

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "rules"
TARGETS = ROOT / "docs" / "targets.md"


def pages() -> dict[Path, str]:
    """Return what each file of docs/rules/ is to hold."""
    made = {FOLDER / f"{rule.name}.md": f"{page(rule)}\n" for rule in rules()}
    return made | {FOLDER / "README.md": "\n".join(index()), TARGETS: targets.page(TARGETS)}


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
