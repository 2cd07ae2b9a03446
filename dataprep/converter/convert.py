"""The stage: rows to records, in one pass and constant memory."""

from __future__ import annotations

from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from dataprep.converter import definition as definitions
from dataprep.converter.detect import detected
from dataprep.converter.division import divide
from dataprep.converter.group import grouped
from dataprep.converter.report import ConvertReport, Output, Tally
from dataprep.converter.rows import Reading, batches, limited, sample, size
from dataprep.converter.work import Work
from dataprep.engines.engine import engine as engine_named
from dataprep.errors import SourceError, TruncatedSource, UsageError
from dataprep.records.sink import STANDARD_OUTPUT, check_free, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from dataprep.converter.definition import Definition
    from dataprep.converter.reasoning import Choice as Reasoning
    from dataprep.converter.rows import Batch

AUTO = "auto"


def convert(
    sources: Sequence[str],
    *,
    to: str,
    format: str = AUTO,  # noqa: A002 — the option's and the report's name
    definition: str | None = None,
    config: str | None = None,
    split: str | None = None,
    data_files: str | None = None,
    revision: str | None = None,
    columns: Sequence[str] = (),
    encoding: str | None = None,
    system: str | None = None,
    reasoning: Reasoning = "keep",
    roles: Mapping[str, str] | None = None,
    limit: int | None = None,
    validation: float | None = None,
    validation_to: str | None = None,
    rejects: str | None = None,
    strict: bool = False,
    force: bool = False,
    jobs: int | None = 1,
    engine: str = "local",
    progress: Callable[[int], None] | None = None,
) -> ConvertReport:
    """Write the rows of SOURCES as records to the file TO, and report what became of them.

    REASONING says what becomes of a model's thoughts.
    VALIDATION, a fraction or a number of records, sends some to VALIDATION_TO instead.
    Rejected rows go to REJECTS; if STRICT, the first one ends it. PROGRESS is told of bytes read.

    Raises:
        TruncatedSource: a source ends too early; its whole rows are converted, unless STRICT.
        RowRejected: a row is rejected, and STRICT.
        DataprepError: a source, the definition or an output cannot be used.
    """
    _check_validation(validation)
    held_out = _held_out(to, validation, validation_to)
    targets = outputs(to, validation=validation, validation_to=validation_to, rejects=rejects)
    _check_outputs(targets, force=force)

    reading = Reading(
        config=config,
        split=split,
        data_files=data_files,
        revision=revision,
        columns=columns,
        encoding=encoding,
    )
    faults: list[TruncatedSource] = []
    coming = _whole(batches(sources, reading), faults, progress)
    if limit:
        coming = limited(coming, limit)
    first = next(coming, None)
    if first is None:
        raise faults[0] if faults else SourceError(f"{sources[0]}: has no rows")
    chosen = _definition(format, definition, first, config)
    work = Work(chosen.bound(roles=roles), system, reasoning)
    coming = chain([first], coming)
    group = chosen.grouping()
    batched = grouped(coming, group) if group else coming

    tally = Tally()
    with ExitStack() as files:
        training = files.enter_context(written(to, force=force))
        refused = files.enter_context(written(rejects, force=force)) if rejects else None
        shares = engine_named(engine, jobs=jobs).shares(work, batched)
        shares = tally.counted(shares, rejects=refused, strict=strict)
        if held_out and validation:
            aside = files.enter_context(written(held_out, force=force))
            kept, held = divide(
                shares, training, aside, size=validation, folder=Path(held_out).parent
            )
            done = [Output(to, kept), Output(held_out, held)]
        else:
            for share in shares:
                training.writelines(share.records)
            done = [Output(to, tally.records)]
        if faults and strict:
            raise faults[0]
    report = tally.report(chosen.name, done)
    if faults:
        raise TruncatedSource(f"{faults[0]}; the {report.rows} whole rows before are converted")
    return report


def outputs(
    to: str,
    *,
    validation: float | None = None,
    validation_to: str | None = None,
    rejects: str | None = None,
) -> list[str]:
    """Return the files that a conversion with these options writes."""
    held_out = _held_out(to, validation, validation_to)
    return [path for path in (to, held_out, rejects) if path]


def _check_validation(validation: float | None) -> None:
    size = 1 if validation is None else validation
    if size <= 0 or (size > 1 and size != int(size)):
        raise UsageError(f"validation {size}: give a fraction below 1, or a whole number")


def _held_out(to: str, validation: float | None, validation_to: str | None) -> str | None:
    """Return where the validation records go, by default beside TO."""
    if validation is None:
        if validation_to:
            raise UsageError("--validation-to: say how many with --validation")
        return None
    if not validation_to and to == STANDARD_OUTPUT:
        raise UsageError("--validation with --to -: say where it goes with --validation-to")
    start, _, compression = Path(to).name.partition(".jsonl")
    return validation_to or str(Path(to).with_name(f"{start}.validation.jsonl{compression}"))


def _check_outputs(paths: Sequence[str], *, force: bool) -> None:
    for path in paths:
        check_free(path, force=force)
    if len({Path(path).resolve() for path in paths}) < len(paths):
        raise UsageError(f"two outputs have one name; they are {', '.join(paths)}")


def _whole(
    coming: Iterator[Batch],
    faults: list[TruncatedSource],
    progress: Callable[[int], None] | None,
) -> Iterator[Batch]:
    """Give the batches COMING; where a source ends too early, keep that for later in FAULTS."""
    try:
        for batch in coming:
            if progress:
                progress(size(batch))
            yield batch
    except TruncatedSource as error:
        faults.append(error)


def _definition(name: str, path: str | None, first: Batch, config: str | None) -> Definition:
    if path and name != AUTO:
        raise UsageError("--from and --definition: give one of them")
    if path:
        return definitions.read(path)
    if name == AUTO:
        return detected(first.path, sample(first), config=config)
    return definitions.built_in(name)
