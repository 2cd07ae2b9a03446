"""Nebius Token Factory: OpenAI's API, with hyperparameters in their old place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dataprep.launcher.openai_api import wire
from dataprep.launcher.openai_api.api import OpenAIApi
from dataprep.launcher.place import checked
from dataprep.launcher.terms import terms

if TYPE_CHECKING:
    from dataprep.launcher.provider import Job
    from dataprep.launcher.request import JobRequest


class Nebius(OpenAIApi):
    """Open models, trained with or without LoRA."""

    name = "nebius"

    def spelled(self, request: JobRequest) -> dict[str, Any]:
        """Return the body: what is special to a method stands at its top."""
        body = replace(request, extra=None).body
        given = body.pop("method").get("supervised", {}).get("hyperparameters", {})
        numbers = given | dict(request.extra or {})
        return body | ({"hyperparameters": numbers} if numbers else {})

    def create(self, request: JobRequest) -> Job:
        """Create a job: without retries, as each of them could create another."""
        jobs = self.client.with_options(max_retries=0).fine_tuning.jobs
        return self.ask(lambda: jobs.create(**self.spelled(request)), wire.job)


def provider(base_url: str | None) -> Nebius:
    """Return Nebius, or the same behind another BASE_URL."""
    known = terms("nebius")
    return Nebius(checked(base_url or str(known.url), known.key))
