"""Azure: OpenAI's API under ``/openai/v1/`` of a resource, with traps of its own."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from dataprep.errors import UsageError
from dataprep.launcher.openai_api import wire
from dataprep.launcher.openai_api.api import OpenAIApi
from dataprep.launcher.place import checked
from dataprep.launcher.provider import NotFound
from dataprep.launcher.terms import terms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dataprep.launcher.provider import Answer, Job
    from dataprep.records.record import Json

ENDPOINT = "AZURE_OPENAI_ENDPOINT"
PATH = "/openai/v1"


class Azure(OpenAIApi):
    """OpenAI's models in a resource of Azure, which has to deploy what it trained."""

    name = "azure"

    def cancel(self, job_id: str) -> Job:
        """Cancel the job; Azure answers 411 to a request without a body."""
        jobs = self.client.fine_tuning.jobs
        return self.ask(lambda: jobs.cancel(job_id, extra_body={}), wire.job)

    def chat(self, model: str, messages: Sequence[Mapping[str, Json]]) -> Answer:
        """Ask the deployment MODEL."""
        try:
            return super().chat(model, messages)
        except NotFound as error:
            raise NotFound(f"{error}; {self.after}") from error


def provider(base_url: str | None) -> Azure:
    """Return the resource at BASE_URL, or at the endpoint that the environment names."""
    url = base_url or os.environ.get(ENDPOINT)
    if not url:
        raise UsageError(
            "the provider 'azure' is a resource of yours; name it with "
            f"--base-url https://RESOURCE.openai.azure.com{PATH} or {ENDPOINT}"
        )
    sound = checked(url, terms("azure").key)
    return Azure(sound if sound.endswith("/v1") else f"{sound}{PATH}")
