"""``/v1/models``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from dataprep.service.bases import bases, unknown
from dataprep.service.errors import RequestError
from dataprep.service.handlers.request import Answer
from dataprep.service.wire import Model

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from dataprep.service.store import Store


class Models:
    """The base models, and the tuned models in STORE."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def routes(self) -> list[Route]:
        """Return what is answered here."""
        return [
            Route("/models", self.list, methods=["GET"]),
            Route("/models/{id:path}", self.retrieve, methods=["GET"]),
            Route("/models/{id:path}", self.delete, methods=["DELETE"]),
        ]

    def list(self, request: Request) -> Response:  # noqa: ARG002 — a handler is given it
        """List the tuned models, newest first, and the base models."""
        models = [*self._store.newest(Model), *(Model(name, created=0) for name in bases())]
        return Answer({"object": "list", "data": models})

    def retrieve(self, request: Request) -> Response:
        """Show a model."""
        return Answer(self._model(request))

    def delete(self, request: Request) -> Response:
        """Forget a tuned model."""
        model = self._model(request)
        if model.id in bases():
            raise RequestError(f"{model.id} is a base model: it cannot be deleted", status=403)
        self._store.delete(model.id)
        self._store.weights(model.id).unlink()
        return Answer({"id": model.id, "object": "model", "deleted": True})

    def _model(self, request: Request) -> Model:
        name = request.path_params["id"]
        if name in bases():
            return Model(name, created=0)
        if model := self._store.find(Model, name):
            return model
        raise unknown(name)
