"""Keeps stories up to date: processes what has changed, in steps that survive a kill."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain, islice

from indexer.archive import Archive, ArchivedArticle
from indexer.archive.payload import from_payload
from indexer.article import Article
from indexer.chunk_pool import ChunkPool
from indexer.progress import Progress
from indexer.stories import sketching, stage
from indexer.stories.comparing import Comparing
from indexer.stories.duplicates import likeness, may_be_alike
from indexer.stories.groups import grouped
from indexer.stories.groups import pair as ordered
from indexer.stories.model import Edge, Relation, Sketch, Text
from indexer.stories.sketching import sketch_some, text_of
from indexer.stories.stage import is_grouped, sketched_to
from indexer.stories.tables import Tables

_STEP = 1_000
"""Number of articles per transaction. Their bands are in every part of a table, so each transaction writes
most of it again.
"""
_CACHE = 32
"""Megabytes of the archive's pages that are kept in memory while many articles are grouped."""
_KEPT_TEXTS = 500
"""Number of articles whose words are kept for comparing. One takes about 30 KB."""

Sketches = ChunkPool[Article, Sketch]


def group_stories(
    archive: Archive, progress: Progress, workers: int | None = None, batch: int = _STEP
) -> int:
    """Update the stories to the archive's revision. Returns how many articles moved to another story.

    Those get a new revision, so that every index indexes them again. Each step is one transaction, so the
    next call after a kill continues from there.

    Args:
        workers: number of processes; by default one per core.
        batch: number of articles per step.
    """
    with ChunkPool(sketch_some, sketching.__name__, workers=workers) as sketches:
        return _group(archive, progress, sketches, batch)


def _group(archive: Archive, progress: Progress, sketches: Sketches, size: int) -> int:
    changed = 0
    # Articles that join or leave a story get a later revision and are read again, but not counted again.
    newest = archive.revision
    progress.total = archive.count_changes(sketched_to(archive))
    if progress.total > size:
        with archive.reading() as connection:
            connection.execute(f"PRAGMA cache_size = {-1024 * _CACHE}")
    while not is_grouped(archive):
        begin = _begin(archive)
        batch = list(islice(archive.changes(begin), size))
        with archive.reading() as connection:
            found = _sketched(Tables(connection), batch, sketches)
        with archive.writing() as connection:
            tables = Tables(connection)
            if tables.value("revision", "0") != str(begin):
                continue  # another process has grouped these meanwhile
            if batch:
                changed += _Step(tables, found).take(batch)
                tables.remember("revision", str(batch[-1].revision))
        progress.advance(sum(archived.revision <= newest for archived in batch))
        if not batch:
            changed += _compare(archive, size)
    return changed


def _begin(archive: Archive) -> int:
    """The revision up to which articles are sketched; sketches of an earlier version are forgotten first."""
    with archive.writing() as connection:
        tables = Tables(connection)
        if tables.value("version", "") != stage.VERSION:
            tables.forget_sketches()
            tables.remember("version", stage.VERSION)
            tables.remember("revision", "0")
        return int(tables.value("revision", "0"))


def _sketched(tables: Tables, batch: Iterable[ArchivedArticle], sketches: Sketches) -> dict[str, Sketch]:
    """The sketches of those articles of a batch that are new or have another text, by id. This takes longest,
    so it needs no transaction.
    """
    news = [one for one in batch if one.article is not None and _is_news(tables, one)]
    articles = (one.article for one in news if one.article is not None)
    found = chain.from_iterable(sketches(articles))
    return {one.id: sketch for one, sketch in zip(news, found, strict=True)}


def _is_news(tables: Tables, archived: ArchivedArticle) -> bool:
    known = tables.known(archived.id)
    return not known or archived.article is None or known.content_hash != archived.content_hash


def _compare(archive: Archive, size: int) -> int:
    """Search for translations without links, among articles that have not been compared yet."""
    changed = 0
    comparing: Comparing | None = None
    while True:
        with archive.writing() as connection:
            tables = Tables(connection)
            numbers = tables.to_compare(size)
            if not numbers:
                return changed
            comparing = Comparing(tables) if comparing is None else comparing.on(tables)
            touched = comparing.take(numbers)
            tables.compared(numbers)
            changed += regroup(tables, touched)


class _Step:
    """Some changed articles, processed in one transaction."""

    def __init__(self, tables: Tables, sketches: Mapping[str, Sketch]) -> None:
        self._tables, self._sketches = tables, sketches
        self._text = lru_cache(maxsize=_KEPT_TEXTS)(self._read)
        self._touched: set[int] = set()
        self._fresh: dict[int, Sketch] = {}

    def take(self, batch: Iterable[ArchivedArticle]) -> int:
        """Process changes. Returns how many articles moved to another story.

        An article that has changed since it was read is left out: it comes again at its new revision.
        """
        for archived in batch:
            found = self._sketches.get(archived.id)
            gone = archived.article is None
            if (found or gone) and self._tables.is_current(archived.id, archived.revision):
                self._put(archived, found)
        self._tables.put_bands(self._fresh)
        for number, others in self._tables.like(self._fresh).items():
            if others:
                self._tables.pair(self._duplicates(number, others))
        self._text.cache_clear()  # it refers to this object, so the texts would stay for a while
        if self._tables.has_links():
            self._link()
        return regroup(self._tables, self._touched | self._fresh.keys())

    def _put(self, archived: ArchivedArticle, found: Sketch | None) -> None:
        known = self._tables.known(archived.id)
        if known:
            self._touched |= self._tables.clear(known.number)
        if archived.article is not None and found is not None:
            number = self._tables.put(archived.id, archived.content_hash, found)
            self._tables.link(number, archived.article)
            self._fresh[number] = found
        elif known:
            self._tables.remove(known.number)
            self._touched.discard(known.number)

    def _duplicates(self, number: int, others: Iterable[int]) -> list[Edge]:
        edges = []
        own, *_ = self._tables.extents([number]).values()
        for other, extent in self._tables.extents(others).items():
            if other in self._fresh and other > number:
                continue  # it refers to this one
            if not may_be_alike(own, extent):
                continue
            score = likeness(self._text(number), self._text(other))
            if score is not None:
                edges.append(Edge(*ordered(number, other), Relation.DUPLICATE, score))
        return edges

    def _read(self, number: int) -> Text:
        return text_of(from_payload(self._tables.payload(number)))

    def _link(self) -> None:
        """A link is accepted if it is mutual, or if no other article in its language names the same one."""
        targets = set(self._fresh).union(*(self._tables.named_by(number) for number in self._fresh))
        for target in targets:
            place = self._tables.place(target)
            if place is None:
                continue
            self._tables.unlink(target)
            returned = self._tables.named_by(target)
            by_language: dict[str, list[int]] = {}
            for number, language in self._tables.naming(target).items():
                if language != place[0]:
                    by_language.setdefault(language, []).append(number)
            for numbers in by_language.values():
                sure = [number for number in numbers if number in returned] or numbers
                if len(sure) == 1:
                    self._tables.pair([Edge(sure[0], target, Relation.LINKED)])
        self._touched |= targets


def regroup(tables: Tables, start: Iterable[int]) -> int:
    """Group these articles, and all that they are connected with, into stories. Returns how many moved to
    another story.
    """
    changed = 0
    seen: set[int] = set()
    for first in tables.connected(start):
        if first in seen:
            continue
        together = _together(tables, first)
        seen |= together
        places = {number: place for number in together if (place := tables.place(number))}
        edges = {edge for number in together for edge in tables.edges(number)}
        rulings = tables.rulings(together)
        edges |= {Edge(*two, Relation.RULED) for two, same in rulings if same}
        apart = [two for two, same in rulings if not same]
        languages = {number: language for number, (language, _) in places.items()}
        for members in grouped(languages, edges, apart):
            story = min(members) if len(members) > 1 else None
            for number in members:
                if places[number][1] != story:
                    tables.settle(number, story)
                    changed += 1
    return changed


def _together(tables: Tables, first: int) -> set[int]:
    """All articles connected with one, directly or indirectly."""
    found, waiting = {first}, [first]
    while waiting:
        for number in tables.companions(waiting.pop()) - found:
            found.add(number)
            waiting.append(number)
    return found
