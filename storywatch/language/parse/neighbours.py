"""Vectors that see their neighbours, by a model's own layers in fewer steps. Knows nothing of what they are vectors of.

A spaCy `tok2vec` ends in layers that each join a token's vector to those beside it, take the largest of three sums and
norm that. Here the arrays are made once for all layers and the pieces lie apart. Sums are taken in thinc's order and by
its own matrix product: the result is the same to the bit, and a row's does not depend on the rows beside it.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from thinc.api import Model

Vectors = NDArray[np.float32]

_PARTS = ["expand_window", "maxout", "layernorm", "dropout"]
_EPSILON = np.float32(1e-8)
"""What thinc adds to a variance."""


class _Layer(NamedTuple):
    weights: Vectors
    """A row for every piece of every output, pieces first."""
    bias: Vectors
    scale: Vectors
    shift: Vectors
    pieces: int


class Neighbours:
    """The encoding half of one `tok2vec`."""

    def __init__(self, encode: "Model[Any, Any]") -> None:
        self._pad: int = encode.attrs["pad"]
        self._width: int = encode.get_dim("nO")
        self._multiply: Any = encode.ops.gemm
        self._layers = [_read_layer(residual) for residual in encode.layers[0].layers]

    def encode(self, texts: Sequence[Vectors]) -> list[Vectors]:
        """A matrix a text, with a row a token, of texts that do not see each other."""
        width, pad = self._width, self._pad
        rows = sum(len(text) for text in texts) + pad * (len(texts) + 1)
        vectors = np.zeros((rows, width), dtype=np.float32)
        places: list[tuple[int, int]] = []
        at = pad
        for text in texts:
            places.append((at, at + len(text)))
            vectors[at : at + len(text)] = text
            at += len(text) + pad
        self._see(vectors)
        return [vectors[start:end] for start, end in places]

    def _see(self, vectors: Vectors) -> None:
        """Run all layers over rows that have empty ones between texts."""
        rows, width = vectors.shape
        seen = np.zeros((rows, 3 * width), dtype=np.float32)
        best, squares = np.empty_like(vectors), np.empty_like(vectors)
        for layer in self._layers:
            seen[1:, :width] = vectors[:-1]
            seen[:, width : 2 * width] = vectors
            seen[:-1, 2 * width :] = vectors[1:]
            sums: Vectors = self._multiply(seen, layer.weights, trans2=True)
            sums += layer.bias
            best[:] = sums[:, :width]
            for piece in range(1, layer.pieces):
                np.maximum(best, sums[:, piece * width : (piece + 1) * width], out=best)
            best -= best.mean(axis=1, keepdims=True)
            np.multiply(best, best, out=squares)
            variance = squares.sum(axis=1, keepdims=True) / np.float32(width) + _EPSILON
            best *= variance ** np.float32(-0.5)
            best *= layer.scale
            best += layer.shift
            vectors += best


def is_windowed(encode: "Model[Any, Any]") -> bool:
    """Whether these layers are of the kind that Neighbours reads, each seeing one neighbour on either side."""
    return (
        encode.name.startswith("with_array")
        and len(encode.layers) == 1
        and encode.attrs.get("pad", 0) >= len(encode.layers[0].layers) > 0
        and all(_is_layer(residual, encode.get_dim("nO")) for residual in encode.layers[0].layers)
    )


def _is_layer(residual: "Model[Any, Any]", width: int) -> bool:
    leaves = _leaves(residual)
    return (
        residual.name.startswith("residual")
        and [leaf.name for leaf in leaves] == _PARTS
        and leaves[0].attrs.get("window_size") == 1
        and leaves[1].get_dim("nI") == 3 * width
        and leaves[1].get_dim("nO") == width
    )


def _leaves(model: "Model[Any, Any]") -> list["Model[Any, Any]"]:
    return [node for node in model.walk(order="dfs_pre") if not node.layers]


def _read_layer(residual: "Model[Any, Any]") -> _Layer:
    _, maxout, norm, _ = _leaves(residual)
    weights: Any = maxout.get_param("W")
    """Outputs by pieces by inputs."""
    bias: Any = maxout.get_param("b")
    """Outputs by pieces."""
    scale: Any = norm.get_param("G")
    shift: Any = norm.get_param("b")
    return _Layer(
        np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(-1, weights.shape[2])),
        np.ascontiguousarray(bias.T.reshape(-1)),
        scale,
        shift,
        weights.shape[1],
    )
