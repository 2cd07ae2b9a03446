"""The report as one page for a browser: nothing to load, and no script."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from dataprep.linter.reporters import counted, left_out
from dataprep.linter.reporters.text import place
from dataprep.linter.selection import rule_named
from dataprep.pages.page import page
from dataprep.records.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.excerpt import Excerpt
    from dataprep.linter.finding import Finding, Report

STYLE = Path(__file__).with_suffix(".css")
_CODE = re.compile(r"`([^`]+)`")


def write(report: Report, out: TextIO) -> None:
    """Write REPORT to OUT."""
    out.write(page(_title(report), _body(report), style=STYLE.read_text("utf-8")))


def _body(report: Report) -> Iterator[str]:
    yield "<header>\n<p>dataprep lint</p>"
    yield f"<h1>{_title(report)}</h1>"
    yield f"<p>Linted for <code>{_plain(report.target)}</code>.{_known(report)}</p>\n</header>"
    yield "<main>"
    yield from _files(report)
    yield from _rules(report)
    yield "</main>"


def _title(report: Report) -> str:
    if not report.counts:
        return "No findings"
    return f"{counted(report.errors, 'error')}, {counted(report.warnings, 'warning')}"


def _known(report: Report) -> str:
    return f" {report.known:,} more are in the baseline." if report.known else ""


def _files(report: Report) -> Iterator[str]:
    yield '<section aria-labelledby="files">\n<h2 id="files">Files</h2>\n<div class="wide"><table>'
    yield "<thead><tr><th>file<th>records<th>bytes</thead>\n<tbody>"
    for file in report.files:
        yield f"<tr><td>{_plain(file.path)}<td>{file.records:,}<td>{file.bytes:,}"
    yield "</tbody></table></div>\n</section>"


def _rules(report: Report) -> Iterator[str]:
    """Give a section for each rule that was broken: errors first, then the most frequent."""
    if not report.counts:
        return
    found: dict[str, list[Finding]] = {code: [] for code in report.counts}
    for each in report.findings:
        found[each.code].append(each)
    rest = left_out(report)
    yield '<section aria-labelledby="rules">\n<h2 id="rules">Findings</h2>'
    severities, counts = report.severities, report.counts
    for code in sorted(counts, key=lambda code: (severities[code], -counts[code], code)):
        rule = rule_named(code)
        yield f'<details class="{severities[code]}" open>'
        yield (
            f"<summary><b>{severities[code]}</b> {code} <strong>{_plain(rule.name)}</strong> "
            f"<span>{counts[code]:,}</span></summary>"
        )
        yield f"<p>{_prose(rule.title)} {_prose(rule.cure)}</p>\n<ul>"
        for each in found[code]:
            yield f"<li><code>{_plain(place(each))}</code> {_plain(each.message)}"
            if each.excerpt:
                yield _frame(each.excerpt)
        yield "</ul>"
        if code in rest:
            yield f"<p>… and {rest[code]:,} more</p>"
        yield f"<details><summary>About {code}</summary>\n{_about(rule.page)}</details>\n</details>"
    yield "</section>"


def _frame(shown: Excerpt) -> str:
    before, marked, after = map(_plain, (shown.before, shown.marked, shown.after))
    return f"<pre>{before}<mark>{marked}</mark>{after}</pre>"


def _about(text: str) -> str:
    """Return TEXT, of headings and paragraphs, as HTML."""
    blocks = (line for block in text.split("\n\n") for line in _blocks(block))
    return "\n".join(blocks)


def _blocks(block: str) -> Iterator[str]:
    if block.startswith("## "):
        heading, _, block = block.partition("\n")
        yield f"<h3>{_prose(heading.removeprefix('## '))}</h3>"
    if block:
        yield f"<p>{_prose(block)}</p>"


def _prose(text: str) -> str:
    return _CODE.sub(r"<code>\1</code>", escape(text))


def _plain(text: str) -> str:
    return escape(printable(text))
