"""The tables of the archive's file, as the steps that each version added."""

import sqlite3
from collections.abc import Callable

from indexer.archive.migration import learn_identities

APPLICATION_ID = 0x46485254  # "FHRT", so that another program's database is never written to

ARTICLES = (
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
SOURCES = (
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
STORIES = (
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
IDENTITIES = (
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
LINEAGE = (
    # A random mark for the last revision of each transaction; the archive itself has the mark with number 0.
    # A copy of the archive that was changed separately has other marks.
    "CREATE TABLE marks (revision INTEGER PRIMARY KEY, mark TEXT NOT NULL)",
    "INSERT INTO marks VALUES (0, lower(hex(randomblob(8))))",
)
GONE = (
    # What a site deleted, and when that was last changed: an older file does not restore it.
    """CREATE TABLE gone (
        id TEXT PRIMARY KEY,
        source TEXT NOT NULL,
        modified TEXT
    ) WITHOUT ROWID""",
)
COUNTERS = (
    # What all runs of ingest and sync did, such as the records that failed.
    "CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
    # The settings that the last run read its sources with.
    "CREATE TABLE read_with (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
)
PICTURES = (
    # The payload of an article may have an image, captions and a kind, which earlier versions cannot read.
    "UPDATE grouping SET value = value WHERE 0",
)
EMBEDDINGS = (
    # The vectors of texts by the hash of the article, and which model made them.
    """CREATE TABLE embeddings (
        content_hash TEXT PRIMARY KEY,
        model TEXT NOT NULL,
        vector BLOB NOT NULL
    ) WITHOUT ROWID""",
    # The model that makes them; no row if none does.
    "CREATE TABLE embedder (name TEXT PRIMARY KEY) WITHOUT ROWID",
)
STEPS: tuple[tuple[str | Callable[[sqlite3.Connection], None], ...], ...] = (
    ARTICLES,
    SOURCES,
    STORIES,
    IDENTITIES,
    LINEAGE,
    GONE,
    COUNTERS,
    PICTURES,
    EMBEDDINGS,
)
"""What each version added. A new archive takes all steps, an older one those that it lacks."""
VERSION = len(STEPS)
