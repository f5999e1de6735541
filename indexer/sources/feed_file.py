"""A feed saved as a file: the entries that have their complete text."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, Self

from lxml import etree

from indexer.article import Article
from indexer.sources.base import SUMMARY_ONLY, Failure, Record, Skipped, SourceOptions, never_nothing
from indexer.sources.feed import feed_record
from indexer.sources.feed_entries import ROOTS, Entry, FeedPage, read_feed
from indexer.sources.files import READ_ERRORS, read_page, reason_of, suffix
from indexer.sources.safe_xml import BrokenXmlError, root_name
from indexer.sources.wordpress_xml import UnsafeXmlError

_SUFFIXES = (".xml", ".rss", ".atom", ".rdf")


class FeedFile:
    """RSS or Atom. In a mirror, feeds are saved like pages, and their stories are on pages of their own."""

    name: ClassVar[str] = "feed"

    def __init__(self, path: Path, options: SourceOptions) -> None:
        self.path = path
        self._options = options

    @classmethod
    def recognises(cls, path: Path, head: bytes) -> bool:
        """By its suffix and its first element."""
        return suffix(path) in _SUFFIXES and root_name(head) in ROOTS

    @classmethod
    def open(cls, path: Path, options: SourceOptions) -> Self:
        """Create the feed without reading it."""
        return cls(path, options)

    def records(self) -> Iterator[Record]:
        """An Article for each complete entry, Skipped for a summary, a Failure for what is broken."""
        return never_nothing(self._read(), str(self.path))

    def _read(self) -> Iterator[Record]:
        page = FeedPage()
        damage = ""
        try:
            read_feed(read_page(self.path), "", page)
        except READ_ERRORS as error:
            damage = reason_of(error)
        except (UnsafeXmlError, BrokenXmlError, etree.XMLSyntaxError) as error:
            damage = f"the feed is broken: {error}"
        yield from (self._record(entry) for entry in page.entries)
        if damage:
            yield Failure(str(self.path), damage)

    def _record(self, entry: Entry) -> Record:
        if not entry.content and entry.url:
            return Skipped(entry.url, SUMMARY_ONLY)
        record = feed_record(entry, self._options.timezone, str(self.path))
        return replace(record, partial=True) if isinstance(record, Article) else record
