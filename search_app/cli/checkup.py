"""The checks of ``fehrest doctor``. Each yields its findings and changes nothing."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from analyzers import fingerprint
from engines.port.engine import IndexStore, SearchEngine
from engines.port.errors import EngineError, EngineUnavailableError
from engines.registry import open_store
from indexer.archive import Archive
from indexer.errors import ArchiveError, ArchiveVersionError
from indexer.freshness import another_origin
from indexer.stories import is_grouped
from search.model import SearchRequest
from search.searcher import Searcher
from search.synonyms import SynonymError
from search_app.cli.archives import archive_path, read_otherwise
from search_app.generations import synonyms_of
from search_app.hosts import open_to_others
from search_app.settings import Settings

REBUILD = "fehrest reindex"
CATCH_UP = "fehrest reindex --changes"
READ_AGAIN = "fehrest ingest PATHS, or fehrest sync --full"
MANY_SEGMENTS = 12
_EVERY_SCRIPT = "fehrest فهرست"


@dataclass(frozen=True, slots=True)
class Finding:
    """A ``problem`` of a ``part`` (folder, archive, index, settings), and what fixes it."""

    part: str
    problem: str
    fix: str


def check_all(settings: Settings) -> list[Finding]:
    """All findings, the ones that cause others first."""
    found = [*_check_folder(settings), *_check_settings(settings)]
    store = open_store(settings.engine, settings.data)
    index, engine = _check_index(store)
    try:
        return [*found, *_check_archive(settings, engine), *index]
    finally:
        if engine is not None:
            engine.close()


def _check_folder(settings: Settings) -> Iterator[Finding]:
    folder = settings.data
    if not folder.is_dir():
        yield Finding("folder", f"{folder} does not exist", "fehrest ingest PATHS")
        return
    paths = [folder, *folder.glob("archive.sqlite3*"), *folder.glob("*/"), *folder.glob("*/*/")]
    if locked := [path for path in paths if not os.access(path, os.W_OK)]:
        yield Finding(
            "folder",
            f"{locked[0]} cannot be written by this user; searches work, ingest and updates do not",
            f"chown -R $USER {folder}",
        )
    needed = max((_bytes(part) for part in folder.glob("*/")), default=0)
    if (free := shutil.disk_usage(folder).free) < needed:
        yield Finding(
            "folder",
            f"{free // 1_000_000} MB are free, and a rebuild needs about {needed // 1_000_000} MB",
            f"free some space on the disk of {folder}",
        )


def _bytes(folder: Path) -> int:
    """The size of the largest generation in a folder."""
    sizes = (
        sum(path.stat().st_size for path in part.glob("*") if path.is_file()) for part in folder.glob("*/")
    )
    return max(sizes, default=0)


def _check_settings(settings: Settings) -> Iterator[Finding]:
    if warning := open_to_others(settings):
        yield Finding("settings", warning, "export FEHREST_BASE_URL=https://search.example.org")
    try:
        synonyms_of(settings)
    except SynonymError as error:
        yield Finding("settings", error.message, "fehrest synonyms check")


def _check_index(store: IndexStore) -> tuple[list[Finding], SearchEngine | None]:
    """The findings about the index alone, and its engine if it can be opened."""
    try:
        engine = store.open()
    except EngineUnavailableError as error:
        return [Finding("index", error.message, "start the search engine")], None
    except EngineError as error:
        return [Finding("index", error.message, REBUILD)], None
    try:
        Searcher(engine).search(SearchRequest(_EVERY_SCRIPT, size=1))
        size = store.size()
        found = []
        if engine.fingerprint != fingerprint():
            found.append(Finding("index", "it was made by other analyzers than those installed", REBUILD))
        if size and size.segments > MANY_SEGMENTS:
            found.append(Finding("index", f"it has {size.segments} segments, which slows searches", CATCH_UP))
        if unused := store.unused():
            found.append(Finding("index", f"killed rebuilds left {', '.join(unused)}", CATCH_UP))
    except EngineError as error:
        engine.close()
        return [Finding("index", error.message, REBUILD)], None
    return found, engine


def _check_archive(settings: Settings, engine: SearchEngine | None) -> Iterator[Finding]:
    path = archive_path(settings)
    if not path.exists():
        what = "there is no archive; the index cannot be updated" if engine else "there is no archive yet"
        yield Finding("archive", what, "fehrest restore FILE" if engine else "fehrest ingest PATHS")
        return
    try:
        with closing(Archive(path, wait=1.0)) as archive:
            if damage := archive.damage():
                yield Finding("archive", f"{path} is damaged: {damage}", "fehrest restore FILE")
                return
            if engine is not None:
                yield from _compare(settings, archive, engine)
            if changed := read_otherwise(archive, settings):
                yield Finding("archive", f"sources were read with other settings: {changed}", READ_AGAIN)
            if pending := len(archive.decisions.pending()):
                yield Finding("archive", f"{pending} updates wait for a decision", "fehrest pending")
    except ArchiveVersionError as error:
        yield Finding("archive", error.message, "pip install --upgrade fehrest")
    except ArchiveError as error:
        yield Finding("archive", error.message, "fehrest restore FILE")


def _compare(settings: Settings, archive: Archive, engine: SearchEngine) -> Iterator[Finding]:
    if reason := another_origin(archive, engine, settings.zone):
        yield Finding("index", reason, REBUILD)
        return
    waiting = archive.count_changes(engine.revision)
    if waiting:
        yield Finding("index", f"{waiting} changes of the archive are not in the index", CATCH_UP)
    elif not is_grouped(archive):
        yield Finding("index", "articles were not grouped into stories", CATCH_UP)
    elif (held := engine.count()) != (wanted := archive.count()):
        yield Finding("index", f"it holds {held} articles and the archive {wanted}", REBUILD)
