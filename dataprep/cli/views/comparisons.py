"""How the answers of several models look, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console
from rich.table import Table

from dataprep.records.printable import printable

if TYPE_CHECKING:
    from dataprep.launcher.compare import Comparison
    from dataprep.launcher.provider import Answer


def show(comparison: Comparison) -> None:
    """Show each prompt, and below it a column for each model."""
    console = Console(highlight=False, markup=False)
    for prompt in comparison.prompts:
        for message in prompt.messages:
            said = f"{message['role']}: {message.get('content') or ''}"
            console.print(printable(said, keep="\n"))
        table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, expand=True)
        for model in comparison.models:
            table.add_column(printable(model), ratio=1, overflow="fold")
        table.add_row(*(printable(answer.text, keep="\n") for answer in prompt.answers))
        table.add_row(*(_numbers(answer) for answer in prompt.answers))
        console.print("", table, "")


def document(comparison: Comparison) -> dict[str, Any]:
    """Return COMPARISON as ``dataprep/compare`` describes it."""
    return {"version": 1, "models": comparison.models, "prompts": comparison.prompts}


def _numbers(answer: Answer) -> str:
    """Return the tokens and the time of ANSWER, a question mark where nobody counted."""
    counts = (answer.prompt_tokens, answer.completion_tokens)
    prompt, completion = ("?" if count is None else f"{count:,}" for count in counts)
    return f"\n{prompt} + {completion} tokens, {answer.seconds:.2f} s"
