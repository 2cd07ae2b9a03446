"""``dataprep local``, as far as it goes without what trains: what is wrong is said at once."""

from __future__ import annotations

import pytest

from command import Run
from dataprep.service.local.base import installed

EXPORT = ("local", "export", "ft:x", "--data", "d", "--to")


@pytest.mark.parametrize("source", ["nothing.gguf", "no/such/folder", "one-word"])
def test_a_source_that_is_none_is_refused(dataprep: Run, source: str) -> None:
    done = dataprep("local", "setup", source, "--data", "d", "--yes")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"error: {source}: there is no such GGUF file or folder, and models of the Hub are called"
        " organisation/name\n"
    )


@pytest.mark.skipif(installed(), reason="the extra is installed")
@pytest.mark.parametrize("command", [("local", "setup", "--yes"), (*EXPORT, "x.gguf")])
def test_what_is_not_installed_is_named(dataprep: Run, command: tuple[str, ...]) -> None:
    done = dataprep(*command)

    assert done.returncode == 2
    assert "pip install 'chat-dataprep[train]'" in done.stderr


def test_a_base_that_is_not_here_plays_nothing(dataprep: Run) -> None:
    done = dataprep("serve", "--port", "0", "--data", "d", "--base", "other")

    assert done.returncode == 2
    assert done.stderr == (
        "error: other is not a base of this machine: set it up with `dataprep local setup`, or"
        " take one of rehearsal\n"
    )
