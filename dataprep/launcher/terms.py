"""What is known of how a service is used, read from the file beside its provider."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dataprep.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from dataprep.launcher.request import JobRequest

FOLDER = Path(__file__).parent / "providers"


@dataclass(frozen=True, slots=True)
class Terms:
    """How a service is used.

    KEY is the environment variable that holds the user's key, URL where the service is. A file
    has MOST_BYTES at most. WHOLE_BYTES go in one request, and a larger file in parts of
    PART_BYTES. METHODS are those it trains with. LACKING are fields of a request that it does not
    know, each with what can be done instead. Of a suffix SUFFIX_MOST is the length, and
    SUFFIX_SIGNS make the job fail. EXTRA are fields of its own, with what they may be. AFTER says
    what has to be done before its new model answers.
    """

    title: str
    source: str
    checked: date
    key: str
    url: str | None = None
    most_bytes: int | None = None
    whole_bytes: int | None = None
    part_bytes: int = 0
    methods: tuple[str, ...] = ("sft", "dpo", "rft")
    lacking: dict[str, str] = field(default_factory=dict)
    suffix_most: int | None = None
    suffix_signs: str | None = None
    extra: dict[str, list[Any]] = field(default_factory=dict)
    after: str | None = None

    def check(self, who: str, request: JobRequest) -> None:
        """Raise UsageError where the service WHO offers no such job."""
        if fault := self._fault(request):
            raise UsageError(f"{who}: {fault}; nothing was sent")

    def _fault(self, request: JobRequest) -> str | None:
        if request.method not in self.methods:
            known = ", ".join(self.methods)
            return f"there is no method {request.method!r} here, there are: {known}"
        for name, instead in self.lacking.items():
            if getattr(request, name) not in (None, {}):
                return f"{name} is not known here; {instead}"
        suffix = request.suffix or ""
        if self.suffix_most is not None and len(suffix) > self.suffix_most:
            return f"the suffix has {len(suffix)} characters, and may have {self.suffix_most}"
        if odd := set(suffix) & set(self.suffix_signs or ""):
            return f"the suffix holds {min(odd)!r}, which makes the job fail; leave it out"
        for name, value in (request.extra or {}).items():
            if name in self.extra and value not in self.extra[name]:
                known = ", ".join(map(str, self.extra[name]))
                return f"{name} is {value!r}, and there are: {known}"
        return None


@cache
def terms(name: str) -> Terms:
    """Return the terms of the provider NAME."""
    table = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    if "methods" in table:
        table["methods"] = tuple(table["methods"])
    return Terms(**table)
