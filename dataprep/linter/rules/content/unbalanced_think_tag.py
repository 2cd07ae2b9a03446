"""DP411: thoughts that do not begin or end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import message_rule
from dataprep.linter.rules.content.texts import answer_texts, prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer

TAG = re.compile(
    r"<(/?)((?i:think|thinking|thought|thoughts|reasoning|reflection|scratchpad))>"
    "|\\[(/?)(THINK)\\]|\u25c1(/?)(think)\u25b7"
)


def _times(count: int) -> str:
    return {0: "never", 1: "once"}.get(count, f"{count} times")


@message_rule(
    "DP411",
    Severity.WARNING,
    roles="assistant",
    trigger=r"</?(thin|though|reaso|refle|scratc)[a-z]*>|\[/?think\]|think\xe2\x96\xb7",
)
def unbalanced_think_tag(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """A tag around thoughts is opened and not closed, or closed and not opened.

    ## Why
    What cuts the thoughts off looks for both tags. With one of them, thoughts are shown as the
    answer, or the answer is hidden as a thought.

    ## What to do
    Remove the thoughts with their tags, or write the missing tag.
    """
    for place, text in answer_texts(message, at):
        found = [tag.groups("") for tag in TAG.finditer(prose(text))]
        tags = [("".join(groups[::2]), "".join(groups[1::2]).lower()) for groups in found]
        for name in dict.fromkeys(name for _, name in tags):
            opened, closed = tags.count(("", name)), tags.count(("/", name))
            if opened != closed:
                yield Problem(
                    place, f"'<{name}>' is opened {_times(opened)} and closed {_times(closed)}"
                )
