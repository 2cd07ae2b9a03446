"""A large file goes to a provider in parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataprep.launcher.provider import Upload
    from dataprep.launcher.window import Window


class Parts(Protocol):
    """How a provider takes a large file: in parts, which it puts together."""

    @property
    def bytes(self) -> int:
        """The size of a part; the last may be smaller."""
        ...

    def begin(self, name: str, size: int) -> str:
        """Announce a file of SIZE bytes and return the id of its upload."""
        ...

    def send(self, upload_id: str, part: Window) -> str:
        """Send PART and return its id; it may be sent again."""
        ...

    def complete(self, upload_id: str, part_ids: Sequence[str]) -> Upload:
        """Put the parts together, in this order, and return the file."""
        ...

    def abandon(self, upload_id: str) -> None:
        """Cancel the upload: its parts are thrown away."""
        ...
