"""Reads an unpublished article from a file, to find related articles."""

from datetime import tzinfo
from pathlib import Path

from indexer.article import Article
from indexer.errors import SourceError
from indexer.extraction.encoding import decode
from indexer.extraction_pool import ExtractionPool, named
from indexer.sources import open_source


def read_draft(path: Path, timezone: tzinfo) -> Article:
    """The first article in a file. A plain text is a draft: its first line is the title.

    Raises:
        SourceError: the file contains no text.
    """
    if path.suffix.lower() not in (".txt", ".md"):
        with ExtractionPool(timezone) as pool:
            for _, extracted in pool(open_source(path, timezone=timezone).records()):
                if isinstance(extracted, tuple) and extracted:
                    return extracted[0]
        raise SourceError(f"There is no article in {path}")
    try:
        text = decode(path.read_bytes())
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {error.strerror}") from error
    title, _, body = text.strip().partition("\n")
    if not title:
        raise SourceError(f"{path} is empty")
    return named(Article(title=title.strip(), body=body.strip()), str(path))
