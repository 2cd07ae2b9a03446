from __future__ import annotations

from pathlib import Path

import pytest

from dataprep.errors import UsageError
from dataprep.launcher import manifest
from dataprep.launcher.launch import launch
from dataprep.launcher.lookup import Place, job_meant, place_given, place_meant
from dataprep.launcher.manifest import Manifest, Run
from openai_server import Server

LOCAL = Place("local", None)
HOSTED = Place("openai", "https://api.openai.com/v1")
FAR = Place("compatible", "http://far/v1")


@pytest.fixture(autouse=True)
def openai_is_where_it_usually_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)


def launched(folder: Path, name: str, *runs: tuple[str | None, Place]) -> None:
    made = (
        Run(f"{name}-{number}", "0" * 64, place.provider, place.base_url, {}, job)
        for number, (job, place) in enumerate(runs)
    )
    manifest.keep(Manifest(runs=tuple(made)), folder / f"{name}.dataprep.json")


def test_what_is_given_needs_no_manifest(tmp_path: Path) -> None:
    assert job_meant(tmp_path, "ftjob-1", FAR) == ("ftjob-1", FAR)


def test_a_manifest_says_who_has_a_job(tmp_path: Path) -> None:
    launched(tmp_path, "a", ("ftjob-1", HOSTED), ("ftjob-2", LOCAL))

    assert job_meant(tmp_path, "ftjob-1", None) == ("ftjob-1", HOSTED)


def test_a_manifest_alone_sends_no_key_anywhere(tmp_path: Path) -> None:
    launched(tmp_path, "a", ("ftjob-1", FAR))

    for ask in (lambda: job_meant(tmp_path, "ftjob-1", None), lambda: place_meant(tmp_path)):
        with pytest.raises(UsageError, match="it is at http://far/v1; if you trust that"):
            ask()


def test_a_launch_where_the_provider_usually_is_is_trusted(
    server: Server, train: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", f"{server.url}/")
    launch(train, model="gpt-4.1-mini")
    usual = Place("openai", server.url)

    assert job_meant(tmp_path, "ftjob-1", None) == ("ftjob-1", usual)
    assert job_meant(tmp_path, None, place_given("openai", None)) == ("ftjob-1", usual)
    assert place_meant(tmp_path) == usual


def test_a_place_is_the_same_however_it_is_written() -> None:
    assert place_given("compatible", "HTTP://Far/v1/") == FAR
    assert place_given("openai", None) == HOSTED
    assert place_given("local", None) == LOCAL
    assert place_given(None, None) is None


def test_a_base_url_needs_its_provider() -> None:
    with pytest.raises(UsageError, match="--base-url goes with --provider"):
        place_given(None, "http://far/v1")


def test_the_last_job_at_a_place_is_meant(tmp_path: Path) -> None:
    launched(tmp_path, "a", ("ftjob-1", FAR), ("ftjob-2", LOCAL))

    assert job_meant(tmp_path, None, FAR) == ("ftjob-1", FAR)


def test_the_last_job_is_meant_where_there_is_one_manifest(tmp_path: Path) -> None:
    launched(tmp_path, "a", ("ftjob-1", FAR), ("ftjob-2", LOCAL), (None, FAR))

    assert job_meant(tmp_path, None, None) == ("ftjob-2", LOCAL)


def test_a_provider_tells_two_manifests_apart(tmp_path: Path) -> None:
    launched(tmp_path, "a", ("ftjob-1", FAR))
    launched(tmp_path, "b", ("ftjob-2", LOCAL))

    assert job_meant(tmp_path, None, FAR) == ("ftjob-1", FAR)
    with pytest.raises(UsageError, match="say which job is meant: ftjob-1, ftjob-2"):
        job_meant(tmp_path, None, None)
    with pytest.raises(UsageError, match="say with --provider whose jobs are meant"):
        place_meant(tmp_path)


def test_a_job_that_nobody_launched_here_is_unknown(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing here says who has ftjob-1"):
        job_meant(tmp_path, "ftjob-1", None)
    with pytest.raises(UsageError, match="no job was launched here"):
        job_meant(tmp_path, None, None)


def test_one_provider_is_meant_where_all_jobs_are_its(tmp_path: Path) -> None:
    launched(tmp_path, "a", ("ftjob-1", HOSTED))
    launched(tmp_path, "b", ("ftjob-2", HOSTED))

    assert place_meant(tmp_path) == HOSTED
