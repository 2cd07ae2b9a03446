"""The training itself: gradient steps on an adapter, kept every few seconds, the same each time."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

import torch

from dataprep.service.trainer import Score, TrainingError
from dataprep.service.trainers.lora.network import adapter, put

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from peft import PeftModel

    from dataprep.service.trainers.lora.objective import Objective
    from dataprep.service.trainers.lora.rendering import Lesson

PASS_TOKENS = {"cpu": 1024, "cuda": 16384}
LONGEST_GRADIENT = 1.0
KEPT_EVERY = 15.0  # seconds


class Fitting:
    """Steps on the adapter of NETWORK towards OBJECTIVE, at a RATE that falls to 0 over STEPS."""

    def __init__(
        self, network: PeftModel, objective: Objective, *, rate: float, steps: int
    ) -> None:
        self._network, self._objective = network, objective
        self._weights = [each for each in network.parameters() if each.requires_grad]
        self._adam = torch.optim.AdamW(self._weights, lr=rate, weight_decay=0.0)
        self._rate = torch.optim.lr_scheduler.LambdaLR(self._adam, lambda made: 1 - made / steps)
        self._kept = time.monotonic()
        self.made = 0

    def step(self, lessons: Sequence[Lesson]) -> Score:
        """Make one step on LESSONS and return the score before it.

        Raises:
            TrainingError: the loss is not a number.
        """
        self._network.train()
        score, things = self._pass(lessons, learn=True)
        if not math.isfinite(score.loss):
            raise TrainingError(f"the loss of step {self.made + 1} is not a number")
        for weights in self._weights:
            if weights.grad is not None:
                weights.grad /= things
        torch.nn.utils.clip_grad_norm_(self._weights, LONGEST_GRADIENT)
        self._adam.step()
        self._adam.zero_grad()
        self._rate.step()
        self.made += 1
        return score

    def score(self, lessons: Sequence[Lesson]) -> Score:
        """Return how well the network does on LESSONS that it does not learn."""
        self._network.eval()
        with torch.no_grad():
            return self._pass(lessons, learn=False)[0]

    def _pass(self, lessons: Sequence[Lesson], *, learn: bool) -> tuple[Score, int]:
        """Let LESSONS through the network, as many at once as memory has room for."""
        loss, right, things = 0.0, 0, 0
        for some in batches(lessons, PASS_TOKENS[self._network.device.type]):
            made = self._objective(self._network, some)
            if learn:
                made.loss.backward()
            loss, right, things = loss + made.loss.item(), right + made.right, things + made.things
        count = max(1, things)  # of what is too long, the answers may be cut off
        return Score(loss / count, right / count), count

    def keep(self, path: Path) -> None:
        """Write how far the training is to the file PATH, if that was some seconds ago."""
        if time.monotonic() - self._kept < KEPT_EVERY:
            return
        beside = path.with_suffix(".tmp")
        kept = {
            "made": self.made,
            "adapter": adapter(self._network),
            "adam": self._adam.state_dict(),
            "rate": self._rate.state_dict(),
        }
        torch.save(kept, beside)
        beside.replace(path)
        self._kept = time.monotonic()

    def resume(self, path: Path) -> None:
        """Go on from what was kept as PATH."""
        kept = torch.load(path, map_location=self._network.device, weights_only=True)
        put(self._network, kept["adapter"])
        self._adam.load_state_dict(kept["adam"])
        self._rate.load_state_dict(kept["rate"])
        self.made = kept["made"]


def batches(lessons: Sequence[Lesson], tokens: int) -> Iterator[list[Lesson]]:
    """Give LESSONS in order, as many together as have so many TOKENS when they are padded."""
    some: list[Lesson] = []
    for lesson in lessons:
        longest = max(each.size for each in [*some, lesson])
        if some and longest * (len(some) + 1) * len(lesson.sequences) > tokens:
            yield some
            some = []
        some.append(lesson)
    if some:
        yield some
