"""The page: what it must hold, and what it must never."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from chat_records import chats
from dataprep.linter.reporters import html
from dataprep.pages.page import STYLE
from dataprep.profiler.page import TEMPLATES, page
from dataprep.profiler.profile import profile
from dataprep.records.record import Json
from tool_records import answer, call, calling, tool

# Those of all pages, of the profile and of the report of findings.
STYLES = (STYLE, TEMPLATES / "style.css", html.STYLE)

HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7 * 7 }}\"' \u202e\x07 &"
)
SECRETS = ["jane.roe@gmx.de", "4111 1111 1111 1111", "Tr0ub4dor&33x", "DE89 3704 0044 0532 0130 00"]
# Elements that have no end, or whose end HTML lets one leave out.
OPEN = {"meta", "link", "input", "th", "td", "tr"}


class Elements(HTMLParser):
    """The elements of a page and their attributes; ends must fit beginnings."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in OPEN:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in OPEN:
            assert self.open.pop() == tag


def page_of(folder: Path, records: list[Json], *, lines: str = "", samples: int = 24) -> str:
    path = folder / "train.jsonl"
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records) + lines, "utf-8")
    return page(profile([str(path)], samples=samples))


def elements(html: str) -> Elements:
    found = Elements()
    found.feed(html)
    assert found.open == []
    return found


def hostile(text: str) -> Json:
    return {
        "messages": [
            {"role": "user", "content": text, "name": text},
            calling(call(text, json.dumps({"station": text}), text), content=text),
            answer(text),
            {"role": "assistant", "content": [{"type": "text", "text": text}], "weight": 0},
            {"role": text, "content": None, "refusal": text},
        ],
        "tools": [tool(text, description=text)],
        text: text,
    }


def test_nothing_of_the_data_becomes_markup(tmp_path: Path) -> None:
    plain = elements(page_of(tmp_path, [hostile("words"), *chats(3)], lines="words\n"))
    html = page_of(tmp_path, [hostile(HOSTILE), *chats(3)], lines=f"{HOSTILE}\n")
    tags = {tag for tag, _ in elements(html).found}
    assert tags <= {tag for tag, _ in plain.found} | {"h3"}
    assert not tags & {"script", "img", "iframe", "object"}
    assert "alert(1)" in html
    assert "49" not in re.findall(r"onerror=alert\(2\)&gt;(\S*)", html)


def test_nothing_unseen_misleads_a_reader(tmp_path: Path) -> None:
    html = page_of(tmp_path, [hostile(HOSTILE), *chats(3)], lines=f"{HOSTILE}\n")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", html)


def test_nothing_is_fetched_from_elsewhere(tmp_path: Path) -> None:
    image = {"type": "image_url", "image_url": {"url": "https://pictures.test/cat.png"}}
    asked = {"messages": [{"role": "user", "content": [image]}, *chats(1)[0]["messages"]]}
    found = elements(page_of(tmp_path, [asked, *chats(3)])).found
    links = [
        value
        for _, attributes in found
        for key, value in attributes.items()
        if key in ("src", "href")
    ]
    assert links
    assert all(link and link.startswith(("#", "data:,")) for link in links)
    assert not [file for file in STYLES if "url(" in file.read_text("utf-8")]


@pytest.mark.parametrize("secret", SECRETS)
def test_what_is_private_stays_behind(tmp_path: Path, secret: str) -> None:
    said = {"role": "user", "content": f"password: {secret}"}
    well = {"messages": [said, {"role": "assistant", "content": "Noted."}]}
    ill = {"messages": [said | {"role": "human"}]}
    html = page_of(tmp_path, [well, ill], lines=f'{{"messages": "password: {secret}\n')
    assert secret not in html
    assert "privacy" in html


def test_the_page_is_the_same_on_every_run(tmp_path: Path) -> None:
    records = [hostile("words"), *chats(40)]
    assert page_of(tmp_path, records) == page_of(tmp_path, records)


def test_links_lead_to_records_that_are_shown(tmp_path: Path) -> None:
    found = elements(page_of(tmp_path, [hostile("words"), *chats(3)])).found
    places = {attributes.get("id") for _, attributes in found}
    links = {value[1:] for tag, a in found if tag == "a" and (value := a["href"])}
    assert any(link.startswith("record-") for link in links)
    assert links <= places


def test_every_part_has_one_name_and_headings_skip_no_level(tmp_path: Path) -> None:
    found = elements(page_of(tmp_path, [hostile("words"), *chats(30)])).found
    ids = [attributes["id"] for _, attributes in found if "id" in attributes]
    assert len(ids) == len(set(ids))
    levels = [int(tag[1]) for tag, _ in found if re.fullmatch("h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("character", ["<", "\u202e", "🙂"])
def test_the_page_stays_small_whatever_the_records_hold(tmp_path: Path, character: str) -> None:
    said = [{"role": role, "content": character * 900} for role in ("user", "assistant")]
    records = [{"messages": [{"role": "system", "content": str(n)}, *said * 10]} for n in range(60)]
    # As many records again may be shown for what was found in them.
    assert len(page_of(tmp_path, records).encode()) < 3_000_000 / 2


def test_what_is_left_out_of_a_record_is_said(tmp_path: Path) -> None:
    messages = [{"role": "user", "content": "a" * 3000}, {"role": "assistant", "content": "Yes."}]
    html = page_of(tmp_path, [{"messages": messages * 30}])
    assert "1,000 characters more" in html
    assert "and 20 messages more" in html


def luminance(colour: str) -> float:
    """Return the relative luminance of COLOUR, as WCAG 2 defines it."""
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("name", "ground", "least"),
    [
        *((name, ground, 4.5) for name in ("ink", "quiet", "link", "error", "warning")
          for ground in ("paper", "sheet")),
        *((name, "paper", 3.0) for name in ("trained", "other", "focus")),
        ("ink", "mark", 4.5),
    ],
)  # fmt: skip
def test_colours_can_be_read_on_their_ground(
    scheme: str, name: str, ground: str, least: float
) -> None:
    colours: dict[str, str] = {}
    for file in STYLES:
        light, dark = file.read_text("utf-8").split("@media")[:2]
        colours |= re.findall(r"--(\w+): (#\w+);", {"light": light, "dark": dark}[scheme])
    brighter, darker = sorted((luminance(colours[name]), luminance(colours[ground])), reverse=True)
    assert (brighter + 0.05) / (darker + 0.05) >= least
