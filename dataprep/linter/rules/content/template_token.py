"""DP405: a mark of a chat template in the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.edits import Reword
from dataprep.linter.finding import Fix, Problem, Severity, unsafe
from dataprep.linter.rule import message_rule
from dataprep.linter.rules.content.texts import prose, texts
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer

TRIGGER = (
    r"<\|[a-z_]|\|>|\[/?INST\]|<</?SYS>>|</?s>|<image>|<video>|<(start|end)_of_(turn|text|image)>"
    r"|<(bos|eos|pad|unk|eot)>|(?-i:\[PAD\]|\[MASK\]|\[CLS\]|\[SEP\]|\[UNK\])"
    r"|\[/?(TOOL_CALLS|AVAILABLE_TOOLS|TOOL_RESULTS)\]|<\xef\xbd\x9c|<extra_id_"
)
# Behind a quotation mark they are spoken of.
MARK = re.compile(
    r"(?<![\"'“])(?:<\|[A-Za-z]+(?:_[A-Za-z0-9]+)*\|>"
    r"|(?<!\w)\[(?:PAD|MASK|CLS|SEP|UNK)\]|\[/?INST\]|<</?SYS>>"
    r"|<(?:start|end)_of_(?:turn|text|image)>|<(?:bos|eos|pad|unk|eot|BOS|EOS|PAD|UNK|EOT)>"
    r"|\[/?(?:TOOL_CALLS|AVAILABLE_TOOLS|TOOL_RESULTS)\]"
    "|<\uff5c[^<>\n]{1,40}\uff5c>"
    r"|<extra_id_\d+>)"
)
# Inside a text it may be HTML: what is struck out.
EDGE = re.compile(r"\A\s*<s>(?!.*</s>.)|\A(?!.*<s>).*</s>\s*\Z|\A\s*<(?:image|video)>\s", re.DOTALL)

LAST = re.compile(
    r"(?:\s*(?:<\|[A-Za-z]+(?:_[A-Za-z0-9]+)*\|>|</s>|<(?:eos|EOS|end_of_turn)>))+\s*\Z"
)


@message_rule("DP405", Severity.WARNING, trigger=TRIGGER)
def template_token(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """A mark that belongs to a chat template or tokenizer stands in a text.

    ## Why
    The provider puts such marks around each message itself. Written out, they are trained as
    ordinary text: the model learns to print them, and its answers end with a mark instead of
    ending.

    ## What to do
    Remove the marks. Where one text holds a whole conversation, make each turn a message of its
    own.

    ## Fix safety
    Unsafe: the text changes. Only marks at its end are removed; where others remain, the text
    may hold more than one turn, and is left alone.
    """
    for place, text in texts(message, at):
        if found := MARK.search(prose(text)) or EDGE.search(text):
            words = f"{quoted(found[0].strip())} is a mark of a chat template"
            yield Problem(place, words, fix=_without_last(text, place))


def _without_last(text: str, place: Pointer) -> Fix | None:
    last = LAST.search(text)
    rest = text[: last.start()] if last else ""
    if last is None or not rest or MARK.search(prose(rest)) or EDGE.search(rest):
        return None
    return unsafe("remove what ends the text", Reword(place, last.start(), len(text)))
