"""``/v1/models``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from dataprep.service.bases import unknown
from dataprep.service.errors import RequestError
from dataprep.service.handlers.request import Answer
from dataprep.service.wire import Checkpoint, Job, Model, Played

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from dataprep.service.bases import Bases
    from dataprep.service.store import Store


class Models:
    """The BASES, and the tuned models in STORE."""

    def __init__(self, store: Store, bases: Bases) -> None:
        self._store, self._bases = store, bases

    def routes(self) -> list[Route]:
        """Return what is answered here."""
        return [
            Route("/models", self.list, methods=["GET"]),
            Route("/models/{id:path}", self.retrieve, methods=["GET"]),
            Route("/models/{id:path}", self.delete, methods=["DELETE"]),
        ]

    def list(self, request: Request) -> Response:  # noqa: ARG002 — a handler is given it
        """List the tuned models, newest first, and the base models."""
        models = [*self._store.newest(Model), *map(_base, self._bases.names)]
        return Answer({"object": "list", "data": models})

    def retrieve(self, request: Request) -> Response:
        """Show a model."""
        return Answer(self._model(request))

    def delete(self, request: Request) -> Response:
        """Forget a tuned model, and the checkpoints on the way to it."""
        model = self._model(request)
        if model.id in self._bases.names:
            raise RequestError(f"{model.id} is a base model: it cannot be deleted", status=403)
        for job in self._store.newest(Job):
            if job.fine_tuned_model == model.id:
                self._forget_checkpoints(job)
        self._forget(model.id)
        return Answer({"id": model.id, "object": "model", "deleted": True})

    def _forget_checkpoints(self, job: Job) -> None:
        for each in self._store.newest(Checkpoint, parent=job.id):
            self._store.delete(each.id)
            self._forget(each.fine_tuned_model_checkpoint)

    def _forget(self, name: str) -> None:
        self._store.delete(name)
        self._store.delete(Played.key(name))
        self._store.weights(name).unlink(missing_ok=True)

    def _model(self, request: Request) -> Model:
        name = request.path_params["id"]
        if name in self._bases.names:
            return _base(name)
        if model := self._store.find(Model, name):
            return model
        raise unknown(name)


def _base(name: str) -> Model:
    return Model(name, created=0)
