"""The page of a rule, in Markdown: what `dataprep rule CODE` shows and `docs/rules/` holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dataprep.linter.testing import Sample, samples
from dataprep.records.printable import printable
from dataprep.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.finding import Finding
    from dataprep.linter.rule import Rule

# How much of an example is shown.
LINES = 12
WIDTH = 200


def page(rule: Rule) -> str:
    """Return the page of RULE, with an example and what the linter says of it."""
    return "\n\n".join([f"# {rule.name} ({rule.code})", _facts(rule), rule.page, *_example(rule)])


def _facts(rule: Rule) -> str:
    facts = [f"**{rule.severity}**"]
    if rule.targets:
        facts.append(f"for {', '.join(f'`{target}`' for target in sorted(rule.targets))}")
    if not rule.default:
        facts.append(f"off by default: `--extend-select {rule.name}` switches it on")
    return " · ".join(facts)


def _example(rule: Rule) -> Iterator[str]:
    for sample in samples(Path(str(folder("samples/rules"))), only=rule.code):
        if sample.name == "bad":
            yield "## Example"
            yield f"````text\n{_shown(sample)}\n````"
            yield "\n".join(f"- {_said(found)}" for found in sample.findings()[:LINES])


def _shown(sample: Sample) -> str:
    text = sample.path.read_bytes()[: LINES * WIDTH * 4].decode("utf-8", "replace")
    lines = [printable(line) for line in text.split("\n")[:LINES]]
    return "\n".join(f"{line[:WIDTH]}{'…' * (len(line) > WIDTH)}" for line in lines).rstrip()


def _said(found: Finding) -> str:
    place = [
        f"{word} {number}"
        for word, number in (("line", found.line), ("column", found.column))
        if number is not None
    ]
    return f"{', '.join(place) or 'the file'}: {printable(found.message)}"
