"""Where do articles come from? From the kinds of file below, each recognised by what it holds."""

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
    WarcFile,  # the same
    RestFile,  # before JSON of other kinds
    JsonLines,
    FeedFile,
    Mhtml,  # before pages: its parts are
    SavedPage,  # last: any .txt is a page dump
)
"""Every kind of file, in the order in which they are asked. A new source is one module and one line."""

REMOTE_SOURCES: tuple[type[RemoteSource], ...] = (WordPressRest, Sitemap, Feed)
"""Every kind of place on the web, the one that tells most first. A new source is one module and one line."""

AnySource = Source | Folder | Zipped


def open_source(
    path: Path, *, timezone: tzinfo = UTC, pages: bool = False, comments: bool = False
) -> AnySource:
    """The source at a path: a folder of files of any kind, or one file.

    ``timezone`` is the zone of dates that name none; ``pages`` takes WordPress's static pages too,
    ``comments`` puts the comments of an export under its texts.
    Raises SourceError where there is nothing, UnknownKindError where there is nothing that any source knows.
    """
    options = SourceOptions(timezone=timezone, pages=pages, comments=comments)
    if os.path.isdir(path):
        return Folder(path, lambda file: _records(file, options))
    if os.path.isfile(path) and _is_zipped(path):
        return Zipped(path, lambda file: _records(file, options))
    if str(path).startswith(("http:", "https:")):
        raise SourceError(f"{path} is a web address; read it with: fehrest sync")
    if not os.path.isfile(path):
        raise SourceError(f"There is no file or folder {path}; check the path.")
    source = _source(path, options)
    if source is None:
        known = ", ".join(kind.name for kind in FILE_SOURCES)
        raise UnknownKindError(f"{path} is of no known kind; known are: {known}, zip.")
    return source


def _records(path: Path, options: SourceOptions) -> Iterator[Record] | None:
    if not os.path.isfile(path):  # Path.is_file raises where rights are missing
        return iter((_no_file(path),))
    if _is_zipped(path):
        return Zipped(path, lambda file: _records(file, options)).records()
    source = _source(path, options)
    return source.records() if source else None


def _is_zipped(path: Path) -> bool:
    return str(path).lower().endswith(SUFFIXES)


def _no_file(path: Path) -> Record:
    """What a folder lists and is not to be opened: a pipe would hold us for ever."""
    try:
        path.stat()
    except OSError as error:
        return Failure(str(path), reason_of(error))
    return Skipped(str(path), "it is no file (a pipe, a socket or a device)")


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
