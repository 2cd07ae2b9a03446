"""The stage: files to findings, an estimate and shares; all three to a profile."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from dataprep import settings
from dataprep.catalog.catalog import State, Target, provider
from dataprep.engines import engine as engines
from dataprep.errors import SourceError
from dataprep.estimator.estimate import estimate
from dataprep.linter.lint import lint
from dataprep.linter.selection import rule_named
from dataprep.profiler.conversation import conversations
from dataprep.profiler.figures import Broken, Profile, Role, Tokens
from dataprep.profiler.sample import lines_at, sample
from dataprep.profiler.share import Plan, Share
from dataprep.profiler.spread import spread
from dataprep.records import source
from dataprep.records.method import usual_method

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from dataprep.linter.finding import Finding, Report
    from dataprep.profiler.conversation import Conversation, Place
    from dataprep.profiler.sample import Drawn

# So many findings of a rule are shown.
EXAMPLES = 5
DUPLICATE = "duplicate-record"


def profile(
    files: Sequence[str],
    *,
    target: str = "openai",
    model: str | None = None,
    validation: str | None = None,
    samples: int = 0,
    jobs: int | None = 1,
    engine: str = "local",
    today: date | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> Profile:
    """Say what is in FILES, together one training set, what is wrong with it, and what it costs.

    Without MODEL the costs are those of all that can be trained, and tokens are counted as the
    first of them does. SAMPLES records are kept to be shown, and as many with findings. PROGRESS
    is told of bytes read.

    Raises:
        SourceError: a file cannot be read, or not more than once, or there is no record in it.
        CatalogError: the model is not known.
    """
    paths = source.files(files)
    sources = [_looked(path) for path in paths]
    if validation:
        _looked(validation)
    aim = Target.parse(target)
    method = aim.method or usual_method(sources[0])
    day = today or settings.today()
    found = lint(
        paths,
        target=target,
        model=model,
        validation=validation,
        max_findings=EXAMPLES,
        jobs=jobs,
        engine=engine,
        today=day,
        progress=progress,
    )
    bill = estimate(
        paths,
        models=[model] if model else _models(aim, method, day),
        target=target,
        validation=validation,
        jobs=jobs,
        engine=engine,
        today=day,
        progress=progress,
    )
    first = bill.estimates[0]
    plan = Plan(bill.method, first.encoding, bill.tokenizer, samples)
    shares = {path: Share(path) for path in paths}
    parts = chain.from_iterable(map(source.parts, sources))
    for share in engines.engine(engine, jobs=jobs).shares(plan.share, parts):
        shares[share.path].merge(share, samples)
        progress(share.size)
    whole = Share()
    for share in shares.values():
        whole.add(share)
    drawn = sample(chain.from_iterable(share.sample for share in shares.values()), samples)
    return Profile(
        as_of=day,
        target=found.target,
        method=bill.method,
        files=found.files,
        validation=validation,
        records=bill.records,
        skipped=bill.skipped,
        messages=whole.messages.total(),
        duplicates=found.counts.get(rule_named(DUPLICATE).code, 0),
        turns=spread(whole.turns),
        roles=Role.all_of(whole),
        tokens=Tokens.of(whole, bill),
        letters=dict(sorted(whole.letters.items(), key=lambda script: (-script[1], script[0]))),
        contents=dict(sorted(whole.contents.items())),
        errors=found.errors,
        warnings=found.warnings,
        findings=Broken.all_of(found),
        estimates=tuple(bill.estimates),
        conversations=tuple(_shown(found, drawn, plan, day)),
    )


def _looked(path: str) -> source.Source:
    """Look at the file PATH, which must be one that can be read again."""
    found = source.look(path)
    if found.rest:
        raise SourceError(f"{path}: can be read only once, and is read three times; save it first")
    return found


def _models(aim: Target, method: str, day: date) -> list[str]:
    """Return the models that can be trained with METHOD on DAY; where none can be, all of it."""
    able = [model for model in provider(aim.provider).models if method in model.methods]
    still = [model for model in able if model.state(day) is State.OPEN]
    return [model.name for model in still or able]


def _shown(report: Report, drawn: list[Drawn], plan: Plan, day: date) -> list[Conversation]:
    """Return the records to show: those that were DRAWN, and one for each rule that is broken."""
    found_at: defaultdict[Place, list[Finding]] = defaultdict(list)
    firsts: dict[str, Place] = {}
    for found in report.findings if plan.samples else ():
        if found.line:
            found_at[found.path, found.line].append(found)
            firsts.setdefault(found.code, (found.path, found.line))
    ordered = sorted(firsts, key=lambda code: (rule_named(code).severity, code))
    lines = lines_at([firsts[code] for code in ordered[: plan.samples]])
    lines |= {(line.path, line.number): line.data for line in drawn}
    return conversations(lines, found_at, method=plan.method, today=day)
