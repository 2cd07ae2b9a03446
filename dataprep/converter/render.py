"""An example as a record: supervised for a conversation, preference for a pair."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dataprep import schema
from dataprep.converter import policy
from dataprep.converter.reasoning import FIELD
from dataprep.converter.reasoning import treated as reasoning_treated
from dataprep.converter.shape import Conversation, Example, Pair, Unconvertible

if TYPE_CHECKING:
    from dataprep.converter.reasoning import Choice as Reasoning
    from dataprep.converter.shape import Message
    from dataprep.records.record import Json


# Not frozen, though nothing changes it: one is made for every record, and a frozen class takes
# three times as long to fill.
@dataclass(slots=True)
class Rendered:
    """A record, the messages before what it trains, and the codes of what was changed."""

    record: dict[str, Json]
    prompt: list[Message]
    changes: set[str]


def rendered(example: Example, *, system: str | None, reasoning: Reasoning) -> Rendered:
    """Return EXAMPLE as a record; SYSTEM goes where it has no system message.

    REASONING says what becomes of the thoughts of the model.

    Raises:
        Unconvertible: the provider would refuse it, or it teaches nothing.
    """
    if isinstance(example, Pair):
        return _dpo(example, system, reasoning)
    return _sft(example, system, reasoning)


def _sft(conversation: Conversation, system: str | None, reasoning: Reasoning) -> Rendered:
    messages, changes = _fitted(conversation, system, reasoning)
    record = {"messages": messages, **_beside(conversation)}
    trained = (
        index
        for index, message in enumerate(messages)
        if message["role"] == "assistant" and message.get("weight") != 0
    )
    prompt = messages[: next(trained, len(messages))]
    return _accepted("openai/sft", Rendered(record, prompt, changes))


def _dpo(pair: Pair, system: str | None, reasoning: Reasoning) -> Rendered:
    if pair.preferred == pair.rejected:
        raise Unconvertible("equal-answers")
    # An answer is judged as what it is: the end of the conversation.
    prompt, better, changes = _answered(pair.prompt, pair.preferred, system, reasoning)
    _, worse, _ = _answered(pair.prompt, pair.rejected, system, reasoning)
    record = {
        "input": {"messages": prompt, **_beside(pair.prompt)},
        "preferred_output": [better],
        "non_preferred_output": [worse],
    }
    return _accepted("openai/dpo", Rendered(record, prompt, changes))


def _answered(
    prompt: Conversation, answer: Message, system: str | None, reasoning: Reasoning
) -> tuple[list[Message], Message, set[str]]:
    whole = replace(prompt, messages=[*prompt.messages, answer])
    messages, changes = _fitted(whole, system, reasoning)
    # A pair has no weights: all of an answer counts.
    *before, last = ({k: v for k, v in m.items() if k != "weight"} for m in messages)
    return before, last, changes


def _fitted(
    conversation: Conversation, system: str | None, reasoning: Reasoning
) -> tuple[list[Message], set[str]]:
    messages, treated = reasoning_treated(conversation.messages, reasoning)
    if messages is not conversation.messages:
        conversation = replace(conversation, messages=messages)
    messages, changes = policy.fitted(conversation, system)
    changes.update(treated, conversation.changes)
    return messages, changes


def _beside(conversation: Conversation) -> dict[str, Json]:
    """Return what stands beside the messages of CONVERSATION."""
    beside: dict[str, Json] = {"tools": conversation.tools} if conversation.tools else {}
    if conversation.parallel_tool_calls is not None:
        beside["parallel_tool_calls"] = conversation.parallel_tool_calls
    return beside


def _accepted(name: str, made: Rendered) -> Rendered:
    """Return what was MADE: a record that the provider would refuse is better known now.

    Thoughts in a field are none of its keys, but were asked for.
    """
    if not schema.accepts(name)(_without_thoughts(made.record)):
        raise Unconvertible("not-a-record")
    return made


def _without_thoughts(record: dict[str, Json]) -> dict[str, Json]:
    messages = record.get("messages", ())
    if all(FIELD not in message for message in messages):
        return record
    plain = [{key: m[key] for key in m if key != FIELD} for m in messages]
    return {**record, "messages": plain}
