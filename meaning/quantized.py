"""Vectors in one byte for each dimension, as they are stored: a mark of the model, then the dimensions."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from meaning.port import Vectors

_MOST = 127
_MARK = 4


def mark_of(fingerprint: str) -> bytes:
    """Four bytes that distinguish a model from others."""
    return crc32(fingerprint.encode()).to_bytes(_MARK, "little")


def quantized(vectors: "Vectors", fingerprint: str) -> list[bytes]:
    """Each vector as signed bytes. The largest value becomes 127 or -127, so the length is lost.

    Args:
        vectors: shape (number, dimensions).
        fingerprint: that of the model.
    """
    most = np.abs(vectors).max(axis=1, keepdims=True)
    scaled = np.rint(vectors * (_MOST / np.where(most > 0, most, 1))).astype(np.int8)
    return [mark_of(fingerprint) + row.tobytes() for row in scaled]


def cosines(
    vector: "Vectors", fingerprint: str, stored: Iterable[bytes], centres: Sequence["Vectors"] = ()
) -> list[float | None]:
    """The cosine of a vector with each of some stored ones; None for one that another model made.

    Args:
        vector: shape (dimensions,), of length 1.
        fingerprint: that of the model.
        centres: what is subtracted from each of the stored vectors first, after their lengths became 1.
    """
    return _products(vector, mark_of(fingerprint), stored, centres)


def nearness_between(one: bytes, stored: Iterable[bytes]) -> list[float | None]:
    """The cosine of a stored vector with each of some others; None for one that another model made."""
    vector = np.frombuffer(one[_MARK:], np.int8).astype(np.float32)
    return _products(vector / max(float(np.linalg.norm(vector)), 1.0), one[:_MARK], stored)


def unpacked(stored: Iterable[bytes]) -> "Vectors":
    """Stored vectors of one model, each of length 1: an array of shape (number, dimensions)."""
    rows = [row[_MARK:] for row in stored]
    matrix = np.frombuffer(b"".join(rows), np.int8).reshape(len(rows), -1).astype(np.float32)
    return unit(matrix)


def unit(matrix: "Vectors") -> "Vectors":
    """Each row with length 1."""
    lengths: Vectors = np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), np.float32(1e-12))
    return matrix / lengths


def _products(
    vector: "Vectors", mark: bytes, stored: Iterable[bytes], centres: Sequence["Vectors"] = ()
) -> list[float | None]:
    rows = list(stored)
    found: list[float | None] = [None] * len(rows)
    fitting = [n for n, row in enumerate(rows) if row[:_MARK] == mark and len(row) == _MARK + len(vector)]
    if fitting:
        matrix = unpacked(rows[number] for number in fitting)
        if centres:
            matrix = unit(matrix - np.stack([centres[number] for number in fitting]))
        for number, value in zip(fitting, (matrix @ vector).tolist(), strict=True):
            found[number] = value
    return found
