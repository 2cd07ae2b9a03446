"""The report as JUnit XML, which GitLab, Jenkins and others show as failed tests.

A file is a suite, each rule that it breaks a failed case; a file without findings is a case
that passed.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, TextIO
from xml.etree import ElementTree as ET

from dataprep.linter.reporters import in_words
from dataprep.linter.reporters.text import place
from dataprep.linter.selection import rule_named
from dataprep.records.printable import printable

if TYPE_CHECKING:
    from dataprep.linter.finding import Finding, Report

# The suite of the findings that are counted and not listed.
REST = "more findings"


def write(report: Report, out: TextIO) -> None:
    """Write REPORT to OUT."""
    root = ET.Element("testsuites", name="dataprep")
    found: dict[str, list[Finding]] = {file.path: [] for file in report.files}
    for each in report.findings:
        found[each.path].append(each)
    for path, findings in found.items():
        _add_suite(root, path, sorted(findings, key=lambda each: each.code))
    rest = in_words(report)
    if rest:
        suite = ET.SubElement(root, "testsuite", name=REST)
        for code, said in rest.items():
            case = _add_case(suite, REST, f"{code} {rule_named(code).name}")
            ET.SubElement(case, "failure", type=report.severities[code], message=said).text = said
    for suite in root:
        suite.set("tests", str(len(suite)))
        suite.set("failures", str(len(suite.findall("*/failure"))))
    for key in ("tests", "failures"):
        root.set(key, str(sum(int(suite.get(key, 0)) for suite in root)))
    ET.indent(root)
    xml = ET.tostring(root, encoding="unicode")
    out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n{xml}\n')


def _add_suite(root: ET.Element, path: str, findings: list[Finding]) -> None:
    name = printable(path)
    suite = ET.SubElement(root, "testsuite", name=name)
    for (code, rule), group in groupby(findings, key=lambda found: (found.code, found.name)):
        first, *others = found = list(group)
        said = f"{len(found)} times {rule}" if others else printable(first.message)
        case = _add_case(suite, name, f"{code} {rule}", line=first.line)
        failure = ET.SubElement(case, "failure", type=first.severity, message=said)
        failure.text = "\n".join(printable(f"{place(each)}: {each.message}") for each in found)
    if not findings:
        _add_case(suite, name, "lint")


def _add_case(suite: ET.Element, file: str, name: str, *, line: int | None = None) -> ET.Element:
    case = ET.SubElement(suite, "testcase", classname=file, name=name)
    if line:
        case.set("line", str(line))
    return case
