"""What the shapes of one conversation a row share: all that stands beside the turns."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataprep.converter import codec
from dataprep.converter.calls import calls, linked
from dataprep.converter.clean import Clean
from dataprep.converter.codecs.json import calls as spelled
from dataprep.converter.image_places import ImagePlaces, image_places
from dataprep.converter.keys import key
from dataprep.converter.path import Path
from dataprep.converter.shape import Conversation, Message
from dataprep.converter.template import Text
from dataprep.converter.tools import definitions, named
from dataprep.converter.turn import CALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.converter.codec import Codec
    from dataprep.records.record import Json


# A shape may be a `Turn` as well, which slots do not allow.
@dataclass(frozen=True, kw_only=True)
class Dialogue:
    """Where the things beside the turns are: SYSTEM text, TOOLS, IMAGES.

    CODEC is the dialect of calls in the texts; CLEAN has the steps for each role.
    """

    system: Text | None = key(Text)
    tools: Path | None = key(Path)
    parallel_tool_calls: Path | None = key(Path)
    codec: Codec | None = key(codec.named)
    images: ImagePlaces | None = key(image_places)
    clean: Clean | None = key(Clean)

    def examples(self, row: dict[str, Json]) -> tuple[Conversation]:
        """Return what ROW says."""
        return (self.conversation(row),)

    @abstractmethod
    def turns(self, row: dict[str, Json]) -> tuple[list[Message], tuple[str, ...]]:
        """Return the turns of ROW as messages, and the codes of what was changed.

        Raises:
            Unconvertible: the row does not have this shape.
        """

    def conversation(self, row: dict[str, Json]) -> Conversation:
        """Return what ROW says, with the tools and all that goes with the turns.

        Raises:
            Unconvertible: the row does not have this shape.
        """
        messages, changes = self.turns(row)
        system = self.system.get(row) if self.system else ""
        tools = definitions(self.tools(row)) if self.tools else None
        if self.clean:
            system, messages = self.clean.text("system", system), self.clean.cleaned(messages)
        if self.codec:
            system, messages, found = _without_tools(self.codec, system, messages)
            tools = tools or definitions(found)
            messages = list(_decoded(self.codec, messages, _names(tools)))
        if _has_calls(messages):
            messages = linked(_called(messages), row)
        if tools:
            tools, messages, renamed = named(tools, messages)
            changes += ("tool-renamed",) if renamed else ()
        if self.images:
            messages = self.images.placed(messages, row)
        parallel = self.parallel_tool_calls(row) if self.parallel_tool_calls else None
        return Conversation(messages, system, tools, parallel, changes)


def _has_calls(messages: list[Message]) -> bool:
    # A generator would take twice as long, in every row.
    for message in messages:  # noqa: SIM110
        if message["role"] in ("tool", CALL) or "tool_calls" in message:
            return True
    return False


def _names(tools: list[Json] | None) -> list[str]:
    names = [
        tool["function"].get("name") for tool in tools or () if isinstance(tool["function"], dict)
    ]
    return [name for name in names if isinstance(name, str)]


def _without_tools(
    codec: Codec, system: str, messages: list[Message]
) -> tuple[str, list[Message], Json]:
    """Return SYSTEM and MESSAGES without the tools that the system text defines, and these."""
    system, found = codec.tools(system) if system else (system, None)
    if found or not (messages and messages[0]["role"] == "system"):
        return system, messages, found
    if not isinstance(messages[0]["content"], str):
        return system, messages, None
    text, found = codec.tools(messages[0]["content"])
    return system, [{**messages[0], "content": text}, *messages[1:]], found


def _decoded(codec: Codec, messages: list[Message], names: list[str]) -> Iterator[Message]:
    """Give MESSAGES with the calls and the answers that their texts hold."""
    for message in messages:
        content = message["content"]
        match message["role"]:
            case "tool":
                for name, answer in codec.answers(content):
                    yield {**message, "content": answer, **({"name": name} if name else {})}
            case "assistant" | "call" if _read(codec, content) and "tool_calls" not in message:
                text, found = codec.calls(content, names)
                if found:
                    called = {"content": text or None, "tool_calls": calls(found)}
                    yield {**message, "role": "assistant", **called}
                else:
                    yield {**message, "content": text}
            case _:
                yield message


def _read(codec: Codec, content: Json) -> bool:
    """Say whether CODEC reads CONTENT."""
    return bool(content) and isinstance(content, list if codec.lists else str)


def _called(messages: list[Message]) -> list[Message]:
    """Return MESSAGES with each run of turns that are calls as one message of the assistant."""
    done: list[Message] = []
    run = False
    for message in messages:
        if message["role"] != CALL:
            done.append(message)
            run = False
            continue
        found = calls(spelled(message["content"], ())[1])
        if run:
            done[-1]["tool_calls"] += found
        else:
            done.append({**message, "role": "assistant", "content": None, "tool_calls": found})
        run = True
    return done
