"""The stage: files to files in which the linter finds less, or to what would change in them."""

from __future__ import annotations

import inspect
import os
from collections import Counter
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, BinaryIO

from dataprep.engines.engine import engine as engines
from dataprep.errors import SinkError, SourceError
from dataprep.linter.choice import choice
from dataprep.linter.difference import unified
from dataprep.linter.lint import context_of, lint
from dataprep.linter.mend import Mending
from dataprep.linter.repair import Repair, repaired, state
from dataprep.linter.rule import rules
from dataprep.records.kind import Form
from dataprep.records.sink import written
from dataprep.records.source import STANDARD_INPUT, files, opened, stream

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from dataprep.linter.difference import Change
    from dataprep.linter.finding import Report
    from dataprep.records.source import Source

# What `lint` takes to choose rules and to set them.
CHOICE = inspect.signature(choice).parameters.keys()


def fix(
    paths: str | Sequence[str], *, unsafe: bool = False, validation: str | None = None, **given: Any
) -> Report:
    """Fix the files PATHS, and VALIDATION, in place, and say what is still to be found in them.

    A file is written only where something changes, and is whole at any moment. Of ``-`` the
    fixed text goes to standard output. UNSAFE fixes are made where they are asked for. What
    else is GIVEN is as `lint` takes it.

    Raises:
        SourceError: a file cannot be read, or was written by another program meanwhile.
        SinkError: a file cannot be written.
    """
    repair_of = _repairer(unsafe=unsafe, **given)
    fixed: Counter[str] = Counter()
    with TemporaryDirectory() as room:
        # Of standard input, which can be read once, a copy is linted in the end.
        copy = str(Path(room, "copy.jsonl"))
        for path in _all(paths, validation):
            _check_replaceable(path)
            with repair_of(path) as repair:
                if path == STANDARD_INPUT:
                    _write(repair, copy)
                    with opened(copy) as whole, written(path) as out:
                        copyfileobj(whole, out)
                elif repair.fixed:
                    _check_writable(path)
                    _write(repair, path)
                fixed += repair.fixed
        copies = {STANDARD_INPUT: copy}
        report = lint(paths, validation=validation, copies=copies, **given)
    return replace(report, fixed=fixed.total())


def outlook(
    paths: str | Sequence[str], *, validation: str | None = None, **given: Any
) -> tuple[Report, Counter[str]]:
    """Return what would still be found after `fix`, and how many fixes of each rule it would make.

    Nothing is written but copies that go again. The arguments are those of `fix`.
    """
    repair_of = _repairer(unsafe=False, **given)
    fixed: Counter[str] = Counter()
    copies = {}
    with TemporaryDirectory() as room:
        for number, path in enumerate(_all(paths, validation)):
            with repair_of(path) as repair:
                if repair.fixed:
                    copies[path] = str(Path(room, f"{number}{Path(path).suffix}"))
                    _write(repair, copies[path])
                fixed += repair.fixed
        return lint(paths, validation=validation, copies=copies, **given), fixed


def diff(
    paths: str | Sequence[str],
    out: BinaryIO,
    *,
    unsafe: bool = False,
    validation: str | None = None,
    **given: Any,
) -> int:
    """Write to OUT what `fix` would change, as a unified diff; return the number of fixes."""
    repair_of = _repairer(unsafe=unsafe, **given)
    fixed: Counter[str] = Counter()
    for path in _all(paths, validation):
        with repair_of(path) as repair:
            if repair.original.kind.form is Form.WIDE and repair.fixed:
                out.write(f"Binary files {path} and {path} differ\n".encode())
            elif repair.fixed:
                out.writelines(unified(path, _changes(repair)))
            fixed += repair.fixed
    return fixed.total()


def _all(paths: str | Sequence[str], validation: str | None) -> list[str]:
    return [*files(paths), *([validation] if validation else [])]


def _repairer(
    *,
    unsafe: bool,
    target: str = "openai",
    jobs: int | None = 1,
    engine: str = "local",
    **given: Any,
) -> Callable[[str], AbstractContextManager[Repair]]:
    """Return what gives what becomes of a file, linted as GIVEN."""
    chosen = choice(**{name: given[name] for name in CHOICE & given.keys()})
    fixing = {rule.code for rule in rules() if rule.fixes}
    worker = engines(engine, jobs=jobs)

    def repair(path: str) -> AbstractContextManager[Repair]:
        codes = chosen.codes_for(path) & fixing

        def plan(source: Source) -> Mending:
            context = context_of(source, target, model=given.get("model"), today=given.get("today"))
            return Mending(context, codes, unsafe, chosen.overrides)

        return repaired(path, worker, plan)

    return repair


def _check_replaceable(path: str) -> None:
    """Raise SourceError for a pipe, which cannot be written back and can be read only once."""
    if path != STANDARD_INPUT and Path(path).exists() and not Path(path).is_file():
        raise SourceError(f"{path}: not a file, cannot be fixed in place; give its text to `-`")


def _check_writable(path: str) -> None:
    """Raise SinkError for a file that may not be written: another could still take its place."""
    if not os.access(path, os.W_OK):
        raise SinkError(f"{path}: is read-only; make it writable, or give its text to `-`")


def _write(repair: Repair, path: str) -> None:
    """Write the new file to PATH, unless another program wrote to the old one meanwhile."""
    with written(path, force=True) as out:
        out.writelines(repair.new())
        original = repair.original.path
        if repair.state not in (None, state(original)):
            raise SourceError(
                f"{original}: changed while it was being fixed; run the command again"
            )


def _changes(repair: Repair) -> Iterator[Change]:
    """Give the lines of a file with those that stand for them now."""
    if repair.original is repair.source:
        yield from (((old,), new) for old, new in repair.turned())
        return
    with stream(repair.original) as old_lines:
        for old, new in zip_longest(old_lines, repair.new()):
            yield [old] if old else [], [new] if new else []
