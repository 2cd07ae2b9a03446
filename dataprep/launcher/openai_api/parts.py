"""OpenAI's Uploads API, for files that are too large for one request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, cast

from dataprep.launcher.openai_api import wire

if TYPE_CHECKING:
    from collections.abc import Sequence

    import openai

    from dataprep.launcher.asking import Asking
    from dataprep.launcher.provider import Upload
    from dataprep.launcher.window import Window

TYPE = "application/jsonl"


@dataclass(frozen=True, slots=True)
class UploadParts:
    """The Uploads API of CLIENT; a part has BYTES, but for the last."""

    client: openai.OpenAI
    ask: Asking
    bytes: int

    def begin(self, name: str, size: int) -> str:
        """Announce a file of SIZE bytes."""
        uploads = self.client.uploads
        return self.ask(
            lambda: uploads.create(bytes=size, filename=name, mime_type=TYPE, purpose="fine-tune"),
            lambda made: str(made.id),
        )

    def send(self, upload_id: str, part: Window) -> str:
        """Send PART; one that was sent twice is used once."""
        parts, data = self.client.uploads.parts, cast("IO[bytes]", part)
        return self.ask(
            lambda: parts.create(upload_id, data=("part", data, "application/octet-stream")),
            lambda sent: str(sent.id),
        )

    def complete(self, upload_id: str, part_ids: Sequence[str]) -> Upload:
        """Put the parts together: without retries, as the second one would be refused."""
        uploads = self.client.with_options(max_retries=0).uploads
        return self.ask(
            lambda: uploads.complete(upload_id, part_ids=list(part_ids)),
            lambda made: wire.upload(made.file),
        )

    def abandon(self, upload_id: str) -> None:
        """Cancel the upload."""
        self.ask(lambda: self.client.uploads.cancel(upload_id), bool)
