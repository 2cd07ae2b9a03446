"""What is in a data set: the one value that the page, the terminal and the JSON are made from."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

    from dataprep.estimator.report import Estimate
    from dataprep.linter.finding import FileSummary, Finding, Severity
    from dataprep.profiler.conversation import Conversation
    from dataprep.profiler.spread import Spread

VERSION = 1
# What tells one finding of a rule from another.
PLACE = ("path", "line", "column", "pointer", "message")


@dataclass(frozen=True, slots=True)
class Role:
    """What one role says, and how much of it is learnt."""

    role: str
    messages: int
    tokens: int
    trained_messages: int
    trained_tokens: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one epoch, as MODEL counts them: TRAINED, CONTEXT and OTHER add up to TOTAL.

    OTHER is what stands in no message: definitions of tools, the frame of each sequence, and of a
    pair the prompt, which is counted with both answers. LENGTHS are of the longest sequence of
    each record, which is what the LIMIT cuts.
    """

    model: str
    encoding: str
    tokenizer: str
    total: int
    trained: int
    context: int
    other: int
    limit: int | None
    over_limit: int
    lengths: Spread


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that was broken COUNT times; the EXAMPLES are the first."""

    code: str
    name: str
    title: str
    severity: Severity
    count: int
    examples: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """What is in a data set.

    SKIPPED lines are none of the RECORDS. CONTENTS are the numbers of records that hold a thing,
    LETTERS those of each script. CONVERSATIONS are for people, and not in the JSON.
    """

    version: int = field(default=VERSION, init=False)
    as_of: date
    target: str
    method: str
    files: tuple[FileSummary, ...]
    validation: str | None
    records: int
    skipped: int
    messages: int
    duplicates: int
    turns: Spread
    roles: tuple[Role, ...]
    tokens: Tokens
    letters: dict[str, int]
    contents: dict[str, int]
    errors: int
    warnings: int
    findings: tuple[Broken, ...]
    estimates: tuple[Estimate, ...]
    conversations: tuple[Conversation, ...]

    @property
    def bytes(self) -> int:
        """The size of the files that are trained on."""
        return sum(file.bytes for file in self.files if file.path != self.validation)


def document(profile: Profile) -> dict[str, Any]:
    """Return PROFILE as ``dataprep/profile`` describes it."""
    figures = asdict(profile)
    del figures["conversations"]
    for rule in figures["findings"]:
        rule["examples"] = [{key: each[key] for key in PLACE} for each in rule["examples"]]
    return figures
