"""Saved web pages: single files and folders of them."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar, Self

from indexer.article import RawDocument
from indexer.sources.base import Failure, Record, Skipped, SourceOptions
from indexer.sources.files import READ_ERRORS, read_page, reason_of, suffix
from indexer.sources.mirrors import mirrored_url
from indexer.sources.safe_xml import root_name

_PAGE_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx", ".txt")
_PAGE_STARTS = (b"<!doctype html", b"<html")
_LISTS = ("rss", "feed", "RDF", "urlset", "sitemapindex")
# What browsers call the folder of a saved page's pictures and scripts.
_ASSETS = ("_files", "_fichiers", "-dateien", ".files", "_archivos", "_bestanden")


class SavedPage:
    """One saved page, or a ``.txt`` file with a page saved as text."""

    name: ClassVar[str] = "page"

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def recognises(cls, path: Path, head: bytes) -> bool:
        """By name, or by how an HTML page begins. The source of a PHP script is not a page."""
        start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:512].lower()
        if start.startswith(b"<?php"):
            return False
        return suffix(path) in _PAGE_SUFFIXES or any(mark in start for mark in _PAGE_STARTS)

    @classmethod
    def open(cls, path: Path, options: SourceOptions) -> Self:  # noqa: ARG003 - dates are read by extraction
        """Create the source without reading the page."""
        return cls(path)

    def records(self) -> Iterator[Record]:
        """One RawDocument, or one Failure; Skipped for a feed that a mirror saved as a page."""
        try:
            content = read_page(self.path)
        except READ_ERRORS as error:
            yield Failure(str(self.path), reason_of(error))
            return
        if not content.strip():
            yield Failure(str(self.path), "the file is empty")
        elif root_name(content) in _LISTS:
            yield Skipped(str(self.path), "a feed or sitemap; its stories are on separate pages")
        else:
            yield RawDocument(content, str(self.path), url=mirrored_url(self.path))


class Folder:
    """A folder with all its subfolders, in order of names."""

    name: ClassVar[str] = "folder"

    def __init__(self, path: Path, records_of: Callable[[Path], Iterator[Record] | None]) -> None:
        """``records_of`` returns the records of a file, or None if no source can read it."""
        self.path = path
        self._records_of = records_of

    def records(self) -> Iterator[Record]:
        """The records of all files; Skipped for files of an unknown kind."""
        for path in files_in(self.path):
            if isinstance(path, Failure):
                yield path
                continue
            records = self._records_of(path)
            if records is None:
                yield Skipped(str(path), "no known kind of file")
            else:
                yield from records


def files_in(folder: Path) -> Iterator[Path | Failure]:
    """The files of a folder and its subfolders, in order of names. Those that cannot be opened come last."""
    closed: list[OSError] = []
    for inner, names, files in os.walk(folder, onerror=closed.append):
        names[:] = sorted(name for name in names if not _hidden(name) and not _is_assets(name))
        for name in sorted(files):
            if not _hidden(name):
                yield Path(inner, name)
    yield from (Failure(str(error.filename), reason_of(error)) for error in closed)


def _hidden(name: str) -> bool:
    return name.startswith(".") or name == "__MACOSX"


def _is_assets(name: str) -> bool:
    return name.lower().endswith(_ASSETS)
