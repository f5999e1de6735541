"""Turns documents into articles with a language: one page, and many pages in several processes."""

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from datetime import tzinfo

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from indexer.article import Article, Hints, RawDocument
from indexer.categories import chosen_categories
from indexer.extraction import ExtractionError, NoArticleError, extract
from indexer.extraction.pdf import is_pdf
from indexer.language import with_languages
from indexer.marks import without_marks
from indexer.processes import can_start, limited, start_worker, worker_context
from indexer.sources import Failure, Record, Skipped

INLINE = 50
PAGE_SECONDS = 60.0
"""Wall-clock seconds for a page. Other programs may use the processor meanwhile."""
PROCESSOR_SECONDS = 10.0
_INLINE_BYTES = 1 << 20
_PER_WORKER = 8
_PAGE_WEIGHT = 24
"""Number of articles without a page that count as much as a page among those in flight."""
GROUP = 64
"""Number of articles without a page that are sent to a process at once."""
_TABLES = "indexer.language.loaded"  # loaded once, and shared by forked workers

Extracted = tuple[Article, ...] | Failure | Skipped


def extract_articles(document: RawDocument, timezone: tzinfo, captions: bool = False) -> Extracted:
    """The articles of one document with their languages. Never raises: a page on which our code fails is a
    Failure, too.
    """
    try:
        extraction = extract(document, timezone=timezone, captions=captions)
        articles = _whole(extraction.articles, document, timezone, captions)
    except NoArticleError as error:
        return Failure(document.origin, _reason(error), no_article=True, hidden=error.hidden)
    except ExtractionError as error:
        return Failure(document.origin, _reason(error))
    except TimeoutError as error:
        return Failure(document.origin, f"extraction {error}")
    except Exception as error:
        return Failure(document.origin, f"extraction failed: {type(error).__name__}: {error}")
    if not extraction.articles:
        return Skipped(document.origin, f"there is no article on it ({extraction.kind})")
    return tuple(named(article, document.origin) for article in articles)


def _reason(error: ExtractionError) -> str:
    """The message without the origin, which a report names next to it."""
    return error.message.removeprefix(f"{error.origin}: ")


def _whole(
    articles: tuple[Article, ...], document: RawDocument, timezone: tzinfo, captions: bool
) -> tuple[Article, ...]:
    """The article of a page with the text of the pages that follow it. Raises ExtractionError."""
    if len(articles) != 1:
        return articles
    texts = [articles[0].body]
    for page in document.following:
        texts += [each.body for each in extract(page, timezone=timezone, captions=captions).articles]
    part = 0 if document.following else articles[0].part
    partial = articles[0].partial or document.partial
    whole = replace(articles[0], body="\n\n".join(texts), part=part, partial=partial)
    return (_filled(whole, document.hints) if document.hints else whole,)


def _filled(article: Article, hints: Hints) -> Article:
    """The article, completed with what a list says about it and its page does not."""
    return replace(
        article,
        authors=article.authors or hints.authors,
        categories=article.categories or hints.categories,
        tags=article.tags or hints.tags,
        date=article.date or hints.date,
        modified=article.modified or hints.modified,
        image=article.image or hints.image,
        language=article.language if article.language != "und" else hints.language,
    )


def extract_in_time(
    document: RawDocument, timezone: tzinfo, captions: bool = False, seconds: float = PROCESSOR_SECONDS
) -> Extracted:
    """Like ``extract_articles``, within ``seconds`` of CPU time. Only a main thread can be stopped."""
    with limited(seconds):
        return extract_articles(document, timezone, captions)


def named(article: Article, file: str) -> Article:
    """The article with its language or languages, and the file that it came from."""
    categories = chosen_categories(article.categories)
    return with_languages(replace(without_marks(article), file=article.file or file, categories=categories))


def name_some(articles: Sequence[Article]) -> list[Article]:
    """``named`` for some articles that no page contains. Runs in a worker process."""
    return [named(article, article.file) for article in articles]


@dataclass(slots=True)
class _Group:
    """Articles that are named together, in a process or, without one, when the first is needed."""

    articles: list[Article] = field(default_factory=list)
    future: ProcessFuture[list[Article]] | None = None
    done: list[Article] | None = None

    def result(self, at: int) -> Article:
        """One of the articles. If their process ended early, they are named here."""
        if self.done is None:
            try:
                self.done = self.future.result() if self.future else name_some(self.articles)
            except (TimeoutError, ProcessExpired, BrokenProcessPool, CancelledError):
                self.done = name_some(self.articles)
        return self.done[at]


@dataclass(slots=True)
class _Waiting:
    record: Record
    future: ProcessFuture[Extracted] | None = None
    group: _Group | None = None
    at: int = 0

    @property
    def weight(self) -> int:
        return _PAGE_WEIGHT if isinstance(self.record, RawDocument) else 1


class ExtractionPool:
    """Turns records into articles, in order. A context manager.

    The first pages are read in this process; others are only started for more. Articles without a page are
    sent in groups; a few are named in this process, which otherwise needs no tables of languages. The number
    in flight is bounded, so memory stays flat. A page that ends its process, or takes longer than
    ``page_seconds`` by the clock or ``processor_seconds`` of processor time, is a Failure; the pages in other
    processes are not affected. ``captions`` keeps the captions of pictures in a text. ``workers`` is the
    number of processes, by default one per core.
    """

    def __init__(
        self,
        timezone: tzinfo,
        *,
        captions: bool = False,
        workers: int | None = None,
        inline: int = INLINE,
        page_seconds: float = PAGE_SECONDS,
        processor_seconds: float = PROCESSOR_SECONDS,
    ) -> None:
        self._timezone = timezone
        self._captions = captions
        self._workers = workers or os.cpu_count() or 1
        self._inline = inline
        self._page_seconds, self._processor_seconds = page_seconds, processor_seconds
        self._pool: ProcessPool | None = None
        self._group = _Group()

    def __enter__(self) -> "ExtractionPool":
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def __call__(self, records: Iterable[Record]) -> Iterator[tuple[Record, Extracted]]:
        """Each record with its result, in order."""
        waiting: deque[_Waiting] = deque()
        weight = 0
        for record in records:
            waiting.append(self._taken(record))
            weight += waiting[-1].weight
            if weight >= self._workers * _PER_WORKER * _PAGE_WEIGHT:
                weight -= waiting[0].weight
                yield self._finish(waiting.popleft())
        while waiting:
            yield self._finish(waiting.popleft())

    def _taken(self, record: Record) -> _Waiting:
        if not isinstance(record, Article):
            return _Waiting(record, self._submit(record))
        group = self._group
        group.articles.append(record)
        waiting = _Waiting(record, group=group, at=len(group.articles) - 1)
        if len(group.articles) >= GROUP:
            self._send(group, self._started())
        return waiting

    def _send(self, group: _Group, pool: ProcessPool | None) -> None:
        """The group takes no more articles."""
        self._group = _Group()
        if pool is not None:
            group.future = pool.schedule(name_some, (group.articles,), timeout=self._page_seconds)

    def _submit(self, record: Record) -> ProcessFuture[Extracted] | None:
        """None if the record is not a page, or is to be read in this process."""
        if not isinstance(record, RawDocument):
            return None
        pdf = is_pdf(record.content)
        small = self._inline > 0 and len(record.content) < _INLINE_BYTES and not pdf
        pool = None if small else self._started(always=pdf)
        if pool is None:
            self._inline -= 1
            return None
        args = (record, self._timezone, self._captions, self._processor_seconds)
        return pool.schedule(extract_in_time, args, timeout=self._page_seconds)

    def _started(self, *, always: bool = False) -> ProcessPool | None:
        """The worker processes, started now if needed; None if there cannot be any. One is only started with
        ``always``: the library that reads PDF files can only be stopped by ending its process.
        """
        if (self._workers > 1 or always) and self._pool is None:
            context = worker_context(__name__, _TABLES)
            if can_start(context, self._page_seconds):
                self._pool = ProcessPool(self._workers, initializer=start_worker, context=context)
            else:
                self._workers = 1
        return self._pool

    def _finish(self, waiting: _Waiting) -> tuple[Record, Extracted]:
        record = waiting.record
        if isinstance(record, Article):
            return record, (self._named(waiting.group or _Group([record]), waiting.at),)
        if not isinstance(record, RawDocument):
            return record, record
        if waiting.future is None:
            own = (self._timezone, self._captions, self._processor_seconds)
            return record, extract_in_time(record, *own)
        return record, self._result(record, waiting.future)

    def _named(self, group: _Group, at: int) -> Article:
        if group is self._group:
            self._send(group, self._pool)
        return group.result(at)

    def _result(self, document: RawDocument, future: ProcessFuture[Extracted]) -> Extracted:
        try:
            return future.result()
        except TimeoutError:
            return Failure(document.origin, f"extraction took longer than {self._page_seconds:g} s")
        except (ProcessExpired, BrokenProcessPool, CancelledError):
            return Failure(document.origin, "extraction of this page ended its process")

    def _stop(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()
