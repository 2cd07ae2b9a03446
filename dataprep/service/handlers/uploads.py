"""``/v1/uploads``: large files come in parts."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import asdict, replace
from threading import Lock
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.routing import Route

from dataprep.catalog.catalog import Bound
from dataprep.service.errors import RequestError
from dataprep.service.handlers.files import check_purpose
from dataprep.service.handlers.request import Answer, body
from dataprep.service.limit import LIMITS, too_long
from dataprep.service.order import number, string
from dataprep.service.wire import PENDING, File, Part, Upload, new_id, now

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response

    from dataprep.records.record import Json
    from dataprep.service.faults import Faults
    from dataprep.service.store import Store

CHUNK = 1024 * 1024


class Uploads:
    """The uploads in STORE, and the FAULTS that befall the files they become."""

    def __init__(self, store: Store, faults: Faults) -> None:
        self._store, self._faults = store, faults
        # An upload ends once, whoever else adds to it or ends it at the same time.
        self._turn = Lock()

    def routes(self) -> list[Route]:
        """Return what is answered here."""
        one = "/uploads/{id}"
        return [
            Route("/uploads", self.create, methods=["POST"]),
            Route(f"{one}/parts", self.add, methods=["POST"]),
            Route(f"{one}/complete", self.complete, methods=["POST"]),
            Route(f"{one}/cancel", self.cancel, methods=["POST"]),
        ]

    async def create(self, request: Request) -> Response:
        """Begin an upload."""
        given = await body(request)
        bound = Bound(1, most=LIMITS["upload_bytes"])
        upload = Upload(
            id=new_id("upload_"),
            bytes=int(number(given.get("bytes"), "bytes", bound, whole=True)),
            filename=string(given, "filename"),
            purpose=check_purpose(given.get("purpose")),
            expires_at=now() + LIMITS["upload_seconds"],
        )
        self._store.add(upload)
        return Answer(upload)

    async def add(self, request: Request) -> Response:
        """Add the part that REQUEST carries to an upload."""
        async with request.form() as form:
            data = form.get("data")
            if not isinstance(data, UploadFile):
                raise RequestError("'data' is a required property", param="data")
            if (data.size or 0) > LIMITS["part_bytes"]:
                raise too_long(LIMITS["part_bytes"])
            part = Part(new_id("part_"), request.path_params["id"])
            await run_in_threadpool(self._add, part, data)
        return Answer(part)

    async def complete(self, request: Request) -> Response:
        """Make one file of the parts of an upload."""
        given = await body(request)
        return Answer(await run_in_threadpool(self._complete, request.path_params["id"], given))

    def cancel(self, request: Request) -> Response:
        """Give an upload up."""
        with self._turn:
            upload = replace(self._pending(request.path_params["id"]), status="cancelled")
            self._end(upload)
        return Answer(upload)

    def _add(self, part: Part, data: UploadFile) -> None:
        with self._turn:
            self._pending(part.upload_id)
            with self._store.content(part.id).open("wb") as file:
                shutil.copyfileobj(data.file, file, CHUNK)
            self._store.add(part, parent=part.upload_id)

    def _complete(self, upload_id: str, given: dict[str, Json]) -> Upload:
        with self._turn:
            upload = self._pending(upload_id)
            known = {part.id for part in self._store.newest(Part, parent=upload_id)}
            named = given.get("part_ids")
            if not isinstance(named, list) or not named or not known.issuperset(map(str, named)):
                raise RequestError(f"{named!r} are not parts of {upload_id}", param="part_ids")
            file = File(new_id("file-"), upload.bytes, upload.filename, upload.purpose)
            whole = self._store.content(file.id)
            try:
                self._join(upload, [self._store.content(name) for name in named], whole, given)
            except RequestError:
                whole.unlink()
                raise
            self._faults.keep(file)
            done = replace(upload, status="completed", file=asdict(self._faults.shown(file)))
            self._end(done, file)
        return done

    def _join(self, upload: Upload, parts: list[Path], whole: Path, given: dict[str, Json]) -> None:
        """Write PARTS into the file WHOLE, which must be what UPLOAD and the request GIVEN say."""
        digest = hashlib.md5(usedforsecurity=False)
        with whole.open("wb") as out:
            for part in parts:
                with part.open("rb") as file:
                    while chunk := file.read(CHUNK):
                        digest.update(chunk)
                        out.write(chunk)
            size = out.tell()
        if size != upload.bytes:
            raise RequestError(
                f"the parts have {size} bytes, where {upload.bytes} were announced",
                param="part_ids",
            )
        wanted = given.get("md5")
        if wanted and wanted != digest.hexdigest():
            raise RequestError(
                f"the md5 of the parts is {digest.hexdigest()}, not {wanted}", param="md5"
            )

    def _end(self, upload: Upload, *made: File) -> None:
        parts = self._store.newest(Part, parent=upload.id)
        self._store.end(upload, made=made)
        for part in parts:
            self._store.content(part.id).unlink(missing_ok=True)

    def _pending(self, upload_id: str) -> Upload:
        """Return the upload UPLOAD_ID, which must not have ended."""
        upload = self._store.find(Upload, upload_id)
        if upload is None:
            raise RequestError(f"No such Upload object: {upload_id}", param="id", status=404)
        if upload.status == PENDING and upload.expires_at < now():
            upload = replace(upload, status="expired")
            self._end(upload)
        if upload.status != PENDING:
            raise RequestError(f"{upload_id} is {upload.status}: it takes no more")
        return upload
