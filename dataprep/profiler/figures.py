"""What is in a data set: the one value that the page, the terminal and the JSON are made from."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from dataprep.linter.selection import rule_named
from dataprep.profiler.spread import spread

if TYPE_CHECKING:
    from datetime import date

    from dataprep.estimator.report import Estimate, EstimateReport
    from dataprep.linter.finding import FileSummary, Finding, Report, Severity
    from dataprep.profiler.conversation import Conversation
    from dataprep.profiler.share import Share
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

    @classmethod
    def all_of(cls, share: Share) -> tuple[Role, ...]:
        """Return the roles of SHARE, those that say most first."""
        roles = [
            cls(
                role=learnt.role,
                messages=share.messages[learnt] + share.messages[read],
                tokens=share.tokens[learnt] + share.tokens[read],
                trained_messages=share.messages[learnt],
                trained_tokens=share.tokens[learnt],
            )
            for learnt, read in {
                (speaker._replace(trained=True), speaker._replace(trained=False))
                for speaker in share.messages
            }
        ]
        return tuple(sorted(roles, key=lambda role: (-role.tokens, role.role)))


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one epoch, as MODEL counts them: TRAINED, CONTEXT and OTHER add up to TOTAL.

    OTHER is what stands in no message: definitions of tools, what frames messages and sequences,
    and of a pair the prompt, which is counted with both answers. LENGTHS are of the longest
    sequence of each record, which is what the LIMIT cuts.
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

    @classmethod
    def of(cls, share: Share, bill: EstimateReport) -> Tokens:
        """Return the tokens of SHARE, as the first model of the BILL counts them."""
        first = bill.estimates[0]
        said = share.tokens.total()
        trained = sum(number for (_, learnt), number in share.tokens.items() if learnt)
        return cls(
            model=first.model,
            encoding=first.encoding,
            tokenizer=bill.tokenizer,
            total=first.tokens_per_epoch,
            trained=trained,
            context=said - trained,
            other=first.tokens_per_epoch - said,
            limit=first.limit,
            over_limit=first.over_limit,
            lengths=spread(share.lengths, limit=first.limit),
        )


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that was broken COUNT times; the EXAMPLES are the first."""

    code: str
    name: str
    title: str
    severity: Severity
    count: int
    examples: tuple[Finding, ...]

    @classmethod
    def all_of(cls, report: Report) -> tuple[Broken, ...]:
        """Return the rules broken in REPORT: errors first, and those that were broken most."""
        broken = []
        for code, count in report.counts.items():
            rule = rule_named(code)
            examples = tuple(found for found in report.findings if found.code == code)
            severity = examples[0].severity
            broken.append(cls(code, rule.name, rule.title, severity, count, examples))
        return tuple(sorted(broken, key=lambda rule: (rule.severity, -rule.count, rule.code)))


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
