"""The SARIF report against the official schema of SARIF 2.1.0.

The schema is OASIS's and not in this checkout: it comes with the source of a package from PyPI,
fetched once.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from conftest import GOLDEN
from dataprep.linter import reporters
from dataprep.linter.lint import lint
from dataprep.linter.testing import Sample, samples
from dataprep.resources import folder

pytestmark = pytest.mark.contract

BUILD = Path(__file__).parents[2] / "build" / "sarif"
PACKAGE, SCHEMA = "sarif-pydantic==0.6.2", "sarif-schema-2.1.0.json"


@pytest.fixture(scope="session")
def validator() -> jsonschema.Draft7Validator:
    """The official schema, which says what a date and a URI are too."""
    if not (BUILD / SCHEMA).exists():
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary=:all:"]
        subprocess.run([*pip, "--dest", BUILD, PACKAGE], check=True)
        (archive,) = BUILD.glob("*.tar.gz")
        with tarfile.open(archive) as packed:
            (name,) = (name for name in packed.getnames() if name.endswith(SCHEMA))
            file = packed.extractfile(name)
            assert file
            (BUILD / SCHEMA).write_bytes(file.read())
    schema = json.loads((BUILD / SCHEMA).read_text("utf-8"))
    return jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())


def faults(validator: jsonschema.Draft7Validator, document: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]


def test_the_golden_report_is_valid(validator: jsonschema.Draft7Validator) -> None:
    document = json.loads((GOLDEN / "reporters" / "report.sarif").read_text("utf-8"))

    assert faults(validator, document) == []


def test_the_schema_refuses_what_is_no_report(validator: jsonschema.Draft7Validator) -> None:
    document = json.loads((GOLDEN / "reporters" / "report.sarif").read_text("utf-8"))
    document["runs"][0]["results"][0]["level"] = "fatal"

    assert len(faults(validator, document)) == 1


@pytest.mark.parametrize(
    "sample",
    [s for s in samples(Path(str(folder("samples/rules")))) if s.name == "bad"],
    ids=lambda sample: sample.code,
)
def test_the_findings_of_every_rule_are_valid(
    validator: jsonschema.Draft7Validator, sample: Sample
) -> None:
    report = lint([str(sample.path)], **sample.options)
    out = io.StringIO()

    reporters.write(report, out, "sarif")

    assert faults(validator, json.loads(out.getvalue())) == []
