"""DP023: a control character inside a text."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Severity, safe
from dataprep.linter.rule import line_rule
from dataprep.linter.rules.file.correction import correction, inside_texts
from dataprep.linter.rules.file.reading import problems
from dataprep.linter.rules.file.tokens import Cause
from dataprep.records.record import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.linter.finding import Fix, Problem
    from dataprep.records.record import Unreadable

_REST = re.compile(rb'(?:[^"\\]|\\[^\x00-\x1f])*+', re.DOTALL)
_RAW = re.compile(rb"[\x01-\x1f]")


@line_rule("DP023", Severity.ERROR, State.BROKEN)
def raw_control_character(unreadable: Unreadable) -> Iterator[Problem]:
    r"""A text holds a raw tab, carriage return or other control character.

    ## Why
    JSON wants control characters escaped, so that a record stays on its line. They stand there
    raw where a record was put together from pieces of text and not with a JSON writer.

    ## What to do
    Write `\t` for a tab and `\r` for a carriage return, or write the file again with
    `json.dumps`.

    ## Fix safety
    Safe: the escape stands for the same character, and every reader of the line now gets it.
    """
    yield from problems(unreadable, Cause.CONTROL, _cure)


def _cure(data: bytes) -> Fix | None:
    done = correction(data, Cause.CONTROL, _escaped, inside_texts(_RAW, _escape))
    return safe("escape the characters", done) if done else None


def _escaped(data: bytes, at: int) -> bytes:
    """Return DATA with what is raw escaped from AT to the end of the text there."""
    rest = _REST.match(data, at)
    end = rest.end() if rest else at
    return data[:at] + _RAW.sub(_escape, data[at:end]) + data[end:]


def _escape(found: re.Match[bytes]) -> bytes:
    return json.dumps(found[0].decode())[1:-1].encode()
