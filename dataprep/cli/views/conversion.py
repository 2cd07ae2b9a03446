"""How a conversion looks in a terminal, and as JSON."""

from __future__ import annotations

import shlex
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.converter.report import ConvertReport


def text(report: ConvertReport) -> str:
    """Return the summary of REPORT for a person."""
    return "\n".join(_lines(report))


def document(report: ConvertReport) -> dict[str, Any]:
    """Return REPORT as ``dataprep/convert-report`` describes it."""
    fields = asdict(report)
    del fields["unknown_roles"]
    return {"version": 1, **fields}


def nothing(report: ConvertReport) -> str:
    """Return what to say of REPORT, which has no records."""
    advice = "Keep the rows with the reasons by --rejects FILE, or name another format by --from."
    if all(one.startswith("not-for-") or one.endswith("-not-offered") for one in report.rejected):
        advice = "They are for another method than the target's: name another one by --target."
    return f"none of {_count(report.rows, 'row')} became a record, so nothing is written\n{advice}"


def _lines(report: ConvertReport) -> Iterator[str]:
    yield f"{report.format}: {_count(report.rows, 'row')} -> {_count(report.records, 'record')}"
    named = [("rejected", report.rejected), ("changed", report.changed)]
    counted = [(word, reason, n) for word, counts in named for reason, n in counts.items()]
    counted += [("written", output.path, output.records) for output in report.files]
    width = max(len(str(n)) for _, _, n in counted)
    for word, reason, n in counted:
        yield f"  {word:<8}  {n:>{width}}  {reason}"
    for name, n in report.unknown_roles.items():
        option = shlex.quote(f"{name}=ROLE") if name.isprintable() else "NAME=ROLE"
        yield f"  unknown speaker {name!r} in {_count(n, 'row')}; map it with --role {option}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
