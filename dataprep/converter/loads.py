"""Sources to loads: their batches, each with the reader of the format that its source has."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from dataprep.converter import definition as definitions
from dataprep.converter.detect import detected
from dataprep.converter.group import grouped
from dataprep.converter.picking import Load
from dataprep.converter.rows import located, opened, sample, size
from dataprep.converter.table_rows import Table
from dataprep.errors import TruncatedSource, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dataprep.converter.definition import Definition
    from dataprep.converter.rows import Batch, Reading

AUTO = "auto"


@dataclass(slots=True)
class Sources:
    """The sources of one conversion, and what is learned of them as they are read.

    FORMAT, or the file DEFINITION, says how all of them are read; if neither does, each source
    is looked at by itself. FORMATS gets the definition of each source that has rows, FILES what
    was read of each, and REVISIONS the commit of one on the Hub. Where a file ends too early,
    FAULTS gets the error, and the next file follows. NOTES say which rows do not fit what was
    chosen.
    """

    reading: Reading
    format: str = AUTO
    definition: str | None = None
    roles: Mapping[str, str] | None = None
    progress: Callable[[int], None] | None = None
    formats: dict[str, Definition] = field(default_factory=dict)
    files: dict[str, list[str]] = field(default_factory=dict)
    revisions: dict[str, str] = field(default_factory=dict)
    faults: list[TruncatedSource] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def loads(self, source: str) -> Iterator[Load]:
        """Give the batches of SOURCE: a file, a folder of files, or a Hub id."""
        coming = self._batches(source)
        first = next(coming, None)
        if first is None:
            return
        chosen = self._definition(first)
        self.formats[source] = chosen
        if isinstance(first, Table) and first.revision:
            self.revisions[source] = first.revision
        readers = (chosen.bound(roles=self.roles),)
        batches = chain([first], coming)
        group = chosen.grouping()
        for batch in grouped(batches, group) if group else batches:
            yield Load(batch, readers)

    @property
    def format_name(self) -> str:
        """The name of the format, or the names where there are several."""
        return ", ".join(dict.fromkeys(known.name for known in self.formats.values()))

    def _batches(self, source: str) -> Iterator[Batch]:
        self.files[source] = []
        for path in located(source):
            self.files[source].append(path)
            try:
                for batch in opened(path, self.reading):
                    if self.progress:
                        self.progress(size(batch))
                    yield batch
            except TruncatedSource as error:
                self.faults.append(error)

    def _definition(self, first: Batch) -> Definition:
        if self.definition and self.format != AUTO:
            raise UsageError("--from and --definition: give one of them")
        if self.definition:
            return definitions.read(self.definition)
        if self.format != AUTO:
            return definitions.built_in(self.format)
        found = detected(first.path, sample(first), config=self.reading.config)
        if found.misfit:
            self.notes.append(f"{first.path}: {found.misfit}")
        return found.definition
