"""Where do articles come from? From these kinds of files and sites, each recognised by its content."""

import os
from collections.abc import Iterator
from datetime import UTC, tzinfo
from pathlib import Path

from indexer.errors import SourceError, UnknownKindError
from indexer.sources.base import Failure, Record, Skipped, Source, SourceOptions
from indexer.sources.feed import Feed
from indexer.sources.feed_file import FeedFile
from indexer.sources.files import read_head, reason_of
from indexer.sources.json_lines import JsonLines
from indexer.sources.mhtml import Mhtml
from indexer.sources.pdf_file import PdfFile
from indexer.sources.remote import RemoteSource
from indexer.sources.rest_file import RestFile
from indexer.sources.saved_pages import Folder, SavedPage
from indexer.sources.sitemap import Sitemap
from indexer.sources.warc import WarcFile
from indexer.sources.wordpress_export import WordPressExport
from indexer.sources.wordpress_rest import WordPressRest
from indexer.sources.zipped import SUFFIXES, Zipped

FILE_SOURCES: tuple[type[Source], ...] = (
    WordPressExport,  # before pages: its content is full of HTML
    PdfFile,
    WarcFile,  # before pages, for the same reason
    RestFile,  # before other kinds of JSON
    JsonLines,
    FeedFile,
    Mhtml,  # before pages: it contains them
    SavedPage,  # last: any .txt is a page saved as text
)
"""Kinds of files, in the order in which they are tried. A new source is one module and one line."""

REMOTE_SOURCES: tuple[type[RemoteSource], ...] = (WordPressRest, Sitemap, Feed)
"""Kinds of sources on the web, the most informative first. A new source is one module and one line."""

AnySource = Source | Folder | Zipped


def open_source(
    path: Path,
    *,
    timezone: tzinfo = UTC,
    pages: bool = False,
    comments: bool = False,
    types: frozenset[str] = frozenset(),
) -> AnySource:
    """The source at a path: a folder of files of any kind, or one file.

    Args:
        timezone: the zone of dates without one.
        pages: also read WordPress's static pages.
        comments: add the comments of an export to its texts.
        types: types of posts of an export to read in addition to ``post``.

    Raises:
        SourceError: the path does not exist.
        UnknownKindError: no source can read it.
    """
    options = SourceOptions(timezone=timezone, pages=pages, comments=comments, types=types)
    if os.path.isdir(path):
        return Folder(path, lambda file: _records(file, options))
    if os.path.isfile(path) and _is_zipped(path):
        return Zipped(path, lambda file: _records(file, options))
    if str(path).startswith(("http:", "https:")):
        raise SourceError(f"{path} is a web address; read it with: fehrest sync")
    if not os.path.isfile(path):
        raise SourceError(f"There is no file or folder {path}. Check the path.")
    source = _source(path, options)
    if source is None:
        known = ", ".join(kind.name for kind in FILE_SOURCES)
        raise UnknownKindError(f"{path} is of an unknown kind. Known kinds: {known}, zip.")
    return source


def _records(path: Path, options: SourceOptions) -> Iterator[Record] | None:
    if not os.path.isfile(path):  # Path.is_file raises if permissions are missing
        return iter((_no_file(path),))
    if _is_zipped(path):
        return Zipped(path, lambda file: _records(file, options)).records()
    source = _source(path, options)
    return source.records() if source else None


def _is_zipped(path: Path) -> bool:
    return str(path).lower().endswith(SUFFIXES)


def _no_file(path: Path) -> Record:
    """What a folder lists but must not be opened: reading a pipe would block forever."""
    try:
        path.stat()
    except OSError as error:
        return Failure(str(path), reason_of(error))
    return Skipped(str(path), "it is not a regular file (a pipe, a socket or a device)")


def _source(path: Path, options: SourceOptions) -> Source | None:
    head = read_head(path)
    kind = next((kind for kind in FILE_SOURCES if kind.recognises(path, head)), None)
    return kind.open(path, options) if kind else None


__all__ = [
    "FILE_SOURCES",
    "REMOTE_SOURCES",
    "AnySource",
    "Failure",
    "Folder",
    "Record",
    "Skipped",
    "Source",
    "SourceOptions",
    "open_source",
]
