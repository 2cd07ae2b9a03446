"""The stage: files to parts to shares to a report."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dataprep import settings
from dataprep.catalog.catalog import Target, provider
from dataprep.engines.engine import engine as engines
from dataprep.errors import CatalogError, UsageError
from dataprep.linter import baseline as baselines
from dataprep.linter.check import Plan, Share, check
from dataprep.linter.choice import choice
from dataprep.linter.finding import FileSummary, Report, Safety, Severity
from dataprep.linter.rewrite import with_possible_rewrite
from dataprep.linter.rule import Context, LintedFile, Scope, rules
from dataprep.linter.table import Table
from dataprep.records.kind import Form
from dataprep.records.method import usual_method
from dataprep.records.source import Source, files, look, parts
from dataprep.tokens import count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from dataprep.catalog.catalog import Model
    from dataprep.linter.baseline import Baseline
    from dataprep.linter.finding import Finding, Problem
    from dataprep.linter.rule import Rule
    from dataprep.records.source import Part

LISTED = 20


@dataclass(frozen=True, slots=True)
class _Job:
    """One file to lint: its name, what it is, and what its workers must know."""

    path: str
    source: Source
    training: bool
    plan: Plan


def lint(
    paths: str | Sequence[str],
    *,
    target: str = "openai",
    model: str | None = None,
    validation: str | None = None,
    select: Sequence[str] = (),
    extend_select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    rule_options: Mapping[str, Mapping[str, Any]] | None = None,
    per_path_ignores: Mapping[str, Sequence[str]] | None = None,
    baseline: str | None = None,
    max_findings: int = LISTED,
    tokenizer: str = count.AUTO,
    jobs: int | None = 1,
    engine: str = "local",
    today: date | None = None,
    copies: Mapping[str, str] | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> Report:
    """Lint the files PATHS (folders, files, ``-``) and say what was found.

    MODEL switches on the rules about models. VALIDATION is linted too, but for the rules
    that are for training files only. Which rules are asked, and how they are set, say SELECT to
    PER_PATH_IGNORES (`choice`). What is in the file BASELINE does not count. MAX_FINDINGS of
    each code are listed (0: all). TOKENIZER may be ``tiktoken``, for the reference alone. JOBS
    is the number of processes (None: all cores); the report does not depend on it. Where COPIES
    name another file for a path, that one is read in its place. PROGRESS is told of bytes done.

    Raises:
        SourceError: a file does not exist or cannot be read.
        UsageError: a rule or target is not known.
    """
    Target.parse(target)  # what is wrong with the options is said before any file is looked at
    known = baselines.read(baseline) if baseline else None
    chosen = choice(
        select,
        extend_select=extend_select,
        ignore=ignore,
        rule_options=rule_options,
        per_path_ignores=per_path_ignores,
    )
    # What rules about a split ask for need not be kept where there is none.
    split = {rule.code for rule in rules() if rule.scope is Scope.SPLIT and validation is None}
    listed = max_findings or None
    todo: list[_Job] = []
    if not paths:
        raise UsageError("no file to lint is named")
    for path, training in _given(paths, validation):
        source = look((copies or {}).get(path, path))
        context = context_of(source, target, model=model, today=today, tokenizer=tokenizer)
        # Which findings of many are new is known only at the end.
        kept = None if known else listed
        codes = chosen.codes_for(path) - split
        plan = Plan(len(todo), context, codes, kept, chosen.overrides)
        todo.append(_Job(path, source, training, plan))
    shares = [Share(table=Table(job.path)) for job in todo]
    for share in engines(engine, jobs=jobs).shares(check, _tasks(todo)):
        shares[share.file].merge(share, todo[share.file].plan.listed)
        progress(share.bytes)
    return _finished(todo, shares, listed, known)


def context_of(
    source: Source,
    target: str,
    *,
    model: str | None = None,
    today: date | None = None,
    tokenizer: str = count.AUTO,
) -> Context:
    """Return what SOURCE is linted for, where the user gave TARGET and perhaps a MODEL."""
    wanted = Target.parse(target)
    is_much = count.size(source) > count.SMALL_BYTES
    service = provider(wanted.provider)
    return Context(
        provider=service,
        method=wanted.method or service.method(usual_method(source)),
        today=today or settings.today(),
        model_name=model,
        model=_model(wanted.provider, model),
        tokenizer=count.TOKTOK if tokenizer == count.AUTO and is_much else count.TIKTOKEN,
    )


def _given(paths: str | Sequence[str], validation: str | None) -> Iterator[tuple[str, bool]]:
    """Give each file, and whether it is for training."""
    yield from ((path, True) for path in files(paths))
    if validation:
        yield validation, False


def _model(provider_name: str, name: str | None) -> Model | None:
    """Return the model NAME; one that is not known is a finding, not the end."""
    try:
        return None if name is None else provider(provider_name).model(name)
    except CatalogError:
        return None


def _tasks(todo: list[_Job]) -> Iterator[tuple[Part, Plan]]:
    for job in todo:
        if job.source.kind.form is Form.LINES:
            for part in parts(job.source):
                yield part, job.plan


def _finished(
    todo: list[_Job], shares: list[Share], listed: int | None, known: Baseline | None
) -> Report:
    """Add what the rules about whole files say, and put everything in order."""
    findings: list[Finding] = []
    counts: Counter[str] = Counter()
    fixable: Counter[Safety] = Counter()
    summaries = []
    trained = [share.table for job, share in zip(todo, shares, strict=True) if job.training]
    for job, share in zip(todo, shares, strict=True):
        whole = LintedFile(
            path=job.path,
            kind=job.source.kind,
            bytes=_size(job.source) or job.source.kind.mark + share.bytes,
            records=share.records,
            unreadable=share.unreadable,
            training=job.training,
        )
        summaries.append(FileSummary(whole.path, whole.bytes, whole.records))
        for rule, problem in _whole_problems(whole, share.table, trained, job):
            share.add(rule, problem, whole.path, None, job.plan.listed)
        counts += share.counts
        fixable += share.fixable
        found = sorted(
            share.findings, key=lambda f: (f.line or 0, f.column or 0, f.code, f.pointer)
        )
        read_elsewhere = job.source.path != job.path
        findings += (replace(f, path=job.path) for f in found) if read_elsewhere else found
    stale, all_ = 0, findings
    if known:
        findings = known.new(all_)
        counts = Counter(found.code for found in findings)
        fixable = Counter(found.fix.safety for found in findings if found.fix)
        codes = frozenset[str]().union(*(job.plan.codes for job in todo))
        stale = known.stale(all_, [summary.path for summary in summaries], codes)
    severities = {found.code: found.severity for found in findings}
    return Report(
        target=_target(todo),
        files=tuple(summaries),
        findings=tuple(_first(findings, listed)),
        counts=dict(sorted(counts.items())),
        errors=_counted(counts, severities, Severity.ERROR),
        warnings=_counted(counts, severities, Severity.WARNING),
        fixable=fixable[Safety.SAFE],
        unsafely_fixable=fixable[Safety.UNSAFE],
        severities=dict(sorted(severities.items())),
        known=len(all_) - len(findings),
        stale=stale,
    )


def _whole_problems(
    file: LintedFile, table: Table, trained: list[Table], job: _Job
) -> Iterator[tuple[Rule, Problem]]:
    """Give what the rules about whole files, all records and both files of a split say."""
    rules, context = job.plan.rules, job.plan.context
    for rule in rules.file:
        for problem in rule.check(file, context):
            yield rule, with_possible_rewrite(problem, job.source)
    for rule in rules.dataset:
        yield from ((rule, problem) for problem in rule.check(table, context))
    for rule in rules.split if not file.training else ():
        yield from ((rule, problem) for problem in rule.check(trained, table))


def _counted(counts: Counter[str], severities: dict[str, Severity], severity: Severity) -> int:
    return sum(count for code, count in counts.items() if severities[code] is severity)


def _size(source: Source) -> int | None:
    """Return the size of SOURCE where its lines are not read: they are not what it holds."""
    if source.kind.form is Form.LINES or source.rest:
        return None
    return sum(part.end - part.start for part in parts(source)) + source.kind.mark


def _first(findings: list[Finding], listed: int | None) -> Iterator[Finding]:
    """Give the first LISTED findings of each code, over all files."""
    seen: Counter[str] = Counter()
    for found in findings:
        seen[found.code] += 1
        if listed is None or seen[found.code] <= listed:
            yield found


def _target(todo: list[_Job]) -> str:
    """Return the one target of all files, or its provider where their methods differ."""
    targets = {job.plan.context.target for job in todo}
    return targets.pop() if len(targets) == 1 else todo[0].plan.context.provider.name
