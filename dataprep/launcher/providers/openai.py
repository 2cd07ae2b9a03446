"""OpenAI."""

from __future__ import annotations

import os

from dataprep.launcher.openai_api.api import OpenAIApi
from dataprep.launcher.place import checked
from dataprep.launcher.terms import terms


class OpenAI(OpenAIApi):
    """OpenAI's API at BASE_URL."""

    name = "openai"


def provider(base_url: str | None) -> OpenAI:
    """Return OpenAI, or the same behind another BASE_URL."""
    known = terms("openai")
    url = base_url or os.environ.get("OPENAI_BASE_URL") or known.url
    return OpenAI(checked(str(url), known.key))
