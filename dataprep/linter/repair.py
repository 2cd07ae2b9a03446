"""One file and what becomes of it: read once to see what changes, once more to have it.

A file whose form is at fault (an array, another encoding) is written anew beside first, and
its lines are mended there; so is what can be read only once, and a file whose form is another
once its lines are mended.
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

from dataprep.linter.edits import DropLine
from dataprep.linter.mend import Mended, mend
from dataprep.linter.rewrite import rewrite
from dataprep.linter.rule import LintedFile
from dataprep.linter.table import Table
from dataprep.records.kind import Form, Kind, kind_of
from dataprep.records.source import (
    HEAD_BYTES,
    STANDARD_INPUT,
    Part,
    Source,
    lines,
    look,
    parts,
    stream,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dataprep.engines.engine import Engine
    from dataprep.linter.mend import Mending

    State = tuple[int, int]

# A file that is still of another form after so many times has fixes that undo each other.
FORMS = 20


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
        if mark := self.source.head[: self.source.kind.mark]:
            yield mark
        for _, new in self.turned():
            yield from new

    def kind(self) -> Kind:
        """Return what the new file is: without its first lines, the others may read as an array."""
        if self.source.kind.form is not Form.LINES:
            return self.source.kind
        plan = self.plan.keeping(keep=True)
        few = ((part, mend((part, plan))) for part in parts(self.source, size=HEAD_BYTES))
        head = self.source.head[: self.source.kind.mark]
        for _, new in self._turned(few):
            head += b"".join(new)
            if len(head) >= HEAD_BYTES:
                break
        return kind_of(head, whole=len(head) < HEAD_BYTES)

    def follow(self, new: Path, plan: Callable[[Source], Mending]) -> None:
        """Go on with the file NEW, which PLAN says how to mend."""
        self.source = look(str(new))
        self.plan = plan(self.source)
        self.gone.clear()

    def turned(self) -> Iterator[tuple[bytes, list[bytes]]]:
        """Give each line of the source, with its line end, and the lines that now stand for it."""
        return self._turned(self._mended(keep=True))

    def _turned(self, mended: Iterable[tuple[Part, Mended]]) -> Iterator[tuple[bytes, list[bytes]]]:
        number = count(1)
        for part, done in mended:
            data = part.read()
            old = lines(data)
            for index, text in enumerate(old):
                end = b"\n" if index + 1 < len(old) or data.endswith(b"\n") else b""
                new = done.changed.get(index, [text])
                ended = [piece + b"\n" for piece in new[:-1]] + [piece + end for piece in new[-1:]]
                yield text + end, [piece for piece in ended if next(number) not in self.gone]

    def look_through(self) -> None:
        """See which fixes are made, and which of the new lines the rules about all records drop."""
        if self.source.kind.form is not Form.LINES:
            return
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
        for number in range(FORMS):
            new = Path(room, str(number))
            if not _rewrite(repair, new):
                repair.look_through()
                if not repair.fixed or repair.kind() == repair.source.kind:
                    break
                with new.open("wb") as file:
                    file.writelines(repair.new())
            repair.follow(new, plan)
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
            with new.open("wb") as file:
                helps = rewrite(plan.fix(rule, problem), source, file)
            if helps:
                repair.fixed[rule.code] += 1
                return True
    return False
