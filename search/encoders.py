"""How near is a query to documents in meaning? By a model, or by vectors of words, which need none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from engines.port.model import Document
from meaning.port import text_of
from search.word_vectors import WordVectors, words_of

if TYPE_CHECKING:
    from meaning.port import Embedder, Vectors

_REMEMBERED = 1024
"""Queries whose vectors are kept."""
_DRAFTS = 64
"""Drafts whose vectors are kept."""


class Encoder(Protocol):
    """Compares a query with documents."""

    def nearness(self, text: str, documents: Sequence[Document]) -> list[float | None]:
        """The cosine of a query with each document; None for a document that cannot be compared."""

    def embedding(self, draft: Document) -> bytes:
        """The vector of a draft as it is stored; empty if it cannot be made."""


@dataclass(frozen=True)
class ModelEncoder:
    """The vector of a query from a model. Thread-safe if the model is.

    Args:
        embedder: returns the model. It is called when a query first needs it.
    """

    embedder: Callable[[], "Embedder"]
    _vector: Callable[[str], "Vectors"] = field(init=False, repr=False, compare=False)
    _stored: Callable[[str], bytes] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_vector", lru_cache(_REMEMBERED)(self._embedded))
        object.__setattr__(self, "_stored", lru_cache(_DRAFTS)(self._quantized))

    def nearness(self, text: str, documents: Sequence[Document]) -> list[float | None]:
        """The cosine of a query with each document; None for a document that cannot be compared."""
        stored = [document.embedding for document in documents]
        if not any(stored):
            return [None] * len(stored)
        from meaning.quantized import cosines  # needs an extra

        return cosines(self._vector(text), self.embedder().fingerprint, stored)

    def embedding(self, draft: Document) -> bytes:
        """The vector of a draft as it is stored. It is made once, as long as the beginning stays the same."""
        return self._stored(text_of(draft.title, draft.body))

    def _embedded(self, text: str) -> "Vectors":
        vector: Vectors = self.embedder().queries([text])[0]
        return vector

    def _quantized(self, text: str) -> bytes:
        from meaning.quantized import quantized  # needs an extra

        model = self.embedder()
        return quantized(model.passages([text]), model.fingerprint)[0]


@dataclass(frozen=True)
class WordEncoder:
    """The vector of a query from those of its words. Thread-safe."""

    vectors: WordVectors

    def nearness(self, text: str, documents: Sequence[Document]) -> list[float | None]:
        """The cosine of a query with each document; None for a document that cannot be compared.

        Documents are compared by what distinguishes them from others in their language.
        """
        nothing: list[float | None] = [None] * len(documents)
        if not any(document.embedding for document in documents):
            return nothing
        try:
            from meaning.quantized import cosines  # needs an extra
        except ModuleNotFoundError:
            return nothing  # vectors that another installation made
        vector = self.vectors.vector(words_of(text))
        centres = self.vectors.centres
        stored = [one.embedding if one.language in centres else b"" for one in documents]
        if vector is None or not any(stored):
            return nothing
        zero = vector * 0
        means = [centres.get(one.language, zero) for one in documents]
        return cosines(vector, self.vectors.fingerprint, stored, means)

    def embedding(self, draft: Document) -> bytes:  # noqa: ARG002 - the interface has it
        """Empty: vectors of words are not those of texts."""
        return b""
