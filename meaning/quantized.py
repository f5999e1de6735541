"""Vectors in one byte for each dimension, as they are stored."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from meaning.port import Vectors

_MOST = 127


def quantized(vectors: "Vectors") -> list[bytes]:
    """Each vector as signed bytes. The largest value becomes 127 or -127, so the length is lost.

    Args:
        vectors: shape (number, dimensions).
    """
    most = np.abs(vectors).max(axis=1, keepdims=True)
    scaled = np.rint(vectors * (_MOST / np.where(most > 0, most, 1))).astype(np.int8)
    return [row.tobytes() for row in scaled]


def cosines(vector: "Vectors", stored: Iterable[bytes]) -> list[float | None]:
    """The cosine of a vector with each of some stored ones; None for one with another number of dimensions.

    Args:
        vector: shape (dimensions,), of length 1.
    """
    rows = list(stored)
    fitting = [number for number, row in enumerate(rows) if len(row) == len(vector)]
    found: list[float | None] = [None] * len(rows)
    if fitting:
        joined = b"".join(rows[number] for number in fitting)
        matrix = np.frombuffer(joined, np.int8).reshape(len(fitting), -1).astype(np.float32)
        lengths = np.linalg.norm(matrix, axis=1)
        products = (matrix @ vector) / np.where(lengths > 0, lengths, 1)
        for number, value in zip(fitting, products.tolist(), strict=True):
            found[number] = value
    return found
