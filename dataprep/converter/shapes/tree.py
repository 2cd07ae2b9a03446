"""A row is a tree of messages, each with the replies to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dataprep.converter.condition import Condition, condition
from dataprep.converter.keys import key, made
from dataprep.converter.path import Path
from dataprep.converter.shape import Conversation, Example, Pair, Unconvertible, listed
from dataprep.converter.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dataprep.converter.shape import Message
    from dataprep.records.record import Json

    Thread = list[dict[str, Any]]


def _conditions(said: Sequence[dict[str, Json]]) -> tuple[Condition, ...]:
    return tuple(map(condition, said))


@dataclass(frozen=True, kw_only=True)
class Tree(Turn):
    """Where the messages are: ROOT and in each one its CHILDREN, or a list of NODES.

    A node of the list has an ID and that of its PARENT. SELECT takes the thread of the best
    replies by RANK (the lowest is the best), all threads, or pairs of the best reply and the
    worst. What DROP_IF holds for goes, with all replies to it.
    """

    root: Path | None = key(Path)
    children: Path | None = key(Path)
    nodes: Path | None = key(Path)
    id: Path | None = key(Path)
    parent: Path | None = key(Path)
    select: str = "best"
    rank: Path = key(Path, Path("rank"))
    drop_if: Sequence[Condition] = key(_conditions, ())

    def examples(self, row: dict[str, Json]) -> Sequence[Example]:
        """Return what the threads of ROW say."""
        if self.nodes:
            below, roots = self._linked(listed(self.nodes(row)))
        else:
            below, roots = None, [self.root(row) if self.root else row]
        tree = _Tree(self, below)
        kept = tree.sorted(roots)
        found: list[Example]
        match self.select:
            case "pairs":
                found = list(tree.pairs([], kept))
            case "all":
                found = [Conversation(self.messages(t)) for t in _longest(tree.threads([], kept))]
            case _:
                found = [Conversation(self.messages(tree.best(node))) for node in kept[:1]]
        if not found:
            raise Unconvertible("nothing-left")
        return found

    def _linked(self, nodes: Sequence[Json]) -> tuple[dict[str | None, Thread], Thread]:
        """Return the replies to each of NODES by its id, and those that reply to nothing."""
        below: dict[str | None, Thread] = {}
        for node in nodes:
            below.setdefault(_id(self.parent, node), []).append(node)
        return below, below.pop(None, [])


@dataclass(frozen=True, slots=True)
class _Tree:
    """The walks through one tree; BELOW has the replies by id where the nodes do not hold them."""

    shape: Tree
    below: dict[str | None, Thread] | None

    def sorted(self, nodes: Sequence[Json]) -> Thread:
        """Return those of NODES that are not dropped, the best first; those without rank last."""
        kept = [
            node
            for node in nodes
            if isinstance(node, dict) and not any(drop(node) for drop in self.shape.drop_if)
        ]
        return sorted(kept, key=self._rank)

    def replies(self, node: Json) -> Thread:
        """Return the replies to NODE, the best first."""
        if self.below is not None:
            found = self.below.get(_id(self.shape.id, node) or "", [])
        else:
            found = listed(self.shape.children(node)) if self.shape.children else []
        return self.sorted(found)

    def best(self, node: Json) -> Thread:
        """Return the thread from NODE on that takes the best reply each time."""
        thread = [node]
        while replies := self.replies(thread[-1]):
            thread.append(replies[0])
        return thread

    def threads(self, before: Thread, nodes: Thread) -> Iterator[Thread]:
        """Give every thread from BEFORE through one of NODES that ends with an answer."""
        for node in nodes:
            thread = [*before, node]
            if replies := self.replies(node):
                yield from self.threads(thread, replies)
            else:
                yield thread if self._answers(node) else before

    def pairs(self, before: Thread, nodes: Thread) -> Iterator[Pair]:
        """Give a pair for each message from NODES on whose replies are ranked answers."""
        for node in nodes:
            thread, replies = [*before, node], self.replies(node)
            ranked = [r for r in replies if self.shape.rank(r) is not None and self._answers(r)]
            if len(ranked) > 1:
                prompt, ends = self.shape.messages(thread), (ranked[0], ranked[-1])
                better, worse = self.shape.messages(ends)
                yield Pair(Conversation(prompt), better, worse)
            yield from self.pairs(thread, replies)

    def _rank(self, node: Json) -> float:
        rank = self.shape.rank(node)
        return rank if isinstance(rank, (int, float)) else float("inf")

    def _answers(self, node: Json) -> bool:
        message: Message = self.shape.messages([node])[0]
        return bool(message["role"] == "assistant")


def shape(**keys: Json) -> Tree:
    """Return the shape made from the KEYS of a definition."""
    return made(Tree, keys)


def _id(path: Path | None, node: Json) -> str | None:
    found = path(node) if path else None
    return None if found is None else str(found)


def _longest(threads: Iterator[Thread]) -> list[Thread]:
    """Return THREADS without those that another one continues, and each only once."""
    found = [thread for thread in threads if thread]
    inner = {id(node) for thread in found for node in thread[:-1]}
    ends = {id(thread[-1]): thread for thread in found}
    return [thread for end, thread in ends.items() if end not in inner]
