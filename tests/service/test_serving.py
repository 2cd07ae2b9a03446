"""What the tests of the service stand on: it ends, and nobody waits for ever."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from serving import NO_PROCESS, end_service, serving, wait_until


def test_the_service_ends_with_a_test_that_fails(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), serving(tmp_path) as (process, _):
        raise ZeroDivisionError
    assert process.returncode == 0


def test_waiting_has_an_end() -> None:
    with pytest.raises(pytest.fail.Exception, match="after 0 s it is not so that it rains"):
        wait_until(lambda: False, "it rains", seconds=0)


def test_a_service_that_is_gone_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "service.json").write_text(json.dumps({"pid": NO_PROCESS}))
    end_service(tmp_path)
    end_service(tmp_path / "nowhere")


@pytest.mark.parametrize("pid", [0, -1])
def test_groups_of_processes_are_not_signalled(tmp_path: Path, pid: int) -> None:
    (tmp_path / "service.json").write_text(json.dumps({"pid": pid}))
    with pytest.raises(AssertionError, match="is no process"):
        end_service(tmp_path)
