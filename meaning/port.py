"""The interface of a model that turns texts into vectors. To add one: a module that implements it, and a line
in ``registry``.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from analyzers import FehrestError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]


LETTERS = 500
"""Number of letters of title and text that a vector is made of. The time rises with it: 500 take 100 ms."""


class EmbedderError(FehrestError):
    """A model cannot be loaded. The message says what to change."""

    status = 500
    code = "embedder"


class Embedder(Protocol):
    """A model. Its vectors have length 1, so that their dot product is their cosine.

    A query and a passage have different methods because many models were trained with a mark for each.
    """

    @property
    def name(self) -> str:
        """A short name, for messages."""

    @property
    def fingerprint(self) -> str:
        """A text that changes when its vectors do. Vectors with different fingerprints are not compared."""

    @property
    def size(self) -> int:
        """The number of dimensions."""

    def passages(self, texts: Sequence[str]) -> "Vectors":
        """The vectors of some documents: an array of shape (number of texts, ``size``)."""

    def queries(self, texts: Sequence[str]) -> "Vectors":
        """The vectors of some queries: an array of shape (number of texts, ``size``)."""


def text_of(title: str, body: str) -> str:
    """What the vector of an article or a draft is made of."""
    return f"{title}\n{body}"[:LETTERS]


def encodable(text: str) -> str:
    """A text that a library in C can read: no NUL, which would end it, and no half of a surrogate pair."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode()
