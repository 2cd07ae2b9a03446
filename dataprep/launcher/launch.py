"""The stage: lint, estimate, ask, upload, create; a second run of the same does nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dataprep import settings
from dataprep.catalog import catalog
from dataprep.errors import SourceError, UsageError
from dataprep.estimator.estimate import estimate
from dataprep.launcher import provider as providers
from dataprep.launcher.creation import contents_of, create, key_of, standing
from dataprep.launcher.grader import check as check_grader
from dataprep.launcher.manifest import Estimated
from dataprep.launcher.progress import silent
from dataprep.launcher.request import JobRequest
from dataprep.launcher.upload import check_plain
from dataprep.linter.lint import lint
from dataprep.records.method import usual_method
from dataprep.records.source import look

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from dataprep.estimator.report import Estimate
    from dataprep.launcher.progress import Progress
    from dataprep.launcher.provider import Job, Provider
    from dataprep.linter.finding import Report


class Outcome(StrEnum):
    """What a launch came to."""

    CREATED = "created"
    UNCHANGED = "unchanged"
    DRY_RUN = "dry-run"
    FINDINGS = "findings"


@dataclass(frozen=True, slots=True)
class Launched:
    """A launch, as far as it has come.

    REPORT, ESTIMATE and COST_USD are None where they were not needed or nobody can say; JOB
    is None until there is one.
    """

    provider: str
    base_url: str | None
    request: dict[str, Any]
    outcome: Outcome
    report: Report | None = None
    estimate: Estimate | None = None
    cost_usd: float | None = None
    job: Job | None = None


@dataclass(frozen=True, slots=True)
class _Work:
    """How the file is read, on which day, and who is told how far it is."""

    today: date
    jobs: int | None
    engine: str
    progress: Progress


def launch(
    train: str,
    *,
    model: str,
    provider: str | None = None,
    base_url: str | None = None,
    validation: str | None = None,
    method: str | None = None,
    epochs: int | None = None,
    batch_size: int | None = None,
    learning_rate_multiplier: float | None = None,
    beta: float | None = None,
    grader: str | None = None,
    response_format: str | None = None,
    suffix: str | None = None,
    seed: int | None = None,
    metadata: Mapping[str, str] | None = None,
    wandb: str | None = None,
    extra: Mapping[str, Any] | None = None,
    max_cost: float | None = None,
    confirm: Callable[[Launched], bool] = lambda _: True,
    dry_run: bool = False,
    new: bool = False,
    jobs: int | None = 1,
    engine: str = "local",
    today: date | None = None,
    progress: Progress = silent,
) -> Launched:
    """Train MODEL on the file TRAIN: lint it, price it, upload it and create the job.

    PROVIDER may be left out where one catalogue has the model. GRADER and RESPONSE_FORMAT are
    JSON files, EXTRA fields that only the provider knows. CONFIRM is shown what is about to be
    sent. The manifest beside TRAIN knows what was launched: the same again gives the job there
    is, unless it failed or NEW is asked for. JOBS is the number of processes that lint and count
    (None: all cores).

    Raises:
        UsageError: the request does not fit together, costs too much or was not confirmed.
        SourceError: a file cannot be read.
        ProviderError: the provider cannot do it.
    """
    for path in filter(None, (train, validation)):
        check_plain(path)
    service = providers.provider(provider or providers.provider_of(model), base_url)
    request = JobRequest(
        model=model,
        method=method or usual_method(look(train)),
        training_file=train,
        validation_file=validation,
        epochs=epochs,
        batch_size=batch_size,
        learning_rate_multiplier=learning_rate_multiplier,
        beta=beta,
        grader=_json(grader),
        response_format=_json(response_format),
        suffix=suffix,
        seed=seed,
        metadata=metadata,
        wandb=wandb,
        extra=extra,
    )
    request.check(catalog.provider(_rules(service)).bounds)
    service.check(request)
    spelled = service.spelled(request)
    launched = Launched(service.name, service.base_url, spelled, Outcome.DRY_RUN)
    contents = contents_of(request)
    key = key_of(service, request, contents)
    if not (new or dry_run) and (job := standing(service, train, key)):
        return replace(launched, outcome=Outcome.UNCHANGED, job=job)
    work = _Work(today or settings.today(), jobs, engine, progress)
    report = _linted(service, request, work)
    launched = replace(launched, report=report)
    if report.fails("error"):
        return replace(launched, outcome=Outcome.FINDINGS)
    if request.grader:
        check_grader(request.grader, request.response_format, list(contents))
    priced = _priced(service, request, work)
    cost = priced.cost_usd if priced else 0.0 if service.free else None
    _check_cost(cost, max_cost)
    launched = replace(launched, estimate=priced, cost_usd=cost)
    if dry_run:
        return launched
    service.connect()
    if not confirm(launched):
        raise UsageError("not launched, as the answer was no; nothing was sent")
    job, made = create(
        service, request, contents, estimated=_estimated(priced), new=new, progress=progress
    )
    outcome = Outcome.CREATED if made else Outcome.UNCHANGED
    return replace(launched, outcome=outcome, job=job)


def _json(path: str | None) -> dict[str, Any] | None:
    """Return the JSON object in the file at PATH."""
    if path is None:
        return None
    try:
        value = json.loads(Path(path).read_bytes())
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror}; check the path") from error
    except ValueError as error:
        raise SourceError(f"{path} is not JSON: {error}") from error
    if not isinstance(value, dict):
        raise SourceError(f"{path} holds no JSON object; see the provider's guide for its shape")
    return value


def _rules(service: Provider) -> str:
    """Return the catalogue whose rules hold: the provider's, or OpenAI's, whose API it speaks."""
    return service.name if service.name in catalog.providers() else "openai"


def _linted(service: Provider, request: JobRequest, work: _Work) -> Report:
    with work.progress("linting") as told:
        return lint(
            [request.training_file],
            target=f"{_rules(service)}/{request.method}",
            # The dates of a model at one provider say nothing about another.
            model=request.model if _rules(service) == service.name else None,
            validation=request.validation_file,
            jobs=work.jobs,
            engine=work.engine,
            today=work.today,
            progress=told,
        )


def _priced(service: Provider, request: JobRequest, work: _Work) -> Estimate | None:
    """Return what the job will cost, None where no catalogue can say."""
    rules = _rules(service)
    if not (service.free or rules == service.name) or not providers.has(rules, request.model):
        return None
    with work.progress("counting") as told:
        report = estimate(
            [request.training_file],
            models=[request.model],
            target=f"{rules}/{request.method}",
            epochs=request.epochs,
            price=0.0 if service.free else None,
            validation=request.validation_file,
            jobs=work.jobs,
            engine=work.engine,
            today=work.today,
            progress=told,
        )
    return report.estimates[0]


def _estimated(priced: Estimate | None) -> Estimated | None:
    """Return what of the estimate is kept for the receipt."""
    if priced is None or priced.billed_tokens is None or priced.low is None:
        return None
    return Estimated(priced.billed_tokens, priced.low, priced.high)


def _check_cost(cost: float | None, limit: float | None) -> None:
    """Raise UsageError unless COST is known to be within LIMIT."""
    if limit is None:
        return
    if cost is None:
        raise UsageError(
            f"nobody can say what this job costs, so it is not within --max-cost {limit:g}; "
            "leave --max-cost out to launch all the same"
        )
    if cost > limit:
        raise UsageError(
            f"this job costs about ${cost:,.4f}, more than --max-cost {limit:g}; "
            "train on less, for fewer epochs, or allow more"
        )
