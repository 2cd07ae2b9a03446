"""The page of the service in a headless Chromium: what is seen, and that nothing else happens."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import product
from typing import Any

import httpx
import pytest
from openai.types.fine_tuning import FineTuningJob

from chat_records import lines
from serving import client, finished, serving

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.browser

WIDTHS, SCHEMES = (390, 1280), ("light", "dark")
EVIL = "<img src=x onerror=document.title='evil'>"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("service")) as (_, url):
        yield url


@pytest.fixture(scope="module")
def job(url: str) -> FineTuningJob:
    """A job that is done, on a file whose name and texts look like markup."""
    content = lines(20).encode()
    with client(url) as openai:
        file, other = (
            openai.files.create(file=(f"{EVIL}.jsonl", content), purpose="fine-tune").id
            for _ in range(2)
        )
        made = openai.fine_tuning.jobs.create(
            model="gpt-4.1-mini", training_file=file, validation_file=other, suffix="markup"
        )
        return finished(openai, made.id)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A headless Chromium: the system's where there is one, else playwright's."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    with playwright.sync_playwright() as driver:
        try:
            browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        except playwright.Error as error:
            pytest.skip(f"no Chromium starts here: {str(error).splitlines()[0]}")
        yield browser
        browser.close()


class Visit:
    """A page of a browser that notes what should not happen."""

    def __init__(self, chromium: Any, url: str, width: int = 1280, scheme: str = "light") -> None:
        self.root = url.removesuffix("/v1")
        self.page = chromium.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        self.page.set_default_timeout(10_000)
        self.faults: list[str] = []
        self.page.on("console", lambda said: self.faults.append(said.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", self._note)

    def _note(self, request: Any) -> None:
        if not request.url.startswith(f"{self.root}/"):
            self.faults.append(request.url)

    def see(self, place: str, *texts: str) -> None:
        self.page.goto(f"{self.root}/#/{place}")
        for text in texts:
            self.page.get_by_text(text).first.wait_for()


@pytest.mark.parametrize(("width", "scheme"), [*product(WIDTHS, SCHEMES)])
def test_every_part_fits_and_asks_nobody_else(
    url: str, job: FineTuningJob, chromium: Any, width: int, scheme: str
) -> None:
    visit = Visit(chromium, url, width, scheme)
    parts = {
        f"jobs/{job.id}": ("The job has successfully completed", "Loss", str(job.fine_tuned_model)),
        f"files/{job.training_file}": (EVIL, "records 20"),
        "playground": ("Ask both",),
    }
    for place, texts in parts.items():
        visit.see(place, *texts)
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
        assert visit.page.title() == f"{place.partition('/')[0]} \u00b7 dataprep service"
    assert visit.faults == []


def test_the_charts_follow_the_job(url: str, job: FineTuningJob, chromium: Any) -> None:
    visit = Visit(chromium, url)
    visit.see(f"jobs/{job.id}", "What happened")

    visit.page.locator("canvas").nth(1).wait_for()
    assert visit.page.locator(".log li").count() > 20
    legend = visit.page.locator(".u-legend").first.inner_text()
    assert [name in legend for name in ("step", "training", "validation")] == [True] * 3


def test_two_models_answer_side_by_side(url: str, job: FineTuningJob, chromium: Any) -> None:
    visit = Visit(chromium, url)
    visit.see(f"jobs/{job.id}", "Compare it with its base")
    visit.page.get_by_text("Compare it with its base").click()
    visit.page.get_by_label("Question").fill("Wie schwer ist Element 3?")
    visit.page.locator("option").nth(1).wait_for(state="attached")
    visit.page.get_by_label("Question").press("Tab")
    visit.page.get_by_text("Ask both").press("Enter")

    sides = visit.page.locator("section")
    for index in range(2):
        sides.nth(index).get_by_text("tokens \u00b7").wait_for()
    chosen = [sides.nth(index).locator("select").input_value() for index in range(2)]
    assert chosen == [job.model, job.fine_tuned_model]
    assert visit.faults == []


def test_what_goes_wrong_is_said(url: str, chromium: Any) -> None:
    visit = Visit(chromium, url)
    visit.see("jobs/ftjob-nowhere", "Could not find fine tune: ftjob-nowhere")


def test_a_page_asks_for_the_key(
    chromium: Any, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATAPREP_SERVICE_KEY", "right")
    with serving(tmp_path_factory.mktemp("keyed")) as (_, url):
        visit = Visit(chromium, url)
        visit.see("jobs", "This service has a key")
        visit.page.get_by_label("This service has a key").fill("right")
        visit.page.get_by_text("Go on").last.click()
        visit.page.get_by_text("There is no job yet").wait_for()


def test_nothing_is_loaded_from_elsewhere_or_framed(url: str) -> None:
    headers = httpx.get(url.removesuffix("v1")).headers

    assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self';")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
