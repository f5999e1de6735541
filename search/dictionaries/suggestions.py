"""Collects what can be suggested from the stored documents and the facets of an index.

All of it goes through a temporary database on disk, which sorts: memory does not grow with the index.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import batched

from analyzers import LANGUAGES, get_analyzer
from engines.port.engine import EngineQuery, SearchEngine
from engines.port.model import PATH_SEPARATOR, Document
from engines.port.terms import Everything
from search.dictionaries.sections import SectionWriter, is_unicode
from search.suggest import BLOCK, KEY, KINDS, LATER_WORD, compact

_MAX_VALUES = 1_000_000
_MAX_PHRASES = 60_000
_LONGEST_PHRASE = 3
_LONGEST_TITLE = 160
_LONGEST_ACRONYM = 5
_TITLE = KINDS.index("title")
_NAMED, _TITLES = "named", "titles "
_TABLES = """
    CREATE TABLE named (kind INT, name TEXT, language TEXT, PRIMARY KEY (kind, name, language)) WITHOUT ROWID;
    CREATE TABLE phrases (exact TEXT, language TEXT, written TEXT);
    CREATE TABLE found (key TEXT, kind INT, count INT, text TEXT, languages TEXT);
    CREATE TABLE keys (place TEXT, key TEXT, rank INT);
"""
_FREQUENT = """
    SELECT exact, sum(times), max(written), json_group_array(DISTINCT language) FROM (
        SELECT exact, language, count(*) AS times, max(written) AS written FROM phrases
        GROUP BY exact, language HAVING times > 1 ORDER BY times DESC, language, exact LIMIT ?)
    GROUP BY exact
"""
_BEST = """
    INSERT INTO best SELECT
        row_number() OVER (ORDER BY kind = ?, count DESC, length(text), text, key) - 1,
        text, kind, count, languages
    FROM (
        SELECT *, row_number() OVER (
            PARTITION BY key ORDER BY kind, count DESC, length(text), text, languages) AS nth
        FROM found) WHERE nth = 1
"""
_ENTRIES = "SELECT text, kind, count, languages FROM best ORDER BY rank"
_KEYS = "SELECT key, rank FROM keys WHERE place = ? ORDER BY key, rank"


def write_suggestions(
    writer: SectionWriter, database: sqlite3.Connection, engine: SearchEngine, collapse: bool
) -> None:
    """Write the suggestions of an index as it is now.

    ``database`` is an empty, temporary one; ``collapse`` counts stories, as searches do.
    """
    database.executescript(_TABLES)
    for some in batched(engine.documents(), 1_000):
        database.executemany("INSERT INTO found VALUES (?, ?, 1, ?, ?)", _storable(_titles(some)))
        database.executemany("INSERT OR IGNORE INTO named VALUES (?, ?, ?)", _storable(_names(some)))
        database.executemany("INSERT INTO phrases VALUES (?, ?, ?)", _storable(_all_phrases(some)))
    database.executemany("INSERT INTO found VALUES (?, ?, ?, ?, ?)", _counted(database, engine, collapse))
    database.executemany("INSERT INTO found VALUES (?, ?, ?, ?, ?)", _frequent(database))
    _write(writer, database)


def _storable(rows: Iterable[tuple[str | int, ...]]) -> Iterator[tuple[str | int, ...]]:
    return (row for row in rows if is_unicode("".join(map(str, row))))


def _titles(documents: Iterable[Document]) -> Iterator[tuple[str, int, str, str]]:
    for document in documents:
        title = document.title.strip()
        if len(title) <= _LONGEST_TITLE and (key := compact(title)):
            yield key, _TITLE, title, json.dumps([document.language])


def _names(documents: Iterable[Document]) -> Iterator[tuple[int, str, str]]:
    for document in documents:
        categories = (name for path in document.categories for name in path)
        for kind, names in (("author", document.authors), ("category", categories)):
            for name in names:
                yield KINDS.index(kind), name, document.language


def _all_phrases(documents: Iterable[Document]) -> Iterator[tuple[str, str, str]]:
    for document in documents:
        for exact, written in dict(_phrases(document.title.strip(), document.language)).items():
            yield exact, document.language, written


def _counted(
    database: sqlite3.Connection, engine: SearchEngine, collapse: bool
) -> Iterator[tuple[str, int, int, str, str]]:
    """Authors and categories, with the number of hits of each."""
    facets = ("author", "category")
    query = EngineQuery(Everything(), limit=0, facets=facets, facet_size=_MAX_VALUES, collapse=collapse)
    languages = "SELECT json_group_array(language) FROM named WHERE kind = ? AND name = ?"
    for kind, buckets in engine.search(query).facets.items():
        for value, count in buckets:
            name, number = value.rpartition(PATH_SEPARATOR)[2], KINDS.index(kind)
            if not is_unicode(name):
                continue
            [found] = database.execute(languages, (number, name)).fetchone()
            if found != "[]" and (key := compact(name)):
                yield key, number, count, name, json.dumps(sorted(json.loads(found)))


def _frequent(database: sqlite3.Connection) -> Iterator[tuple[str, int, int, str, str]]:
    """The phrases that several titles of a language have, each once with all its languages."""
    for _, count, written, languages in database.execute(_FREQUENT, (_MAX_PHRASES,)).fetchall():
        text = written.title() if written.isupper() and len(written) > _LONGEST_ACRONYM else written
        if key := compact(text):
            yield key, KINDS.index("phrase"), count, text, json.dumps(sorted(json.loads(languages)))


def _write(writer: SectionWriter, database: sqlite3.Connection) -> None:
    database.execute("CREATE TABLE best (rank INTEGER PRIMARY KEY, text, kind INT, count INT, languages)")
    database.execute(_BEST, (_TITLE,))
    database.executemany("INSERT INTO keys VALUES (?, ?, ?)", _key_rows(database))
    sets = [one for (one,) in database.execute("SELECT DISTINCT languages FROM best ORDER BY 1")]
    numbers = {one: number for number, one in enumerate(sets)}
    writer.note("entry languages", list(map(json.loads, sets)))
    writer.strings("entries", (row[0] for row in database.execute(_ENTRIES)))
    writer.array("entry kinds", "B", (row[1] for row in database.execute(_ENTRIES)))
    writer.array("entry counts", "I", (row[2] for row in database.execute(_ENTRIES)))
    writer.array("entry languages", "H", (numbers[row[3]] for row in database.execute(_ENTRIES)))
    database.execute("CREATE INDEX by_key ON keys (place, key, rank)")
    places = {place for (place,) in database.execute("SELECT DISTINCT place FROM keys")}
    writer.note("title languages", sorted(place.removeprefix(_TITLES) for place in places - {_NAMED}))
    for place in sorted(places | {_NAMED}):
        _write_keys(writer, database, place)


def _key_rows(database: sqlite3.Connection) -> Iterator[tuple[str, str, int]]:
    for rank, text, kind, languages in database.execute("SELECT rank, text, kind, languages FROM best"):
        place = _TITLES + json.loads(languages)[0] if kind == _TITLE else _NAMED
        for key in _keys(text, kind):
            yield place, key, rank


def _keys(text: str, kind: int) -> Iterator[str]:
    """By what an entry is found: the beginning of its text, and of each longer word of a title."""
    yield compact(text)[:KEY]
    if kind == _TITLE:
        for match in LATER_WORD.finditer(text):
            if key := compact(text[match.start() : match.start() + 3 * KEY])[:KEY]:
                yield key


def _write_keys(writer: SectionWriter, database: sqlite3.Connection, place: str) -> None:
    """A table of keys as ``search.suggest.KeyTable`` reads it."""
    ranks = (row[1] for row in database.execute(_KEYS, (place,)))
    writer.strings(place, (row[0] for row in database.execute(_KEYS, (place,))))
    writer.array(f"{place} ranks", "I", ranks)
    ranks = (row[1] for row in database.execute(_KEYS, (place,)))
    writer.array(f"{place} minima", "I", map(min, batched(ranks, BLOCK)))


def _phrases(title: str, language: str) -> Iterator[tuple[str, str]]:
    """(exact forms, as written) of the words of a title and of two and three together.

    None begins or ends with a word that only serves grammar, or crosses a sign.
    """
    analyzer = get_analyzer(language if language in LANGUAGES else "und")
    words = get_analyzer("und").analyze(title)
    weak = [analyzer.is_function_word(word.exact) or not word.exact.isalpha() for word in words]
    for first, word in enumerate(words):
        exact, end = "", word.start
        for last in range(first, min(first + _LONGEST_PHRASE, len(words))):
            then = words[last]
            if weak[first] or title[end : then.start].strip() or then.start < end:
                break
            exact, end = f"{exact} {then.exact}".strip(), then.end
            if not weak[last] and len(exact) > 2:
                yield exact, title[word.start : end]
