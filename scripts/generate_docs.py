"""Write the pages that are made from the code: python scripts/generate_docs.py [--check]."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import formats
import settings_reference
import targets

from dataprep.linter.finding import Safety
from dataprep.linter.page import page
from dataprep.linter.rule import Rule, rules
from dataprep.linter.testing import samples

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "rules"
FIXES = ROOT / "docs" / "fixes.md"
FORMATS = ROOT / "docs" / "formats.md"
TARGETS = ROOT / "docs" / "targets.md"


def pages() -> dict[Path, str]:
    """Return what each file that is made is to hold."""
    made = {FOLDER / f"{rule.name}.md": f"{page(rule)}\n" for rule in rules()}
    made |= {FOLDER / "README.md": "\n".join(index()), FIXES: "\n".join(fixes())}
    made |= {TARGETS: targets.page(TARGETS), FORMATS: formats.page()}
    return made | settings_reference.files()


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


def fixes() -> Iterator[str]:
    """Give the lines of the list of all fixes."""
    fixing = [rule for rule in rules() if rule.fixes]
    yield "# What `--fix` does\n"
    yield (
        "Made by `make docs`. `dataprep lint --fix FILE` makes the **safe** fixes: no reader could "
        "want the old record, and what a message says stays as it is. With `--unsafe-fixes` it "
        "makes the others too, which may not be wanted. `--diff` shows what would change and "
        "writes nothing. Only the edited places of a line change; every other line stays byte for "
        "byte, a file is whole at any moment, and fixing it again changes nothing.\n"
    )
    yield (
        "Line ends stay as they are: a carriage return before the line feed is white space in "
        "JSON, and OpenAI has trained on such a file. A new file is written beside the old one "
        "as `.NAME.….tmp` and takes its place. Only a process that is killed outright (SIGKILL, "
        "loss of power) leaves it there; no later run removes it, since on a shared disk nobody "
        "can tell it from the file of a process that still writes. Delete it by hand.\n"
    )
    yield f"{len(fixing)} rules fix. Which findings, and how safe it is, their pages say.\n"
    yield "| code | rule | safe | unsafe |\n|---|---|---|---|"
    for rule in fixing:
        safe, unsafe = (", ".join(titles(rule, safety)) for safety in Safety)
        yield f"| {rule.code} | [{rule.name}](rules/{rule.name}.md) | {safe} | {unsafe} |"
    yield ""


def titles(rule: Rule, safety: Safety) -> list[str]:
    """Return what the fixes of RULE that have SAFETY do, as its sample shows."""
    found = next(samples(ROOT / "samples" / "rules", only=rule.code)).findings()
    made = (one.fix.title for one in found if one.fix and one.fix.safety is safety)
    return list(dict.fromkeys(made))


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
