"""The report as SARIF 2.1.0, which code scanning services and editors read."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO
from urllib.parse import quote

import orjson

from dataprep.linter.selection import rule_named
from dataprep.records.source import STANDARD_INPUT

if TYPE_CHECKING:
    from dataprep.linter.finding import FileSummary, Finding, Report
    from dataprep.linter.rule import Rule

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
ROOT = "SRCROOT"
# What is hashed, and how: another way of hashing is another name.
IDENTITY = "dataprepContent/v1"


def write(report: Report, out: TextIO) -> None:
    """Write REPORT to OUT."""
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report)]}
    out.write(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode() + "\n")


def _run(report: Report) -> dict[str, Any]:
    codes = {code: index for index, code in enumerate(report.counts)}
    paths = {file.path: index for index, file in enumerate(report.files)}
    driver = {
        "name": "dataprep",
        # The package is on top of all floors, and its version is in it.
        "semanticVersion": import_module("dataprep").__version__,
        "rules": [_rule(rule_named(code), report.severities[code]) for code in codes],
    }
    return {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"uri": f"{Path.cwd().as_uri()}/"}},
        "artifacts": [_artifact(file) for file in report.files],
        "results": [
            _result(found, codes[found.code], paths[found.path]) for found in report.findings
        ],
        "properties": {"target": report.target, "counts": dict(report.counts)},
    }


def _rule(rule: Rule, level: str) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.title},
        "help": {"text": rule.cure or rule.title, "markdown": rule.page},
        "defaultConfiguration": {"level": level},
    }


def _artifact(file: FileSummary) -> dict[str, Any]:
    properties = {"bytes": file.bytes, "records": file.records}
    return {"location": _location(file.path), "mimeType": "text/jsonl", "properties": properties}


def _location(path: str) -> dict[str, Any]:
    """Return where PATH is: seen from the working folder where it lies below."""
    if path == STANDARD_INPUT:
        return {"description": {"text": "standard input"}}
    whole = Path(path).absolute()
    if not whole.is_relative_to(Path.cwd()):
        return {"uri": whole.as_uri()}
    return {"uri": quote(whole.relative_to(Path.cwd()).as_posix()), "uriBaseId": ROOT}


def _result(found: Finding, rule: int, artifact: int) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": _location(found.path) | {"index": artifact}}
    if found.line:
        place["region"] = _region(found)
    location: dict[str, Any] = {"physicalLocation": place}
    if found.pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": found.pointer, "kind": "value"}]
    return {
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": found.severity,
        "message": {"text": found.message},
        "locations": [location],
        "partialFingerprints": {IDENTITY: found.identity},
    }


def _region(found: Finding) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": found.line}
    if found.column:
        region["startColumn"] = found.column
    if found.column and (shown := found.excerpt):
        region |= {
            "endColumn": found.column + shown.characters,
            "byteOffset": found.offset,
            "byteLength": shown.bytes,
            "snippet": {"text": shown.marked},
        }
    return region
