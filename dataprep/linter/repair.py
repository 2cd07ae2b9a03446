"""One file and what becomes of it: read once to see what changes, once more to have it.

A file whose form is at fault (an array, another encoding) is written anew beside first, and
its lines are mended there; so is what can be read only once.
"""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count, tee
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from dataprep.linter.edits import DropLine, Rewrite
from dataprep.linter.mend import Mended, mend
from dataprep.linter.rule import LintedFile
from dataprep.linter.table import Table
from dataprep.records.kind import Form
from dataprep.records.source import STANDARD_INPUT, Part, Source, lines, look, parts, stream

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dataprep.engines.engine import Engine
    from dataprep.linter.mend import Mending

    State = tuple[int, int]


@dataclass(slots=True)
class Repair:
    """What becomes of a file. GONE are those of its new lines that go.

    SOURCE is the ORIGINAL or, where its form was at fault, what was made of it. STATE is what
    the file's own `state` was before it was read; None for what is no file.
    """

    original: Source
    source: Source
    state: State | None
    plan: Mending
    engine: Engine
    fixed: Counter[str] = field(default_factory=Counter)
    gone: set[int] = field(default_factory=set)

    def new(self) -> Iterator[bytes]:
        """Give the new bytes of the file, line by line."""
        if self.source.kind.form is not Form.LINES:
            with stream(self.source) as whole:
                yield from whole
            return
        yield self.source.head[: self.source.kind.mark]
        for _, new in self.turned():
            yield from new

    def turned(self) -> Iterator[tuple[bytes, list[bytes]]]:
        """Give each line of the source, with its line end, and the lines that now stand for it."""
        number = count(1)
        for part, done in self._mended(keep=True):
            data = part.read()
            old = lines(data)
            for index, text in enumerate(old):
                end = b"\n" if index + 1 < len(old) or data.endswith(b"\n") else b""
                new = done.changed.get(index, [text])
                ended = [piece + b"\n" for piece in new[:-1]] + [piece + end for piece in new[-1:]]
                yield text + end, [piece for piece in ended if next(number) not in self.gone]

    def look_through(self) -> None:
        """See which fixes are made, and which of the new lines the rules about all records drop."""
        table, before = Table(), 0
        for _, done in self._mended(keep=False):
            self.fixed += done.fixed
            table.merge(done.table, before)
            before += done.lines
        for rule in self.plan.rules.dataset:
            for problem in rule.check(table, self.plan.context):
                fix = self.plan.fix(rule, problem)
                if fix and DropLine() in fix.edits and problem.line not in self.gone:
                    self.fixed[rule.code] += 1
                    self.gone.add(problem.line or 0)

    def _mended(self, *, keep: bool) -> Iterator[tuple[Part, Mended]]:
        mine, theirs = tee(parts(self.source))
        plan = self.plan.keeping(keep=keep)
        yield from zip(
            mine, self.engine.shares(mend, ((part, plan) for part in theirs)), strict=True
        )


@contextmanager
def repaired(path: str, engine: Engine, plan: Callable[[Source], Mending]) -> Iterator[Repair]:
    """Give what becomes of the file PATH. PLAN says how a source is mended."""
    before = state(path)
    source = look(path)
    with TemporaryDirectory() as room:
        if source.rest:
            with Path(room, "copy").open("wb") as file:
                file.write(source.head)
                copyfileobj(source.rest, file)
            source = look(str(Path(room, "copy")))
        repair = Repair(source, source, before, plan(source), engine)
        while _rewrite(repair, Path(room, str(len(repair.fixed)))):
            repair.plan = plan(repair.source)
        if repair.source.kind.form is Form.LINES:
            repair.look_through()
        yield repair


def state(path: str) -> State | None:
    """Return what changes when another program writes to the file PATH; None for no file."""
    if path == STANDARD_INPUT or not Path(path).is_file():
        return None
    status = Path(path).stat()
    return status.st_mtime_ns, status.st_size


def _rewrite(repair: Repair, new: Path) -> bool:
    """Write what the first fix of the whole file makes of it to NEW; say whether there is one."""
    source, plan = repair.source, repair.plan
    whole = LintedFile(source.path, source.kind, bytes=0, records=0, unreadable=0, training=True)
    for rule in plan.rules.file:
        for problem in rule.check(whole, plan.context):
            fix = plan.fix(rule, problem)
            for edit in fix.edits if fix and rule.code not in repair.fixed else ():
                if isinstance(edit, Rewrite) and _written(edit, source, new):
                    repair.fixed[rule.code] += 1
                    repair.source = look(str(new))
                    return True
    return False


def _written(edit: Rewrite, source: Source, new: Path) -> bool:
    """Write the file anew; say whether it is what it seemed: bytes that are no text may follow."""
    try:
        with stream(source) as old, new.open("wb") as file:
            file.writelines(edit.by(old))
    except UnicodeDecodeError:
        return False
    return True
