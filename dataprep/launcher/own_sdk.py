"""A provider with an API and an SDK of its own: what it lacks is said before anything is sent."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

from dataprep.errors import UsageError
from dataprep.launcher.asking import Asking
from dataprep.launcher.place import checked, secret
from dataprep.launcher.provider import NotFound, NotOffered
from dataprep.launcher.terms import Terms, terms

if TYPE_CHECKING:
    from types import ModuleType

    from dataprep.launcher.parts import Parts
    from dataprep.launcher.provider import Job
    from dataprep.launcher.request import JobRequest


class OwnSdk:
    """The service NAME at BASE_URL, asked through the package PACKAGE, which an extra brings."""

    name: str
    package: str
    free = False
    longest_pause = 10.0

    def __init__(self, base_url: str | None) -> None:
        known = self.terms
        self.base_url = checked(base_url or str(known.url), known.key)

    @property
    def terms(self) -> Terms:
        """What is known of the service."""
        return terms(self.name)

    @property
    def after(self) -> str | None:
        """What has to be done before a new model answers."""
        return self.terms.after

    @property
    def sdk(self) -> ModuleType:
        """The package, imported when it is first needed."""
        try:
            return import_module(self.package)
        except ImportError as error:
            raise UsageError(
                f"the provider {self.name!r} needs its own package: "
                f"pip install 'chat-dataprep[{self.name}]'"
            ) from error

    @property
    def secret(self) -> str:
        """The user's key."""
        return secret(self.name, self.terms.key)

    @property
    def ask(self) -> Asking:
        """How the service is asked."""
        return Asking(self.name, self.sdk, self.base_url, self.terms.key, self.secret)

    def connect(self) -> None:
        """Make sure that there are the package and a key."""
        _ = self.sdk, self.secret

    def check(self, request: JobRequest) -> None:
        """Refuse what is known not to be offered."""
        self.terms.check(self.name, request)

    def parts(self, size: int) -> Parts | None:  # noqa: ARG002 — a provider is told
        """Return None: the package itself sends what is large in parts."""
        return None

    def pause(self, job_id: str) -> Job:
        """Say that no job rests here."""
        self.not_offered(f"pause {job_id}", "cancel it and launch again later")

    def not_offered(self, what: str, instead: str) -> NoReturn:
        """Say that WHAT is not done here, and what can be done INSTEAD."""
        raise NotOffered(f"{self.name} cannot {what}; {instead}; nothing was sent")

    def found(self, call: Any) -> bool:
        """Say whether what CALL asks for is there."""
        try:
            return self.ask(call, bool)
        except NotFound:
            return False
