"""A tuned model becomes one GGUF file: its base with the adapter merged, as llama.cpp reads it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from gguf import (
    GGMLQuantizationType,
    GGUFReader,
    GGUFValueType,
    GGUFWriter,
    LlamaFileType,
    get_tensor_name_map,
)
from gguf.constants import MODEL_ARCH_NAMES
from gguf.quants import dequantize, quantize
from safetensors import safe_open
from safetensors.numpy import load_file

from dataprep.service.errors import ServiceError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gguf import ReaderTensor
    from numpy.typing import NDArray

    from dataprep.service.local.base import LocalBase

    Weights = NDArray[np.float32]
    Layout = Callable[[Weights], Weights]

TYPES = {
    "F16": (GGMLQuantizationType.F16, LlamaFileType.MOSTLY_F16),
    "Q8_0": (GGMLQuantizationType.Q8_0, LlamaFileType.MOSTLY_Q8_0),
}
# Weights are kept in half precision, which has eleven bits.
_CLOSE = 2.0**-9

# Of the source, these say how it was written.
_OWN = (
    "GGUF.",
    "general.architecture",
    "general.name",
    "general.file_type",
    "general.quantization_version",
)


def export(name: str, adapter: Path | None, base: LocalBase, to: Path, kind: str) -> None:
    """Write the model NAME to the file TO: BASE with ADAPTER merged, in KIND, one of TYPES.

    Raises:
        ServiceError: the base did not come as GGUF, or is laid out in a way that is not known.
    """
    if base.original is None:
        raise ServiceError(
            f"{base.name}: came from {base.source}, which is no GGUF file; set one up and tune that"
        )
    read = GGUFReader(base.original)
    merged = _Merged(read, base.weights / "model.safetensors", adapter)
    quantization, file_type = TYPES[kind]
    writer = GGUFWriter(to, merged.architecture)
    for field in read.fields.values():
        if not field.name.startswith(_OWN):
            sub = field.types[-1] if field.types[0] is GGUFValueType.ARRAY else None
            writer.add_key_value(field.name, field.contents(), field.types[0], sub_type=sub)
    writer.add_name(name)
    writer.add_file_type(file_type)
    for tensor in read.tensors:
        weights = merged.weights(tensor)
        # A vector is small, and each of its bits counts in a whole row.
        own = quantization if weights.ndim > 1 else GGMLQuantizationType.F32
        writer.add_tensor(tensor.name, quantize(weights, own), raw_dtype=own)
    merged.check_all_used()
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


class _Merged:
    """The weights in the file PATH with those in ADAPTER on top, laid out as READ has them."""

    def __init__(self, read: GGUFReader, path: Path, adapter: Path | None) -> None:
        self.architecture = str(read.fields["general.architecture"].contents())
        self._heads = [
            int(read.fields[f"{self.architecture}.attention.{name}"].contents())
            for name in ("head_count", "head_count_kv")
        ]
        kind = next(each for each, name in MODEL_ARCH_NAMES.items() if name == self.architecture)
        blocks = int(read.fields[f"{self.architecture}.block_count"].contents())
        mapped = get_tensor_name_map(kind, blocks)
        self._weights = load_file(path)
        self._names = {mapped.get_name(name, (".weight", ".bias")): name for name in self._weights}
        self._adapter = load_file(adapter) if adapter else {}
        self._scale = 1.0
        if adapter:
            with safe_open(adapter, "numpy") as opened:
                known = opened.metadata()
            self._scale = int(known["alpha"]) / int(known["rank"])

    def weights(self, tensor: ReaderTensor) -> Weights:
        """Return the weights that go to the place of TENSOR."""
        original: Weights = dequantize(tensor.data, tensor.tensor_type)
        name = self._names.get(tensor.name)
        if name is None:  # what transformers has no use for
            return original
        weights = self._weights[name].astype(np.float32)
        layout = self._layout(tensor, original, weights)
        stem = f"base_model.model.{name.removesuffix('.weight')}"
        if (up := self._adapter.pop(f"{stem}.lora_B.weight", None)) is not None:
            weights += self._scale * (up @ self._adapter.pop(f"{stem}.lora_A.weight"))
        return layout(weights)

    def check_all_used(self) -> None:
        """Raise ServiceError where something that was trained has found no place."""
        if self._adapter:
            raise ServiceError(
                f"models of the kind {self.architecture} cannot be exported: there is no place for"
                f" {min(self._adapter)}"
            )

    def _layout(self, tensor: ReaderTensor, original: Weights, weights: Weights) -> Layout:
        """Return how WEIGHTS of the base become ORIGINAL, which TENSOR holds.

        Some kinds of models have the rows of each head in another order in GGUF, where the
        halves of what is turned by a place stand side by side.
        """
        for heads in (None, *self._heads):
            layout = partial(_side_by_side, heads=heads) if heads else _as_it_is
            if (heads is None or len(weights) % (2 * heads) == 0) and np.allclose(
                layout(weights), original, rtol=_CLOSE, atol=_CLOSE
            ):
                return layout
        raise ServiceError(
            f"models of the kind {self.architecture} cannot be exported: nobody here knows how"
            f" {tensor.name} is laid out"
        )


def _as_it_is(weights: Weights) -> Weights:
    return weights


def _side_by_side(weights: Weights, heads: int) -> Weights:
    """Return WEIGHTS with the two halves of each of HEADS row by row."""
    halves = weights.reshape(heads, 2, len(weights) // heads // 2, *weights.shape[1:])
    return halves.swapaxes(1, 2).reshape(weights.shape)
