"""The page of a rule, in Markdown: what `dataprep rule CODE` shows and `docs/rules/` holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dataprep.catalog.catalog import provider, providers
from dataprep.linter.finding import Safety
from dataprep.linter.testing import Sample, samples
from dataprep.records.printable import printable
from dataprep.resources import folder

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from dataprep.linter.finding import Finding
    from dataprep.linter.rule import Rule

# How much of an example is shown: its first lines and those with a finding, and so many
# characters of a line.
FIRST = 6
WIDTH = 900
ENDS = WIDTH // 2


def page(rule: Rule) -> str:
    """Return the page of RULE, with an example and what the linter says of it."""
    return "\n\n".join([f"# {rule.name} ({rule.code})", _facts(rule), rule.page, *_example(rule)])


def _facts(rule: Rule) -> str:
    facts = [f"**{rule.severity}**"]
    for severity, names in _elsewhere(rule).items():
        facts.append(f"**{severity}** for {', '.join(f'`{name}`' for name in names)}")
    if rule.targets:
        facts.append(f"for {', '.join(f'`{target}`' for target in sorted(rule.targets))}")
    if not rule.default:
        facts.append(f"off by default: `--extend-select {rule.name}` switches it on")
    return " · ".join(facts)


def _elsewhere(rule: Rule) -> dict[str, list[str]]:
    """Return the providers for which RULE has another severity, by that one."""
    found: dict[str, list[str]] = {}
    for name in providers():
        severity = provider(name).records.severities.get(rule.name, rule.severity)
        if severity != rule.severity:
            found.setdefault(severity, []).append(name)
    return found


def _example(rule: Rule) -> Iterator[str]:
    for sample in samples(Path(str(folder("samples/rules"))), only=rule.code):
        if sample.name == "bad":
            findings = sample.findings()
            yield "## Example"
            yield from _files(sample, findings)
            yield f"{_reported(sample)}:"
            yield _block(_said(found, sample) for found in findings)
            if rule.fixes:
                unsafe = any(f.fix and f.fix.safety is Safety.UNSAFE for f in findings)
                yield f"With `--fix{' --unsafe-fixes' if unsafe else ''}`:"
                yield _block(_changed(sample))


def _files(sample: Sample, findings: Collection[Finding]) -> Iterator[str]:
    """Give the files of SAMPLE; they are named where there are two."""
    paths = [str(sample.path)]
    if other := sample.options.get("validation"):
        paths.append(other)
    for path in paths:
        readable = path.endswith(".jsonl")
        if len(paths) > 1:
            yield f"`{Path(path).name}`" + (":" if readable else ", which is not shown here.")
        if readable:
            at = [found.line for found in findings if found.path == path and found.line]
            yield _block(_shown(Path(path).read_bytes(), at))


def _shown(data: bytes, at: Collection[int]) -> Iterator[str]:
    """Give the first lines of DATA and those with the numbers AT, and say what is left out."""
    lines = data.decode("utf-8", "backslashreplace").removesuffix("\n").split("\n")
    before = 0
    for number in sorted({*range(1, min(FIRST, len(lines)) + 1), *at}):
        yield from _gap(before, number)
        yield _narrow(printable(lines[number - 1]))
        before = number
    yield from _gap(before, len(lines) + 1)


def _changed(sample: Sample) -> Iterator[str]:
    """Give the lines that fixes make of SAMPLE where they are new, else all that are left."""
    old = sample.path.read_bytes().split(b"\n")
    new = sample.path.with_name("fixed.jsonl").read_bytes().split(b"\n")
    changed = [line for line in new if line not in old] or new
    return _shown(b"\n".join(changed), ())


def _gap(before: int, after: int) -> Iterator[str]:
    match after - before:
        case 1:
            return
        case 2:
            yield f"… (line {before + 1})"
        case _:
            yield f"… (lines {before + 1} to {after - 1})"


def _narrow(line: str) -> str:
    return line if len(line) <= WIDTH else f"{line[:ENDS]} … {line[-ENDS:]}"


def _reported(sample: Sample) -> str:
    """Say under which options of `lint` the findings of SAMPLE are reported."""
    words = "Reported"
    for option in ("target", "model"):
        if value := sample.options.get(option):
            words += f" with `--{option} {value}`"
    if day := sample.options.get("today"):
        words += f" on {day}"
    return words


def _said(found: Finding, sample: Sample) -> str:
    place = [
        f"{word} {number}"
        for word, number in (("line", found.line), ("column", found.column))
        if number is not None
    ]
    if found.path != str(sample.path):
        place.insert(0, Path(found.path).name)
    message = found.message.replace(f"{sample.path.parent}/", "")
    return f"{', '.join(place) or 'the file'}: {printable(message)}"


def _block(lines: Iterator[str]) -> str:
    text = "\n".join(lines)
    return f"````text\n{text}\n````"
