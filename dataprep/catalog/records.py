"""How a provider wants its records, beyond what its schema says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dataprep.catalog.fact import Fact

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Records(Fact):
    """How records are written for a provider; False and None where it does not mind.

    CALL_ID is the pattern of a tool call's id. SEVERITIES are those of rules, by name, that are
    others here than elsewhere.
    """

    call_id: str | None = None
    structured_arguments: bool = False
    uniform_content: bool = False
    unweighted: bool = False
    severities: Mapping[str, str] = field(default_factory=dict)
