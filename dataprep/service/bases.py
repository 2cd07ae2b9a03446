"""The models that answer: the bases of this machine, what was tuned of them, and OpenAI's bases.

OpenAI's are not here: a base of this machine plays them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataprep.catalog.catalog import provider
from dataprep.service.errors import RequestError
from dataprep.service.wire import Played

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dataprep.catalog.catalog import Model
    from dataprep.service.store import Store
    from dataprep.service.trainer import Model as Network
    from dataprep.service.trainer import Trainer

OPENAI = provider("openai")
REHEARSAL = "rehearsal"


class Bases:
    """The bases that TRAINERS have by their names; STAND_IN, one of them, plays OpenAI's.

    STORE knows what was tuned of them.
    """

    def __init__(self, store: Store, trainers: Mapping[str, Trainer], stand_in: str) -> None:
        self._store, self._trainers, self._stand_in = store, trainers, stand_in
        played = (name for model in OPENAI.models for name in (model.name, *model.aliases))
        self.names = [*trainers, *played]

    def base(self, name: str) -> str:
        """Return the base of the model NAME, an alias by its full name.

        Raises:
            CatalogError: there is no such base.
        """
        given = name.split(":")[1] if name.startswith("ft:") else name
        return given if given in self._trainers else OPENAI.model(given).name

    def counted(self, name: str) -> Model:
        """Return the model of the catalogue by which the tokens of the model NAME are counted.

        Raises:
            CatalogError: there is no such base.
        """
        found = self.base(name)
        return OPENAI.models[0] if found in self._trainers else OPENAI.model(found)

    def player(self, name: str) -> str:
        """Return which base of this machine stands behind NAME, a model or the id of a job."""
        if name in self.names:
            return name if name in self._trainers else self._stand_in
        found = self._store.find(Played, Played.key(name))
        # What was tuned before there was another base.
        return found.base if found else REHEARSAL

    def trainer(self, name: str) -> Trainer:
        """Return what trains NAME, a model or the id of a job.

        Raises:
            RequestError: the base that stands behind it is not here any more.
        """
        player = self.player(name)
        if player in self._trainers:
            return self._trainers[player]
        raise RequestError(
            f"{name} was tuned of {player}, which is not here: start the service with the extra"
            " 'train' installed and that base set up (dataprep local setup)",
            param="model",
            code="model_not_found",
            status=404,
        )

    def loaded(self, name: str, *, job_id: str | None = None) -> Network:
        """Return the model NAME, ready to answer, or to be trained in the job JOB_ID.

        Raises:
            RequestError: there is no such model.
        """
        if name in self.names:
            return self.trainer(job_id or name).new()
        if self._store.weights(name).is_file():
            return self.trainer(name).load(self._store.weights(name))
        raise unknown(name)


def unknown(name: str) -> RequestError:
    """Return the answer where there is no model NAME."""
    return RequestError(
        f"The model '{name}' does not exist", param="model", code="model_not_found", status=404
    )
