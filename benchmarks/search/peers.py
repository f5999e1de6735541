"""What is compared. Each peer indexes the same documents and gives a complete answer to a question.

A complete answer is the first ten hits with their titles and highlighted snippets, the number of hits, the
counts of four facets, and a timeline of years.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path

from engines.port.model import Document

HITS = 10
FACETS = ("language", "category", "author", "source")
SNIPPET = 220
"""Letters of a snippet."""


class Peer(ABC):
    """A search engine with an index in a folder of its own.

    ``asks`` is false for one that only indexes, ``node`` is the process of a server that it uses.
    """

    name: str
    node: int | None = None

    @abstractmethod
    def fill(self, documents: Sequence[Document]) -> None:
        """Index all documents."""

    @abstractmethod
    def ask(self, text: str) -> int:
        """Build a complete answer. Returns the number of hits."""

    @abstractmethod
    def size(self) -> int:
        """Bytes on disk."""

    def settle(self) -> None:  # noqa: B027
        """What its documentation advises after filling."""

    def close(self) -> None:  # noqa: B027
        """Stop what it started."""


def folder_size(folder: Path) -> int:
    """Size in bytes of all files."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def facet_columns(document: Document) -> dict[str, tuple[str, ...]]:
    """The values of a document's facets, categories by their last part."""
    return {
        "language": (document.language,),
        "category": tuple(path[-1] for path in document.categories if path),
        "author": document.authors,
        "source": (document.source,) if document.source else (),
    }
