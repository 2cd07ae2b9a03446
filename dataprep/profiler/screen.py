"""What of a record's texts may be shown: secrets and personal data stay behind."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import orjson

from dataprep.catalog.catalog import provider
from dataprep.linter.check import Plan, check
from dataprep.linter.masking import masked
from dataprep.linter.rule import Context
from dataprep.linter.selection import chosen_codes
from dataprep.records.source import Part

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

PRIVACY = "DP6"

# Control characters but for tabs and line feeds, and what turns the direction of text around:
# the latter would make a reader see other words than the model does.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def screened(texts: Iterable[str], *, today: date) -> dict[str, str]:
    """Return what to show for each of TEXTS.

    Where the rules about privacy find something it is masked, and where they do even then, hidden.
    """
    shown = {text: text for text in texts}
    for text in _leaks(shown, today):
        shown[text] = masked(text)
    leaks = _leaks(shown.values(), today)
    return {
        text: f"(hidden, for {', '.join(sorted(leaks[safe]))})" if safe in leaks else safe
        for text, safe in shown.items()
    }


def visible(text: str) -> str:
    """Return TEXT with the characters that nobody sees, or that mislead, written as escapes."""
    return _UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def _leaks(texts: Iterable[str], today: date) -> dict[str, set[str]]:
    """Return those of TEXTS in which rules about privacy find something, and these rules' names."""
    asked = list(texts)
    data = b"".join(orjson.dumps(_asked(text)) + b"\n" for text in asked)
    context = Context(
        provider=provider("openai"), method="sft", today=today, model_name=None, model=None
    )
    plan = Plan(0, context, chosen_codes([PRIVACY]), listed=None)
    leaks: defaultdict[str, set[str]] = defaultdict(set)
    for found in check((Part("", 0, len(data), data), plan)).findings:
        if found.line:
            leaks[asked[found.line - 1]].add(found.name)
    return leaks


def _asked(text: str) -> dict[str, list[dict[str, str]]]:
    """Return TEXT as a record, which the rules can read whatever it comes from."""
    said = {"role": "user", "content": text}
    return {"messages": [said, {"role": "assistant", "content": "."}]}
