"""How the passport of files looks in a terminal, and as JSON."""

from __future__ import annotations

import textwrap
from collections import Counter
from typing import TYPE_CHECKING, Any, TextIO

from dataprep.linter.passport import Verdict
from dataprep.linter.reporters import json
from dataprep.linter.selection import rule_named
from dataprep.records.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dataprep.linter.passport import Passport, Stamp

WIDTH = 79
# Kinds of errors that are shown of a target, and lines that are named of each.
SHOWN = 5
LINES = 5


def write(passport: Passport, out: TextIO) -> None:
    """Write PASSPORT to OUT as a person reads it."""
    files = passport.stamps[0].report.files
    for file in files:
        noun = "record" if file.records == 1 else "records"
        out.write(f"{printable(file.path)}: {file.records:,} {noun}, {file.bytes:,} bytes\n")
    for stamp in passport.stamps:
        out.write(f"\n{stamp.report.target:<14}  {stamp.verdict}\n")
        for line in _lines(stamp, several=len(files) > 1):
            filled = textwrap.fill(
                printable(line), WIDTH, initial_indent="  ", subsequent_indent="    "
            )
            out.write(filled + "\n")
    counted = Counter(stamp.verdict for stamp in passport.stamps)
    named = ", ".join(f"{counted[each]} {each}" for each in Verdict if counted[each])
    out.write(f"\n{len(passport.stamps)} targets: {named}\n")


def document(passport: Passport) -> dict[str, Any]:
    """Return PASSPORT as ``dataprep/passport`` describes it."""
    return {
        "version": 1,
        "targets": [
            {
                "verdict": stamp.verdict,
                "fixes": _counts(stamp.fixes),
                "hidden": _counts(stamp.hidden),
                "report": json.document(stamp.report),
            }
            for stamp in passport.stamps
        ],
    }


def _counts(counts: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        {"code": code, "name": rule_named(code).name, "count": count}
        for code, count in counts.items()
    ]


def _lines(stamp: Stamp, *, several: bool) -> Iterator[str]:
    """Give what `--fix` undoes, or what is wrong and what else would be after it."""
    if stamp.fixes:
        yield from _named(stamp.fixes)
        return
    yield from _errors(stamp, several=several)
    if stamp.hidden:
        yield f"and once this is fixed: {', '.join(_named(stamp.hidden))}"


def _named(counts: Mapping[str, int]) -> Iterator[str]:
    yield from (f"{code} {rule_named(code).name} ({count:,})" for code, count in counts.items())


def _errors(stamp: Stamp, *, several: bool) -> Iterator[str]:
    """Give one line for each kind of error: how many, what the first one says, and where."""
    by_code = {found.code: found for found in reversed(stamp.errors)}
    codes = sorted(by_code)
    for code in codes[:SHOWN]:
        first = by_code[code]
        here = [found for found in stamp.errors if found.code == code and found.path == first.path]
        lines = list(dict.fromkeys(str(found.line) for found in here if found.line))
        more = stamp.report.counts[code] > len(here) or len(lines) > LINES
        word = "line" if len(lines) == 1 else "lines"
        place = f", {word} {', '.join(lines[:LINES])}{', …' if more else ''}" if lines else ""
        where = f" in {first.path}" if several else ""
        yield f"{code} {first.name} ({stamp.report.counts[code]:,}{where}{place}): {first.message}"
    if len(codes) > SHOWN:
        yield f"and {', '.join(codes[SHOWN:])}; see `dataprep lint --target {stamp.report.target}`"
