"""The shell of every page: what is given as text is escaped, what is given as HTML is not."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

STYLE = Path(__file__).with_name("style.css")
# A page loads nothing and runs nothing, whatever finds its way into it.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def page(title: str, parts: Iterable[str], *, style: str = "") -> str:
    """Return the page with TITLE and the HTML of PARTS; STYLE goes over that of all pages."""
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            '<link rel="icon" href="data:,">',
            f"<title>{escape(title)}</title>",
            f"<style>\n{STYLE.read_text('utf-8')}{style}</style>",
            "</head>",
            "<body>",
            *parts,
            "</body>",
            "</html>\n",
        ]
    )


def element(tag: str, text: str, *, style: str | None = None) -> str:
    """Return the element TAG around TEXT, of the class STYLE."""
    kind = f' class="{style}"' if style else ""
    return f"<{tag}{kind}>{escape(text)}</{tag}>"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table, as wide as it has to be: HEAD are texts, each cell of ROWS is HTML."""
    titles = "".join(element("th", text) for text in head)
    lines = ("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    whole = f"<table><thead><tr>{titles}</tr></thead><tbody>{''.join(lines)}</tbody></table>"
    return f'<div class="wide" tabindex="0">{whole}</div>'
