"""``/v1/files``."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from dataprep.service.errors import RequestError
from dataprep.service.handlers.request import Answer, page
from dataprep.service.limit import FILE_BYTES, too_long
from dataprep.service.wire import File, new_id

if TYPE_CHECKING:
    from starlette.requests import Request

    from dataprep.service.faults import Faults
    from dataprep.service.store import Store

PURPOSES = ("assistants", "batch", "fine-tune", "vision", "user_data", "evals")
MOST = 10_000


def check_purpose(purpose: Any) -> str:
    """Return PURPOSE, which a request names.

    Raises:
        RequestError: it is none.
    """
    if purpose not in PURPOSES:
        raise RequestError(
            f"{purpose!r} is not one of {list(PURPOSES)} - 'purpose'", param="purpose"
        )
    return str(purpose)


class Files:
    """The files in STORE, and the FAULTS that befall them."""

    def __init__(self, store: Store, faults: Faults) -> None:
        self._store, self._faults = store, faults

    def routes(self) -> list[Route]:
        """Return what is answered here."""
        return [
            Route("/files", self.create, methods=["POST"]),
            Route("/files", self.list, methods=["GET"]),
            Route("/files/{id}", self.retrieve, methods=["GET"]),
            Route("/files/{id}", self.delete, methods=["DELETE"]),
            Route("/files/{id}/content", self.content, methods=["GET"]),
        ]

    async def create(self, request: Request) -> Response:
        """Keep the file that REQUEST uploads; what is in it is looked at when a job needs it."""
        async with request.form() as form:
            upload, purpose = form.get("file"), form.get("purpose")
            if not isinstance(upload, UploadFile):
                raise RequestError("'file' is a required property", param="file")
            purpose = check_purpose(purpose)
            if (upload.size or 0) > FILE_BYTES:
                raise too_long(FILE_BYTES)
            file_id = new_id("file-")
            size = await run_in_threadpool(self._keep, file_id, upload)
            file = File(file_id, size, upload.filename or "upload", purpose)
        self._store.add(file)
        self._faults.keep(file)
        return Answer(self._faults.shown(file))

    def list(self, request: Request) -> Response:
        """List the files, newest first, or as ``order`` and ``purpose`` say."""
        purpose = request.query_params.get("purpose")
        kept = map(self._faults.shown, self._store.newest(File))
        files = [file for file in kept if purpose in (None, file.purpose)]
        if request.query_params.get("order") == "asc":
            files.reverse()
        return Answer(page(files, request, usual=MOST, most=MOST))

    def retrieve(self, request: Request) -> Response:
        """Show a file."""
        return Answer(self._file(request))

    def content(self, request: Request) -> Response:
        """Send the bytes of a file."""
        file = self._file(request)
        return FileResponse(self._store.content(file.id), media_type="application/octet-stream")

    def delete(self, request: Request) -> Response:
        """Forget a file."""
        file = self._file(request)
        self._store.delete(file.id)
        self._store.content(file.id).unlink()
        return Answer({"id": file.id, "object": "file", "deleted": True})

    def _file(self, request: Request) -> File:
        file_id = request.path_params["id"]
        if file := self._store.find(File, file_id):
            return self._faults.shown(file)
        raise RequestError(f"No such File object: {file_id}", param="id", status=404)

    def _keep(self, file_id: str, upload: UploadFile) -> int:
        with self._store.content(file_id).open("wb") as file:
            shutil.copyfileobj(upload.file, file)
            return file.tell()
