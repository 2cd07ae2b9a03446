"""The report's page in a headless Chromium: what people see, and that nothing else happens."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from chat_records import chats
from command import Run
from dataprep.records.record import Json
from tool_records import answer, call, calling, tool

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.browser

# A telephone's and a desktop's.
WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")
TILES = ("Records", "Tokens an epoch", "Over the limit", "Errors")
ASK = {"role": "user", "content": "Why is the sky blue? <script>alert(1)</script>"}
ANSWER = {"role": "assistant", "content": "Air scatters blue light most. Write to jo@gmx.de."}
RECORDS: dict[str, list[Json]] = {
    "tools": [
        {
            "messages": [
                ASK,
                calling(call("c1")),
                answer("c1"),
                ANSWER | {"weight": 0},
                ASK,
                ANSWER,
            ],
            "tools": [tool()],
        },
        {"messages": [ASK, {"role": "human", "content": "x" * 5000}]},
        *chats(40),
    ],
    "pairs": [
        {
            "input": {"messages": [ASK]},
            "preferred_output": [ANSWER],
            "non_preferred_output": [{"role": "assistant", "content": f"No idea, {n}."}],
        }
        for n in range(20)
    ],
}
# Real files, with the format that they are converted from.
REAL = {
    "tau-bench": "tau-bench/gpt-4o-airline.json",
    "glaive": "llama-factory/glaive_toolcall_en_demo.json",
    "dpo": "llama-factory/dpo_en_demo.json",
}


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


@pytest.fixture(params=[*RECORDS, *REAL])
def train(request: pytest.FixtureRequest, tmp_path: Path, dataprep: Run) -> Path:
    """A file to look at: records made here, or a real data set once it is converted."""
    path = tmp_path / "train.jsonl"
    if made := RECORDS.get(request.param):
        path.write_text("".join(f"{json.dumps(record)}\n" for record in made), "utf-8")
        return path
    source = request.getfixturevalue("shared") / "data" / REAL[request.param]
    assert dataprep("convert", source, "--to", path).returncode == 0
    return path


def test_the_page_shows_the_figures_and_asks_for_nothing(
    dataprep: Run, train: Path, chromium: Any
) -> None:
    assert dataprep("report", "train.jsonl").returncode == 0
    bill = json.loads(dataprep("estimate", "train.jsonl", "--output-format", "json").stdout)
    report = json.loads(dataprep("lint", "train.jsonl", "--output-format", "json").stdout)
    for width, scheme in product(WIDTHS, SCHEMES):
        page = chromium.new_page(
            viewport={"width": width, "height": WIDTHS[0]}, color_scheme=scheme
        )
        quiet(page, (train.parent / "report.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert figures(page) == expected(bill, report)
        page.close()


def quiet(page: Any, address: str) -> None:
    """Open ADDRESS and everything in it; the page says nothing and asks for nothing more."""
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert (said, asked) == ([], [address])


def figures(page: Any) -> dict[str, Any]:
    """Return the figures that PAGE shows, as texts."""

    def texts(places: str) -> list[str]:
        found: list[str] = page.locator(places).all_inner_texts()
        return found

    tiles = dict(zip(texts(".tiles dt"), texts(".tiles dd b"), strict=True))
    return {
        "tiles": {name: tiles[name] for name in TILES},
        "rules": dict(zip(texts(".rule summary b"), texts(".rule .count"), strict=True)),
        "models": dict(
            zip(
                texts("#cost tr[data-model] th"),
                zip(*[iter(texts("#cost tr[data-model] td"))] * 5, strict=True),
                strict=True,
            )
        ),
    }


def expected(bill: Any, report: Any) -> dict[str, Any]:
    """Return the figures that a page must show, of what `estimate` and `lint` say."""
    first = bill["estimates"][0]
    numbers = [bill["records"], first["tokens_per_epoch"], first["over_limit"], report["errors"]]
    return {
        "tiles": {name: f"{number:,}" for name, number in zip(TILES, numbers, strict=True)},
        "rules": {code: f"{count:,}" for code, count in report["counts"].items()},
        "models": {
            each["model"]: (
                f"{each['tokens_per_epoch']:,}",
                str(each["epochs"]),
                f"{each['billed_tokens']:,}",
                f"{each['usd_per_million']:,.2f}",
                cost(each),
            )
            for each in bill["estimates"]
        },
    }


def cost(estimate: Any) -> str:
    """Return the cost as the page shows it: a figure, or from where to where."""
    price = estimate["usd_per_million"] / 1_000_000
    low, high = (
        f"${usd:,.2f}" if usd >= 1 else f"${usd:.4f}"
        for usd in (estimate["low"] * price, estimate["high"] * price)
    )
    return low if low == high else f"{low} to {high}"


@pytest.fixture
def page(dataprep: Run, tmp_path: Path, chromium: Any) -> Iterator[Any]:
    """The page on records with tools, in a browser that runs no script."""
    lines = "".join(f"{json.dumps(record)}\n" for record in RECORDS["tools"])
    (tmp_path / "train.jsonl").write_text(lines, "utf-8")
    assert dataprep("report", "train.jsonl").returncode == 0
    context = chromium.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto((tmp_path / "report.html").as_uri())
    yield opened
    context.close()


def test_the_keyboard_reaches_and_opens_everything(page: Any) -> None:
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    assert skip.bounding_box()["x"] >= 0
    summary = page.locator("#findings summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("#findings details").first.get_attribute("open") is not None


def test_a_finding_leads_to_its_record(page: Any) -> None:
    page.locator("#findings summary", has_text="unknown-role").click()
    page.locator("#findings a:visible").first.click()
    assert page.locator(".record > div:target").is_visible()
    assert page.locator(".record > div:target .finding").count() >= 1


def test_records_without_findings_can_be_put_aside(page: Any) -> None:
    before = page.locator(".record:visible").count()
    page.get_by_label("only those with findings").check()
    assert 0 < page.locator(".record:visible").count() < before


def test_bubbles_show_masks_weights_and_calls(page: Any) -> None:
    record = page.locator(".record").first
    record.locator("summary").first.click()
    assert record.locator(".bubble .mask").all_inner_texts() == [
        *("context", "trained", "context", "context", "context", "trained")
    ]
    shown = record.inner_text()
    assert "next_train(" in shown
    assert "weight" in shown
    assert "jo@gmx.de" not in shown
