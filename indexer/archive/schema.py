"""Opens, checks and creates the archive's file, and maps its driver's errors."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from indexer.archive.migration import learn_identities
from indexer.errors import (
    ArchiveBusyError,
    ArchiveCorruptError,
    ArchiveError,
    ArchiveUnwritableError,
    ArchiveVersionError,
)

APPLICATION_ID = 0x46485254  # "FHRT", so that another program's database is never written to

_ARTICLES = (
    """CREATE TABLE articles (
        id TEXT PRIMARY KEY,
        revision INTEGER NOT NULL UNIQUE,
        content_hash TEXT NOT NULL,
        deleted INTEGER NOT NULL DEFAULT 0,
        external_id TEXT,
        url_key TEXT,
        title_key TEXT NOT NULL,
        language TEXT NOT NULL,
        date TEXT,
        payload TEXT,
        created TEXT NOT NULL,
        updated TEXT NOT NULL
    )""",
    "CREATE INDEX articles_by_url ON articles (url_key) WHERE url_key IS NOT NULL",
    "CREATE INDEX articles_by_title ON articles (title_key)",
    # What each file last said about an article. Otherwise two files that differ about one article would
    # overwrite each other in every run.
    """CREATE TABLE sightings (
        id TEXT NOT NULL,
        origin INTEGER NOT NULL,
        content_hash TEXT NOT NULL,
        PRIMARY KEY (id, origin)
    ) WITHOUT ROWID""",
    f"PRAGMA application_id = {APPLICATION_ID}",
)
_SOURCES = (
    # How far each source was read, and which article each of its items is.
    """CREATE TABLE sources (
        address TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        state TEXT NOT NULL,
        synced TEXT
    ) WITHOUT ROWID""",
    """CREATE TABLE items (
        source TEXT NOT NULL,
        item TEXT NOT NULL,
        article TEXT NOT NULL,
        stamp TEXT NOT NULL,
        PRIMARY KEY (source, item)
    ) WITHOUT ROWID""",
    "CREATE INDEX items_by_article ON items (article) WHERE article != ''",
    # Other addresses of an article, such as a short link, by which another source may name it.
    "CREATE TABLE aliases (url_key TEXT PRIMARY KEY, id TEXT NOT NULL) WITHOUT ROWID",
)
_STORIES = (
    # What is needed of each article to find similar ones, and its story.
    """CREATE TABLE sketches (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        content_hash TEXT NOT NULL,
        language TEXT NOT NULL,
        day INTEGER,
        length INTEGER NOT NULL,
        bands BLOB NOT NULL,
        names BLOB NOT NULL,
        compared INTEGER NOT NULL DEFAULT 0,
        story INTEGER
    )""",
    "CREATE INDEX sketches_by_day ON sketches (day, language) WHERE day IS NOT NULL",
    "CREATE INDEX sketches_by_story ON sketches (story) WHERE story IS NOT NULL",
    "CREATE INDEX sketches_to_compare ON sketches (day, number) WHERE compared = 0",
    "CREATE TABLE bands (band INTEGER, number INTEGER, PRIMARY KEY (band, number)) WITHOUT ROWID",
    "CREATE TABLE links (url_key TEXT, number INTEGER, PRIMARY KEY (url_key, number)) WITHOUT ROWID",
    "CREATE INDEX links_by_number ON links (number)",
    """CREATE TABLE pairs (
        one INTEGER NOT NULL,
        other INTEGER NOT NULL,
        relation INTEGER NOT NULL,
        score REAL NOT NULL,
        PRIMARY KEY (one, other, relation)
    ) WITHOUT ROWID""",
    "CREATE INDEX pairs_by_other ON pairs (other)",
    # An editor's decisions about two articles: one story or not.
    """CREATE TABLE rulings (
        one TEXT NOT NULL,
        other TEXT NOT NULL,
        same INTEGER NOT NULL,
        PRIMARY KEY (one, other)
    ) WITHOUT ROWID""",
    "CREATE INDEX rulings_by_other ON rulings (other)",
    "CREATE TABLE grouping (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
)
_IDENTITIES = (
    # The numbers that sources give an article. Several articles may share one that is not sure.
    """CREATE TABLE identities (
        site TEXT NOT NULL,
        kind TEXT NOT NULL,
        number TEXT NOT NULL,
        id TEXT NOT NULL,
        sure INTEGER NOT NULL,
        PRIMARY KEY (site, kind, number, id)
    ) WITHOUT ROWID""",
    "CREATE INDEX identities_by_article ON identities (id)",
    # Replaced revisions, kept for as long as the setting says.
    """CREATE TABLE history (
        id TEXT NOT NULL,
        revision INTEGER NOT NULL,
        replaced TEXT NOT NULL,
        reason TEXT NOT NULL,
        payload BLOB NOT NULL,
        PRIMARY KEY (id, revision)
    )""",
    "CREATE INDEX history_by_time ON history (replaced)",
    # Updates that wait for a decision, one per article and origin.
    """CREATE TABLE pending (
        key TEXT PRIMARY KEY,
        id TEXT NOT NULL,
        origin INTEGER NOT NULL,
        told TEXT NOT NULL,
        doubt TEXT NOT NULL,
        payload BLOB NOT NULL,
        beside TEXT NOT NULL,
        source TEXT NOT NULL,
        item TEXT NOT NULL,
        created TEXT NOT NULL,
        UNIQUE (id, origin)
    )""",
    # The pages of a post in several pages, each with its own text.
    """CREATE TABLE parts (
        id TEXT NOT NULL,
        number INTEGER NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (id, number)
    ) WITHOUT ROWID""",
    learn_identities,
)
_LINEAGE = (
    # A random mark for the last revision of each transaction; the archive itself has the mark with number 0.
    # A copy of the archive that was changed separately has other marks.
    "CREATE TABLE marks (revision INTEGER PRIMARY KEY, mark TEXT NOT NULL)",
    "INSERT INTO marks VALUES (0, lower(hex(randomblob(8))))",
)
_GONE = (
    # What a site deleted, and when that was last changed: an older file does not restore it.
    """CREATE TABLE gone (
        id TEXT PRIMARY KEY,
        source TEXT NOT NULL,
        modified TEXT
    ) WITHOUT ROWID""",
)
_COUNTERS = (
    # What all runs of ingest and sync did, such as the records that failed.
    "CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
    # The settings that the last run read its sources with.
    "CREATE TABLE read_with (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
)
_MARK = """INSERT OR IGNORE INTO marks
    SELECT max(revision), lower(hex(randomblob(8))) FROM articles HAVING max(revision) > 0"""
_STEPS: tuple[tuple[str | Callable[[sqlite3.Connection], None], ...], ...] = (
    _ARTICLES,
    _SOURCES,
    _STORIES,
    _IDENTITIES,
    _LINEAGE,
    _GONE,
    _COUNTERS,
)
"""What each version added. A new archive takes all steps, an older one those that it lacks."""
VERSION = len(_STEPS)

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_READ_ONLY = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
_UNWRITABLE = {
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
}


def connect(path: Path, wait: float) -> sqlite3.Connection:
    """Open the archive, or create it if it does not exist. Raises a subclass of ArchiveError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveUnwritableError(
            f"The folder {path.parent} cannot be created ({error.strerror}). Use another folder."
        ) from error
    with translated(path):
        try:
            connection = sqlite3.connect(path, timeout=wait, isolation_level=None)
            return _prepared(connection, path)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in _READ_ONLY or not path.exists():
                raise
            return _connect_to_read(path, wait)


def _connect_to_read(path: Path, wait: float) -> sqlite3.Connection:
    """An archive whose folder cannot be written, for reading.

    SQLite cannot make the files next to it that it shares with writers. If a writer has made them, they are
    used; otherwise nobody writes, and the file is read as one that does not change.
    """
    address = f"file:{quote(str(path.absolute()))}?mode=ro"
    try:
        return _prepared(sqlite3.connect(address, timeout=wait, isolation_level=None, uri=True), path)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in _READ_ONLY:
            raise
    address += "&immutable=1"
    return _prepared(sqlite3.connect(address, timeout=wait, isolation_level=None, uri=True), path)


def _prepared(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    try:
        _prepare(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    version = _version(connection, path)
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    if version < VERSION:
        with transaction(connection):
            done = _version(connection, path)  # another process may have migrated it in the meantime
            for step in (step for steps in _STEPS[done:] for step in steps):
                connection.execute(step) if isinstance(step, str) else step(connection)
            connection.execute(f"PRAGMA user_version = {VERSION}")


def _version(connection: sqlite3.Connection, path: Path) -> int:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    tables = int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    if application != APPLICATION_ID and (tables or version or application):
        raise ArchiveCorruptError(f"{path} is another program's database. Use another folder.")
    if version > VERSION:
        raise ArchiveVersionError(
            f"The archive {path} has format {version}, this program reads up to {VERSION}; "
            "update Fehrest, or go back to a backup from before the upgrade: fehrest restore FILE."
        )
    return version


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """A transaction. It takes the write lock at once, so that a busy archive is noticed before any work."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute(_MARK)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn the driver's errors into ours."""
    try:
        yield
    except sqlite3.Error as error:
        raise _in_our_words(error, path) from error


def _in_our_words(error: sqlite3.Error, path: Path) -> ArchiveError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the class of the error
    if code in _BUSY:
        return ArchiveBusyError(
            f"Another process is writing to the archive {path}. Try again when it is done."
        )
    if code in _BROKEN:
        return ArchiveCorruptError(
            f"{path} is not an archive or is damaged ({error}). Move it away and ingest the sources again."
        )
    if code in _UNWRITABLE:
        return ArchiveUnwritableError(
            f"The archive {path} cannot be written ({error}). Check permissions and free space."
        )
    return ArchiveError(f"The archive {path} cannot be used: {error}.")
