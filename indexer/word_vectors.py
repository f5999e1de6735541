"""Makes vectors of words, which encode queries without a model, from the archive's articles and vectors."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from analyzers import LANGUAGES, get_analyzer
from indexer.archive import Archive
from indexer.archive.payload import from_payload
from indexer.chunk_pool import ChunkPool
from indexer.progress import Progress
from meaning import open_embedder
from meaning.port import LETTERS
from search.dictionaries.sections import SectionsError, SectionWriter
from search.word_vectors import WordVector, WordVectors, write_word_vectors

if TYPE_CHECKING:
    from meaning.port import Vectors

ARTICLES = 3_000
"""Articles of one language that are used, chosen by their content, so not by the order in which they came."""
TERMS = 12_000
"""Terms of one language that get a vector."""
WORDS = 5_000
"""Of these the most common ones get the model's own vector as well; that takes about 10 ms each."""
READ = 3_000
"""Number of letters of an article whose words count."""
_FEWEST = 10
"""Fewer articles of a language say nothing."""
_CHUNK = 64

Embed = Callable[[Iterable[str]], Iterator[list["Vectors"]]]
_OF_LANGUAGE = """SELECT payload, vector FROM (
        SELECT id, content_hash, vector FROM articles JOIN embeddings USING (content_hash)
        WHERE deleted = 0 AND model = ? AND language = ? ORDER BY content_hash LIMIT ?
    ) JOIN articles USING (id) ORDER BY articles.content_hash"""


def write_words(
    archive: Archive, name: str, path: Path, progress: Progress, workers: int | None = None
) -> int:
    """Write the vectors of words. Returns their number.

    Args:
        name: name of the model that made the articles' vectors.
        path: the file to write.
        workers: number of processes; by default one per core.

    Raises:
        EmbedderError, MissingExtraError: the model cannot be loaded.
    """
    fingerprint = open_embedder(name).fingerprint
    centres: dict[str, Vectors] = {}
    found: list[WordVector] = []
    work = partial(embed_words, name)
    with ChunkPool(work, "meaning.registry", workers=workers, inline=_CHUNK, chunk=_CHUNK) as embed:
        for language in _languages(archive):
            texts, vectors = _read(archive, fingerprint, language)
            if len(texts) >= _FEWEST:
                centres[language], made = fitted(language, texts, vectors, embed, progress)
                found += made
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    with unfinished.open("wb") as file:
        writer = SectionWriter(file)
        write_word_vectors(writer, fingerprint, centres, found)
        writer.close()
    unfinished.replace(path)
    return len(found)


def has_words(name: str, path: Path) -> bool:
    """Whether the file has vectors of words for this model."""
    try:
        return WordVectors.open(path).fingerprint == open_embedder(name).fingerprint
    except (OSError, SectionsError, KeyError):
        return False


def embed_words(name: str, words: Sequence[str]) -> list["Vectors"]:
    """The model's vectors of some words. Runs in a worker process."""
    model = open_embedder(name)
    return [model.queries([word])[0] for word in words]


def _languages(archive: Archive) -> list[str]:
    with archive.reading() as connection:
        rows = connection.execute(
            "SELECT language FROM articles WHERE deleted = 0 GROUP BY language HAVING count(*) >= ?"
            " ORDER BY language",
            (_FEWEST,),
        )
        return [str(row[0]) for row in rows if row[0] in LANGUAGES]


def fitted(
    language: str, texts: Sequence[str], vectors: Sequence[bytes], embed: Embed, progress: Progress
) -> tuple["Vectors", list[WordVector]]:
    """The mean of some texts in one language, and the vectors of their words.

    Args:
        vectors: those of the first ``LETTERS`` letters of the texts, as they are stored.
        embed: returns the model's vectors of words, some at a time.
    """
    from meaning.fitting import fit  # needs an extra
    from meaning.quantized import unpacked

    surfaces: dict[str, Counter[str]] = {}
    terms = [_terms(language, text[:LETTERS], {}) for text in texts]
    whole = (_terms(language, text, surfaces) for text in texts)
    words = _asked(Counter(term for text in whole for term in text), surfaces)
    progress.total = (progress.total or 0) + len(words)
    made: list[Vectors] = []
    for some in embed(words.values()):
        made += some
        progress.advance(len(some))
    found = fit(terms, unpacked(vectors), dict(zip(words, made, strict=True)), TERMS)
    rows = zip(found.terms, found.counts, found.vectors, strict=True)
    return found.centre, [WordVector((language, term), count, vector) for term, count, vector in rows]


def _read(archive: Archive, fingerprint: str, language: str) -> tuple[list[str], list[bytes]]:
    """Texts of a language and their vectors."""
    with archive.reading() as connection:
        rows = connection.execute(_OF_LANGUAGE, (fingerprint, language, ARTICLES)).fetchall()
    articles = (from_payload(payload) for payload, _ in rows)
    texts = [f"{article.title}\n{article.body}"[:READ] for article in articles]
    return texts, [vector for _, vector in rows]


def _terms(language: str, text: str, surfaces: dict[str, Counter[str]]) -> Counter[str]:
    """The terms of a text; how each was written is added to ``surfaces``."""
    analyzer = get_analyzer(language)
    found: Counter[str] = Counter()
    for token in analyzer.analyze(text):
        if not analyzer.is_function_word(token.exact):
            term = token.stems[0] if token.stems else token.exact
            found[term] += 1
            surfaces.setdefault(term, Counter())[token.text.lower()] += 1
    return found


def _asked(counts: Counter[str], surfaces: Mapping[str, Counter[str]]) -> dict[str, str]:
    """The most common terms, as they are mostly written."""
    terms = sorted(counts, key=lambda one: (-counts[one], one))
    return {term: surfaces[term].most_common(1)[0][0] for term in terms[:WORDS]}
