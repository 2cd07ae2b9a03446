"""A base with an adapter: it is trained, and it answers."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

import torch

from dataprep.service.trainer import Step
from dataprep.service.trainers.lora import network as networks
from dataprep.service.trainers.lora.fitting import Fitting
from dataprep.service.trainers.lora.objective import Preference, foretelling, margins

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from peft import PeftModel

    from dataprep.service.local.base import LocalBase
    from dataprep.service.trainer import Course, Example, Prompt
    from dataprep.service.trainers.lora.rendering import Lesson
    from dataprep.service.trainers.lora.speaker import Speaker

# What a multiplier of 1 means: usual rates for adapters, a lower one for preferences.
LEARNING_RATE, PREFERENCE_RATE = 2.5e-4, 2.5e-5


class LoraModel:
    """BASE with ADAPTER, a file, or without; SPEAKER says its answers."""

    def __init__(self, base: LocalBase, speaker: Speaker, adapter: Path | None) -> None:
        self._base, self._speaker, self._adapter = base, speaker, adapter
        self._network: PeftModel | None = None

    def omissions(self, course: Course) -> Iterator[str]:
        """Say what of COURSE is not trained on, in a sentence each."""
        longest = self._speaker.longest
        lessons = chain.from_iterable(map(self._speaker.renderer.lessons, course.examples))
        if long := sum(each.size > longest for each in lessons):
            yield f"Conversations are trained to their first {longest} tokens: {long} are longer"

    def fit(self, course: Course, state: Path) -> Iterator[Step]:
        """Train the adapter, from where STATE was left, giving each step when it is made.

        Raises:
            TrainingError: the loss is not a number, or there is a conversation that the chat
                template of the base cannot show.
        """
        network = self._loaded(course.seed)
        pairs = any(example.rejected for example in course.examples)
        training, validation = (
            [self._lessons(one, network if pairs else None) for one in each]
            for each in (course.examples, course.validation)
        )
        unseen = list(chain.from_iterable(validation))
        fitting = Fitting(
            network,
            Preference(course.beta) if pairs else foretelling,
            rate=(PREFERENCE_RATE if pairs else LEARNING_RATE) * course.learning_rate_multiplier,
            steps=course.steps,
        )
        if state.is_file():
            fitting.resume(state)
        while fitting.made < course.steps:
            step = fitting.made
            score = fitting.step([each for index in course.batch(step) for each in training[index]])
            validated = unseen and course.ends_epoch(step)
            yield Step(fitting.made, score, fitting.score(unseen) if validated else None)
            # Only now is the step known to be taken note of.
            fitting.keep(state)

    def generate(
        self, prompt: Prompt, *, most: int, temperature: float, seed: int
    ) -> Iterator[str]:
        """Give the text of each token of the answer to PROMPT, by the adapter as it was saved.

        Raises:
            TooLongError: the base cannot read so much.
        """
        return self._speaker.answer(
            self._adapter, prompt, most=most, temperature=temperature, seed=seed
        )

    def save(self, path: Path) -> None:
        """Write the adapter to the file PATH."""
        networks.save(self._loaded(0), path, base=self._base.name)
        self._adapter = path

    def _loaded(self, seed: int) -> PeftModel:
        """Return the network that is trained, with a new adapter drawn from SEED if it has none."""
        if self._network is None:
            self._network = networks.network(self._base.weights, seed=seed)
            if self._adapter:
                networks.load(self._network, self._adapter)
        return self._network

    def _lessons(self, example: Example, network: PeftModel | None) -> list[Lesson]:
        """Return what is learned from EXAMPLE; of a pair, NETWORK says the margin."""
        longest = self._speaker.longest
        lessons = [each.cut(longest) for each in self._speaker.renderer.lessons(example)]
        if network is None:
            return lessons
        with torch.no_grad():
            told = margins(network, lessons).tolist()
        return [replace(each, margin=margin) for each, margin in zip(lessons, told, strict=True)]
