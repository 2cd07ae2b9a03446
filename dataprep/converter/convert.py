"""The stage: rows to records, in one pass and constant memory."""

from __future__ import annotations

from contextlib import ExitStack
from itertools import chain
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from dataprep.catalog.catalog import provider
from dataprep.converter.dialect import dialect
from dataprep.converter.division import divide
from dataprep.converter.duplicates import unique
from dataprep.converter.images import Images
from dataprep.converter.loads import AUTO, Sources
from dataprep.converter.manifest import manifest
from dataprep.converter.outlet import Outlet, outputs
from dataprep.converter.picking import Picking
from dataprep.converter.render import Rendering
from dataprep.converter.report import ConvertReport, Output, Tally
from dataprep.converter.rows import Reading
from dataprep.converter.work import Work
from dataprep.engines.engine import engine as engine_named
from dataprep.errors import SourceError, TruncatedSource, UsageError
from dataprep.records.sink import written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from dataprep.converter.dialect import Dialect
    from dataprep.converter.outlet import Outputs
    from dataprep.converter.reasoning import Choice as Reasoning
    from dataprep.converter.work import Share

LINKS, DATA, KEPT = "url", "data", "keep"


class _NoRecord(Exception):  # noqa: N818 — it unwinds what was begun, and is always caught
    """No row became a record."""


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
    target: str = "openai",
    policies: Mapping[str, str] | None = None,
    system: str | None = None,
    reasoning: Reasoning = "keep",
    roles: Mapping[str, str] | None = None,
    last_turn_only: bool = False,
    images: str = LINKS,
    image_folder: str | None = None,
    mix: Sequence[float] = (),
    limit: int | None = None,
    shuffle: bool = False,
    seed: int = 0,
    dedupe: bool = False,
    validation: float | None = None,
    validation_to: str | None = None,
    provenance: str | None = None,
    rejects: str | None = None,
    strict: bool = False,
    force: bool = False,
    jobs: int | None = 1,
    engine: str = "local",
    progress: Callable[[int], None] | None = None,
) -> ConvertReport:
    """Write the rows of SOURCES as records to the file TO, and report what became of them.

    The records are those that TARGET takes; POLICIES go over its own ones for odd turns.
    REASONING says what becomes of a model's thoughts.

    Each source is read by its own format. MIX gives each a weight: every row is drawn of a
    source with that probability, until one is drawn that has no more rows. Of these rows, or of
    all in their order, LIMIT takes the first; with SHUFFLE it takes a sample of that size, and
    without LIMIT every order is equally likely. SEED decides what is drawn.

    Records that came before are left out by DEDUPE. VALIDATION, a fraction or a number of
    records, sends some to VALIDATION_TO instead. With LAST_TURN_ONLY the last answer of each is
    trained. Images that are bytes, or lie below IMAGE_FOLDER, are put into the record; if
    IMAGES is ``data``, no other ones are allowed.

    PROVENANCE gets the row of each record, REJECTS the rows that are none; if STRICT, the first
    of these ends it. PROGRESS is told of bytes read. Where no row becomes a record, only
    REJECTS is written.

    Raises:
        TruncatedSource: a source ends too early; its whole rows are converted, unless STRICT.
        RowRejected: a row is rejected, and STRICT.
        UnknownSpeakers: the role of one is not known, and POLICIES do not leave out its rows.
        DataprepError: a source, the definition or an output cannot be used.
    """
    files = outputs(
        to,
        validation=validation,
        validation_to=validation_to,
        rejects=rejects,
        provenance=provenance,
    )
    files.check(force=force)
    spelling = dialect(target, policies or {})
    if last_turn_only and spelling.records.unweighted:
        raise UsageError(f"--last-turn-only: records for {spelling.provider} have no weights")
    rendering = Rendering(
        spelling,
        system,
        reasoning,
        last_turn_only=last_turn_only,
        images=_images(images, image_folder, spelling),
    )
    work = Work(rendering, prompts=validation is not None, digests=dedupe)
    picking = Picking(limit, shuffle, seed, _weights(mix, sources))
    read = Sources(
        Reading(config, split, data_files, revision, columns, encoding),
        format=format,
        definition=definition,
        roles=roles,
        progress=progress,
    )
    loads = picking.loads([read.loads(source) for source in sources], folder=files.folder)
    first = next(loads, None)
    if first is None:
        raise read.faults[0] if read.faults else SourceError(f"{sources[0]}: has no rows")
    tally = Tally()
    shares = engine_named(engine, jobs=jobs).shares(work, chain([first], loads))
    if dedupe:
        shares = unique(shares)
    if strict:
        shares = _ended_well(shares, read.faults)
    with ExitStack() as opened:
        refused = opened.enter_context(written(rejects, force=force)) if rejects else None
        all_known = spelling.policies["unknown-role"] == "error"
        counted = tally.counted(shares, rejects=refused, strict=strict, all_known=all_known)
        try:
            done = _write(counted, files, validation=validation, force=force)
        except _NoRecord:
            done = []
    report = tally.report(read.format_name, done, read.notes)
    if done and files.manifest:
        options = {
            "config": config,
            "split": split,
            "data_files": data_files,
            "revision": revision,
            "columns": columns,
            "encoding": encoding,
            "target": target,
            "policies": policies,
            "system": system,
            "reasoning": reasoning if reasoning != KEPT else None,
            "roles": roles,
            "last_turn_only": last_turn_only,
            "images": images if images != LINKS else None,
            "image_folder": image_folder,
            "mix": mix,
            "limit": limit,
            "shuffle": shuffle,
            "seed": seed,
            "dedupe": dedupe,
            "validation": validation,
        }
        with written(files.manifest, force=force) as out:
            out.write(manifest(read, options, report))
    if read.faults and done:
        raise TruncatedSource(
            f"{read.faults[0]}; the {report.rows} whole rows before are converted"
        )
    if read.faults:
        raise read.faults[0]
    return report


def _write(
    shares: Iterator[Share], files: Outputs, *, validation: float | None, force: bool
) -> list[Output]:
    """Write the records of SHARES to FILES, whole or not at all."""
    with ExitStack() as opened:

        def file(path: str) -> BinaryIO:
            return opened.enter_context(written(path, force=force))

        origins = file(files.provenance) if files.provenance else None
        outlets = [Outlet(files.to, file(files.to), origins)]
        if files.validation and validation:
            outlets.append(Outlet(files.validation, file(files.validation), origins))
            divide(shares, *outlets, size=validation, folder=files.folder)
        else:
            for share in shares:
                outlets[0].write_all(share)
        if not any(outlet.records for outlet in outlets):
            raise _NoRecord
    return [Output(outlet.path, outlet.records) for outlet in outlets]


def _ended_well(shares: Iterator[Share], faults: Sequence[TruncatedSource]) -> Iterator[Share]:
    """Give SHARES; raise the first of FAULTS, if one came up meanwhile."""
    yield from shares
    if faults:
        raise faults[0]


def _weights(mix: Sequence[float], sources: Sequence[str]) -> tuple[float, ...]:
    if mix and (len(mix) != len(sources) or min(mix) < 0 or not 0 < sum(mix) < inf):
        raise UsageError(f"--mix: give one share for each of the {len(sources)} sources")
    return tuple(mix)


def _images(kind: str, folder: str | None, spelling: Dialect) -> Images:
    if folder and not Path(folder).is_dir():
        raise UsageError(f"--image-folder {folder}: there is no such folder; check the path")
    limits = provider(spelling.provider).limits
    largest = limits[spelling.wanted or spelling.methods[0]].image_bytes
    return Images(folder, all_embedded=kind == DATA, largest=largest)
