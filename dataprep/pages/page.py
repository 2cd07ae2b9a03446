"""The shell of every page: what is given as text is escaped, what is given as HTML is not."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

STYLE = """
:root { color-scheme: light dark; --line: #8884; --quiet: #777; --accent: #2a6fdb; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem;
  color: CanvasText; background: Canvas; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.05rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { border: 1px solid var(--line); padding: .5rem .7rem; text-align: left;
  vertical-align: top; overflow-wrap: anywhere; }
.text { white-space: pre-wrap; } .quiet { color: var(--quiet); font-size: .85rem; }
figure { margin: 1.5rem 0; } svg { max-width: 100%; height: auto; }
"""


def page(title: str, parts: Iterable[str]) -> str:
    """Return the page with TITLE and the HTML of PARTS."""
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>",
            f"<h1>{escape(title)}</h1>",
            *parts,
            "</body></html>\n",
        ]
    )


def element(tag: str, text: str, *, style: str | None = None) -> str:
    """Return the element TAG around TEXT, of the class STYLE."""
    kind = f' class="{style}"' if style else ""
    return f"<{tag}{kind}>{escape(text)}</{tag}>"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table: HEAD are texts, each cell of ROWS is HTML."""
    titles = "".join(element("th", text) for text in head)
    lines = ("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{titles}</tr></thead><tbody>{''.join(lines)}</tbody></table>"
