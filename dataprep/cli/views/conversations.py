"""How one record looks as a conversation."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import orjson
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from dataprep.linter.reporters import json
from dataprep.linter.reporters.text import frame
from dataprep.linter.said import CONTEXT
from dataprep.linter.selection import rule_named
from dataprep.records.printable import cells, printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dataprep.linter.conversation import Conversation
    from dataprep.linter.finding import Finding
    from dataprep.linter.said import Said
    from dataprep.records.record import Json

INDENT = 2


def show(shown: Conversation) -> None:
    """Show the line: its messages, each with what is found in it, then what else it holds."""
    console = Console(highlight=False, markup=False)
    facts = [shown.target]
    if shown.tokens is not None:
        facts.append(f"{shown.tokens:,} tokens ({shown.encoding})")
    console.print(Text(f"{printable(shown.path)}:{shown.line}", "bold"), "·", " · ".join(facts))
    if shown.text.strip():
        console.print()
        console.print(_folded(shown.text))
    for said in shown.messages:
        _show_message(console, said)
    if shown.tools:
        console.print("\ntools", style="bold")
        for tool in shown.tools:
            console.print(_folded(_tool(tool)))
    for key, value in shown.other.items():
        console.print(f"\n{printable(key)}", style="bold")
        console.print(_folded(value if isinstance(value, str) else _json(value)))
    if shown.findings:
        console.print()
        _show_findings(console, shown.findings, indent=0)


def document(shown: Conversation) -> dict[str, Any]:
    """Return SHOWN as ``dataprep/conversation`` describes it."""
    messages = [
        asdict(said) | {"findings": [json.finding(each) for each in said.findings]}
        for said in shown.messages
    ]
    findings = [json.finding(each) for each in shown.findings]
    fields = asdict(shown) | {"messages": messages, "findings": findings}
    return {"version": 1, **fields}


def _show_message(console: Console, said: Said) -> None:
    name = printable(said.role) + (f" ({printable(said.answers)})" if said.answers else "")
    use = said.use if said.tokens is None else f"{said.use} · {said.tokens:,} tokens"
    style = "dim" if said.use == CONTEXT else "bold green"
    gap = " " * max(1, console.width - cells(name) - cells(use))
    console.print()
    console.print(Text(name, "bold") + Text(gap) + Text(use, style))
    if said.text:
        console.print(_folded(said.text))
    for image in said.images:
        console.print(_folded(f"[image: {image}]"))
    for call in said.calls:
        console.print(_folded(f"-> {call.name}({call.arguments})  {call.id}".rstrip()))
    _show_findings(console, said.findings, indent=INDENT)


def _show_findings(console: Console, findings: Iterable[Finding], *, indent: int) -> None:
    for found in findings:
        style = "bold red" if found.severity == "error" else "yellow"
        rule = Text(f"{found.severity} {found.code} {found.name}: ", style)
        console.print(
            Padding(rule + Text(printable(found.message)), (0, 0, 0, indent), expand=False)
        )
        if found.excerpt:
            marked = "\n".join(frame(found.excerpt))
            console.print(Padding(Text(marked), (0, 0, 0, indent), expand=False), soft_wrap=True)
        console.print(
            Padding(Text(f"-> {rule_named(found.code).cure}"), (0, 0, 0, indent), expand=False)
        )


def _folded(text: str) -> Padding:
    """Return TEXT, folded to the width between margins."""
    return Padding(
        Text(printable(text, keep="\n"), overflow="fold"), (0, 0, 0, INDENT), expand=False
    )


def _tool(tool: Json) -> str:
    """Return the definition TOOL in one line: its name, its arguments, what it does."""
    function = tool.get("function", tool) if isinstance(tool, dict) else tool
    match function:
        case {"name": str(name), **more}:
            parameters = more.get("parameters")
            known = parameters.get("properties") if isinstance(parameters, dict) else None
            arguments = ", ".join(known) if isinstance(known, dict) else ""
            return f"{name}({arguments})  {more.get('description') or ''}".rstrip()
        case _:
            return _json(tool)


def _json(value: Json) -> str:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()
