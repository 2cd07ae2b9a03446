"""The trainer of one base: light until it is used, as torch takes seconds to load."""

from __future__ import annotations

from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from dataprep.service.errors import ServiceError

if TYPE_CHECKING:
    from pathlib import Path

    from dataprep.service.local.base import LocalBase
    from dataprep.service.trainers.lora.model import LoraModel
    from dataprep.service.trainers.lora.speaker import Speaker


class Lora:
    """Gives BASE, and what was tuned of it."""

    def __init__(self, base: LocalBase) -> None:
        self._base = base
        self._loading = Lock()

    @property
    def title(self) -> str:
        """What is trained, as it ends a sentence."""
        return f"a LoRA on {self._base.name}"

    def new(self) -> LoraModel:
        """Return the base itself."""
        return self._model(None)

    def load(self, path: Path) -> LoraModel:
        """Return the base with the adapter that was saved as PATH."""
        return self._model(path)

    def _model(self, adapter: Path | None) -> LoraModel:
        try:
            with self._loading:
                speaker = self._speaker
        except (OSError, ValueError) as error:
            raise ServiceError(
                f"the base {self._base.name} cannot be read from {self._base.weights}: {error};"
                " remove its folder and set it up again (dataprep local setup)"
            ) from error
        from dataprep.service.trainers.lora.model import LoraModel

        return LoraModel(self._base, speaker, adapter)

    @cached_property
    def _speaker(self) -> Speaker:
        from dataprep.service.trainers.lora.speaker import Speaker

        return Speaker(self._base.weights)
