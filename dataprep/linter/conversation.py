"""One line of a file as a conversation: who says what, what is trained, what was found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dataprep import settings
from dataprep.catalog.catalog import Target, provider
from dataprep.errors import UsageError
from dataprep.linter.check import Plan, check
from dataprep.linter.rule import Context
from dataprep.linter.said import Said, listed, messages, tokens
from dataprep.linter.selection import chosen_codes
from dataprep.records.kind import Form
from dataprep.records.method import method_of
from dataprep.records.record import Line, Record, read
from dataprep.records.source import Part, lines, look, parts

if TYPE_CHECKING:
    from dataprep.catalog.catalog import Provider
    from dataprep.linter.finding import Finding
    from dataprep.records.record import Json

# What of a record is shown as its conversation and its tools, where it has the right type.
LISTS = {"messages", "tools", "functions", "preferred_output", "non_preferred_output"}


@dataclass(frozen=True, slots=True)
class Conversation:
    """A line as it is shown. TEXT is what stands there where it is no record.

    TOKENS are counted with ENCODING; FINDINGS are those in no message. OTHER are the fields that
    are no part of the chat.
    """

    path: str
    line: int
    target: str
    encoding: str | None
    tokens: int | None
    messages: tuple[Said, ...]
    tools: tuple[Json, ...]
    other: dict[str, Json]
    findings: tuple[Finding, ...]
    text: str = ""


def conversation(
    path: str, number: int = 1, *, target: str = "openai", model: str | None = None
) -> Conversation:
    """Return the line NUMBER of the file PATH as a conversation.

    Its tokens are counted as MODEL does, or as most models of TARGET do.

    Raises:
        SourceError: the file cannot be read.
        UsageError: it has no such line.
        CatalogError: the target or the model is not known.
    """
    wanted = Target.parse(target)
    offers = provider(wanted.provider)
    chosen = offers.model(model) if model else None
    line = _line(path, number)
    record = read(line)
    value = record.value if isinstance(record, Record) else {}
    context = Context(
        provider=offers,
        method=wanted.method or method_of(value),
        today=settings.today(),
        model_name=model,
        model=chosen,
    )
    encoding = chosen.encoding if chosen else _usual_encoding(offers)
    found = _findings(line, context)
    said = tuple(messages(value, context.method, encoding, found))
    placed = {each for message in said for each in message.findings}
    return Conversation(
        path=path,
        line=number,
        target=context.target,
        encoding=encoding,
        tokens=tokens(value, context.method, encoding),
        messages=said,
        tools=tuple(_tools(value)),
        other={key: value[key] for key in value if not _is_chat(key, value[key])},
        findings=tuple(each for each in found if each not in placed),
        text="" if isinstance(record, Record) else line.data.decode("utf-8", "backslashreplace"),
    )


def _tools(value: dict[str, Json]) -> list[Json]:
    holders = [value, *(holder for holder in [value.get("input")] if isinstance(holder, dict))]
    return [
        tool
        for holder in holders
        for key in ("tools", "functions")
        for tool in listed(holder.get(key))
    ]


def _is_chat(key: str, value: Json) -> bool:
    return isinstance(value, list) if key in LISTS else key == "input" and isinstance(value, dict)


def _line(path: str, number: int) -> Line:
    source = look(path)
    if source.kind.form is not Form.LINES:
        form = source.kind.detail or source.kind.form.value
        raise UsageError(f"{path}: is {form}, not JSON Lines; `dataprep lint` says what to do")
    before = 0
    for part in parts(source):
        found = lines(part.read())
        if number <= before + len(found):
            return Line(path, number, found[number - before - 1])
        before += len(found)
    raise UsageError(f"{path}: there is no line {number:,}; the last one is {before:,}")


def _findings(line: Line, context: Context) -> list[Finding]:
    """Return what is found in LINE; what is said of a file as a whole is not asked."""
    part = Part(line.path, 0, len(line.data), line.data + b"\n")
    share = check((part, Plan(0, context, chosen_codes(), None)))
    return [replace(found, line=line.number) for found in share.findings]


def _usual_encoding(offers: Provider) -> str | None:
    """Return the encoding of most of the models that are offered, if there are any."""
    usual = Counter(model.encoding for model in offers.models).most_common(1)
    return usual[0][0] if usual else None
