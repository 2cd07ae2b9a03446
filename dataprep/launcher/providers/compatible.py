"""Any service that speaks OpenAI's API, at its base URL."""

from __future__ import annotations

from dataprep.errors import UsageError
from dataprep.launcher.openai_api.api import OpenAIApi
from dataprep.launcher.place import checked
from dataprep.launcher.terms import terms


class Compatible(OpenAIApi):
    """A service whose models and prices no catalogue has."""

    name = "compatible"


def provider(base_url: str | None) -> Compatible:
    """Return the service at BASE_URL."""
    if not base_url:
        raise UsageError("the provider 'compatible' is anywhere; say where with --base-url URL")
    return Compatible(checked(base_url, terms("compatible").key))
