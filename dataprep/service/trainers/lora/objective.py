"""What is minimised: how ill the network foretells answers, or how ill it tells pairs apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import torch
from torch.nn.functional import logsigmoid
from torch.nn.utils.rnn import pad_sequence

from dataprep.service.trainers.lora.rendering import UNTRAINED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peft import PeftModel

    from dataprep.service.trainers.lora.rendering import Lesson, Tokens


@dataclass(frozen=True, slots=True)
class Sum:
    """The LOSS added up over so many THINGS, and how many of them are RIGHT."""

    loss: torch.Tensor
    right: int
    things: int


class Objective(Protocol):
    """What is to be made small."""

    def __call__(self, network: PeftModel, lessons: Sequence[Lesson]) -> Sum:
        """Return how far NETWORK is from it on LESSONS."""


@dataclass(frozen=True, slots=True)
class _Foretold:
    """What a network foretells where a token is trained, and these tokens."""

    logits: torch.Tensor
    labels: torch.Tensor

    @property
    def logs(self) -> torch.Tensor:
        """The log-probability of each token."""
        return self.logits.log_softmax(-1).gather(-1, self.labels[:, None]).squeeze(-1)

    @property
    def right(self) -> int:
        """How many tokens are the likeliest."""
        return int((self.logits.argmax(-1) == self.labels).sum())


def foretelling(network: PeftModel, lessons: Sequence[Lesson]) -> Sum:
    """Return the cross-entropy of NETWORK for the tokens that LESSONS train."""
    told = _foretold(network, [each for lesson in lessons for each in lesson.sequences])
    loss = -torch.stack([each.logs.sum() for each in told]).sum()
    return Sum(loss, sum(each.right for each in told), sum(len(each.labels) for each in told))


@dataclass(frozen=True, slots=True)
class Preference:
    """Direct preference optimisation: a pair is right whose preferred answer became likelier.

    BETA holds the network to what it was.
    """

    beta: float

    def __call__(self, network: PeftModel, lessons: Sequence[Lesson]) -> Sum:
        """Return the loss of NETWORK on LESSONS, pairs that know their margin."""
        now = margins(network, lessons)
        before = torch.tensor([lesson.margin for lesson in lessons], device=now.device)
        gained = self.beta * (now - before)
        return Sum(-logsigmoid(gained).sum(), int((gained > 0).sum()), len(lessons))


def margins(network: PeftModel, lessons: Sequence[Lesson]) -> torch.Tensor:
    """Return how much likelier NETWORK finds the preferred answers of LESSONS, as logarithms."""
    told = _foretold(network, [each for lesson in lessons for each in lesson.sequences])
    sums = torch.stack([each.logs.sum() for each in told])
    return sums[::2] - sums[1::2]


def _foretold(network: PeftModel, batch: Sequence[Tokens]) -> list[_Foretold]:
    """Return what NETWORK foretells of each sequence in BATCH."""
    where = network.device
    ids = pad_sequence([torch.tensor(each.ids) for each in batch], batch_first=True)
    lengths = torch.tensor([len(each.ids) for each in batch])
    mask = (torch.arange(ids.shape[1]) < lengths[:, None]).long()
    logits = network(input_ids=ids.to(where), attention_mask=mask.to(where)).logits
    told = []
    for row, each in zip(logits, batch, strict=True):
        wanted = torch.tensor(each.labels[1:], dtype=torch.long)
        places = (wanted != UNTRAINED).nonzero().flatten()
        told.append(_Foretold(row[places.to(where)].float(), wanted[places].to(where)))
    return told
