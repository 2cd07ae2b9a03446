"""An example as a record: a conversation to be learned or graded, or a pair to be compared."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dataprep.converter import policy
from dataprep.converter.exchange import is_exchange, train_last_answer
from dataprep.converter.images import Images
from dataprep.converter.reasoning import treated
from dataprep.converter.shape import Conversation, Example, Pair, Unconvertible

if TYPE_CHECKING:
    from dataprep.converter.dialect import Dialect
    from dataprep.converter.reasoning import Choice as Reasoning
    from dataprep.converter.shape import Message
    from dataprep.records.record import Json

SFT, DPO, RFT = "sft", "dpo", "rft"


@dataclass(frozen=True, slots=True)
class Rendering:
    """How examples become records: as DIALECT wants them; SYSTEM goes where one has no such text.

    REASONING says what becomes of the thoughts of the model, IMAGES what of images. With
    LAST_TURN_ONLY only the last answer of each is trained.
    """

    dialect: Dialect
    system: str | None = None
    reasoning: Reasoning = "keep"
    last_turn_only: bool = False
    images: Images = field(default_factory=Images)

    def rendered(self, example: Example) -> tuple[dict[str, Json], set[str]]:
        """Return EXAMPLE as a record, and the codes of what was changed.

        Raises:
            Unconvertible: the provider would refuse it, or it teaches nothing.
        """
        if isinstance(example, Pair):
            method = self.dialect.method(DPO)
            record, changes = self._pair(example)
        elif self.keeps_exchanges and is_exchange(example):
            return {"messages": example.messages}, set()
        else:
            method = self.dialect.method(SFT, RFT)
            record, changes = self._conversation(example)
            if method == RFT:
                record = _graded(record)
        record, spelt = self.dialect.spelt(record, method)
        return record, changes | spelt

    @property
    def keeps_exchanges(self) -> bool:
        """Whether a question and an answer in words stay as they are."""
        return (
            self.system is None and self.reasoning == "keep" and self.dialect.wanted in (None, SFT)
        )

    def _conversation(self, conversation: Conversation) -> tuple[dict[str, Json], set[str]]:
        messages, changes = self._fitted(conversation)
        if self.last_turn_only:
            train_last_answer(messages)
        return {"messages": messages, **_beside(conversation)}, changes

    def _pair(self, pair: Pair) -> tuple[dict[str, Json], set[str]]:
        if pair.preferred == pair.rejected:
            raise Unconvertible("equal-answers")
        # An answer is judged as what it is: the end of the conversation.
        prompt, better, changes = self._answered(pair.prompt, pair.preferred)
        _, worse, _ = self._answered(pair.prompt, pair.rejected)
        record = {
            "input": {"messages": prompt, **_beside(pair.prompt)},
            "preferred_output": [better],
            "non_preferred_output": [worse],
        }
        return record, changes

    def _answered(
        self, prompt: Conversation, answer: Message
    ) -> tuple[list[Message], Message, set[str]]:
        whole = replace(prompt, messages=[*prompt.messages, answer])
        messages, changes = self._fitted(whole)
        # A pair has no weights: all of an answer counts.
        *before, last = map(_unweighed, messages)
        return before, last, changes

    def _fitted(self, conversation: Conversation) -> tuple[list[Message], set[str]]:
        messages, changes = treated(conversation.messages, self.reasoning)
        if messages is not conversation.messages:
            conversation = replace(conversation, messages=messages)
        messages, changed = policy.fitted(conversation, self.system, self.dialect.policies)
        return self.images.embedded(messages), {*changes, *changed, *conversation.changes}


def _beside(conversation: Conversation) -> dict[str, Json]:
    """Return what stands beside the messages of CONVERSATION."""
    beside: dict[str, Json] = {"tools": conversation.tools} if conversation.tools else {}
    if conversation.parallel_tool_calls is not None:
        beside["parallel_tool_calls"] = conversation.parallel_tool_calls
    return beside


def _graded(record: dict[str, Json]) -> dict[str, Json]:
    """Return RECORD with its last answer beside the messages, where a grader finds it."""
    *asked, answer = map(_unweighed, record["messages"])
    if asked[-1]["role"] != "user" or not isinstance(answer["content"], str):
        raise Unconvertible("nothing-to-grade")
    tools = {"tools": record["tools"]} if "tools" in record else {}
    return {"messages": asked, **tools, "reference_answer": answer["content"]}


def _unweighed(message: Message) -> Message:
    return {key: value for key, value in message.items() if key != "weight"}
