"""How the answers of several models look: side by side in a terminal, as a page, as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
from rich import box
from rich.console import Console
from rich.table import Table

from dataprep.errors import UsageError
from dataprep.pages.page import element, page, table
from dataprep.records.printable import printable
from dataprep.records.sink import check_free, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.launcher.compare import Comparison, Prompt, Reply


# Each model has as much room as the others.
SIDE_BY_SIDE = "table { width: 100%; table-layout: fixed; }\n"
# Not printable for Python, but how many languages are written, and harmless on a page.
WRITTEN = "\n\t\u00a0\u200c\u200d\u202f\u3000"


def show(comparison: Comparison) -> None:
    """Show each prompt, and below it a column for each model."""
    console = Console(highlight=False, markup=False)
    for prompt in comparison.prompts:
        console.print(printable(_asked(prompt), keep="\n"))
        columns = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, expand=True)
        for model in comparison.models:
            columns.add_column(printable(model), ratio=1, overflow="fold")
        columns.add_row(*(printable(answer.text, keep="\n") for answer in prompt.answers))
        columns.add_row(*("\n" + "\n".join(_numbers(answer)) for answer in prompt.answers))
        console.print("", columns, "")


def document(comparison: Comparison) -> dict[str, Any]:
    """Return COMPARISON as ``dataprep/compare`` describes it."""
    return {"version": 1, "models": comparison.models, "prompts": comparison.prompts}


def html(comparison: Comparison) -> str:
    """Return COMPARISON as a page of its own."""
    title = "Answers, side by side"
    parts = [element("h1", title)]
    for number, prompt in enumerate(comparison.prompts, start=1):
        parts.append(element("h2", f"Prompt {number}"))
        parts.append(element("p", _readable(_asked(prompt)), style="text"))
        cells = [
            element("div", _readable(answer.text), style="text")
            + element("p", ", ".join(_numbers(answer)), style="quiet")
            for answer in prompt.answers
        ]
        parts.append(table(map(printable, comparison.models), [cells]))
    return page(title, parts, style=SIDE_BY_SIDE)


def check(path: str, *, force: bool) -> None:
    """Raise an error unless answers can be written to PATH, before they are paid for."""
    if Path(path).suffix not in (".html", ".json"):
        raise UsageError(f"{path}: answers are written as .html or .json; name one of these")
    check_free(path, force=force)


def save(comparison: Comparison, path: str) -> None:
    """Write COMPARISON to PATH in the place of what an earlier run of a pipeline wrote."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    write(comparison, path, force=True)


def write(comparison: Comparison, path: str, *, force: bool) -> None:
    """Write COMPARISON to PATH, in the form that its ending names."""
    if path.endswith(".html"):
        content = html(comparison).encode()
    else:
        content = orjson.dumps(document(comparison), option=orjson.OPT_INDENT_2)
    with written(path, force=force) as out:
        out.write(content)


def _asked(prompt: Prompt) -> str:
    return "\n".join(f"{each['role']}: {_text(each.get('content'))}" for each in prompt.messages)


def _readable(text: str) -> str:
    return printable(text, keep=WRITTEN)


def _text(content: Any) -> str:
    """Return what is to be read of CONTENT: a text, or parts of which some are texts."""
    match content:
        case str(text):
            return text
        case list(parts):
            return " ".join(str(part.get("text", f"[{part.get('type')}]")) for part in parts)
        case _:
            return ""


def _numbers(answer: Reply) -> Iterator[str]:
    """Give the tokens, times and cost of ANSWER, a question mark where nobody counted."""
    counts = (answer.prompt_tokens, answer.completion_tokens)
    asked, said = ("?" if count is None else f"{count:,}" for count in counts)
    yield f"{asked} + {said} tokens, {answer.seconds:.2f} s"
    if answer.first_token_seconds is not None:
        yield f"first word after {answer.first_token_seconds:.2f} s"
    if answer.cost_usd:
        yield f"${answer.cost_usd:.6f}"
