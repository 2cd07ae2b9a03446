"""Answers token by token, from one base in memory, whatever adapters the questions are for."""

from __future__ import annotations

from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

import torch
from tokenizers.decoders import DecodeStream

from dataprep.service.trainer import TooLongError
from dataprep.service.trainers.lora import network as networks
from dataprep.service.trainers.lora.rendering import Renderer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from peft import PeftModel
    from transformers import Cache

    from dataprep.service.trainer import Prompt


class Speaker:
    """The base in the folder WEIGHTS, which answers with any adapter on it, in turns."""

    def __init__(self, weights: Path) -> None:
        self._weights = weights
        self._tokenizer = networks.tokenizer(weights)
        self.renderer = Renderer(self._tokenizer)
        self.longest = networks.longest(weights)
        self._turn = Lock()
        self._adapter: Path | None = None
        self._on = True

    def answer(
        self,
        adapter: Path | None,
        prompt: Prompt,
        *,
        most: int,
        temperature: float,
        seed: int,
    ) -> Iterator[str]:
        """Return the text of each token of the answer to PROMPT, as it comes.

        Raises:
            TooLongError: there is no room for an answer to PROMPT.
        """
        ids = self.renderer.prompt(prompt)
        room = self.longest - len(ids)
        if room < 1:
            raise TooLongError(
                f"This model's maximum context length is {self.longest} tokens, and the messages"
                f" have {len(ids)}; shorten them"
            )
        return self._said(adapter, ids, min(most, room), temperature, seed)

    def _said(
        self, adapter: Path | None, ids: list[int], most: int, temperature: float, seed: int
    ) -> Iterator[str]:
        random = torch.Generator().manual_seed(seed)
        stream = DecodeStream(skip_special_tokens=True)
        cache: Cache | None = None
        new = ids
        for _ in range(most):
            # Whoever else asks is answered between two tokens, and nobody waits for the whole.
            with self._turn:
                logits, cache = self._next(adapter, new, cache)
            token = _drawn(logits, temperature, random)
            if token in self._ends:
                return
            yield stream.step(self._tokenizer.backend_tokenizer, token) or ""
            new = [token]

    def _next(
        self, adapter: Path | None, ids: list[int], cache: Cache | None
    ) -> tuple[torch.Tensor, Cache]:
        """Return what may come after IDS, and CACHE with what was read."""
        network = self._network
        if adapter and adapter != self._adapter:
            networks.load(network, adapter)
            self._adapter = adapter
        self._switch(on=adapter is not None)
        with torch.inference_mode():
            given = torch.tensor([ids], device=network.device)
            made = network(input_ids=given, past_key_values=cache, use_cache=True)
        return made.logits[0, -1].float().cpu(), made.past_key_values

    def _switch(self, *, on: bool) -> None:
        """Let the adapter count or not."""
        # Only on a change: peft's ``disable_adapter`` takes half as long as a token.
        if on != self._on:
            layers = self._network.base_model
            (layers.enable_adapter_layers if on else layers.disable_adapter_layers)()
            self._on = on

    @cached_property
    def _network(self) -> PeftModel:
        return networks.network(self._weights, seed=0).eval()

    @cached_property
    def _ends(self) -> set[int]:
        """The tokens that end an answer."""
        known = self._network.generation_config.eos_token_id
        several = known if isinstance(known, list) else [known]
        return {each for each in [*several, self._tokenizer.eos_token_id] if each is not None}


def _drawn(logits: torch.Tensor, temperature: float, random: torch.Generator) -> int:
    """Return a token drawn by its logit; without TEMPERATURE the likeliest."""
    if temperature == 0:
        return int(logits.argmax())
    return int(torch.multinomial((logits / temperature).softmax(-1), 1, generator=random))
