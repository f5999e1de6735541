"""Makes the file of an index: its words, what is near them and sounds like them, suggestions, and stories."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from io import BytesIO
from pathlib import Path
from typing import IO

from engines.port.engine import SearchEngine
from search.dictionaries.sections import Sections, SectionWriter
from search.dictionaries.stories import write_stories
from search.dictionaries.suggestions import write_suggestions
from search.did_you_mean.vocabulary import write_vocabulary
from search.term_dictionary import is_kept, write_terms

_READABLE = 0o644
UNFINISHED = ".making-"
"""How the name of a file begins that is not whole yet."""


def build(engine: SearchEngine, path: Path, *, collapse: bool = True) -> None:
    """Write the file of an index as it is now; it appears under its name when it is whole.

    ``collapse`` counts stories in suggestions, as searches do.

    Raises:
        EngineError: the index cannot be read.
        OSError: the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=UNFINISHED, delete=False) as file:
        try:
            _write(file, engine, collapse)
            # A service may run as another user than the command that indexes.
            os.chmod(file.name, _READABLE)
            os.replace(file.name, path)
        except BaseException:
            with suppress(OSError):
                os.unlink(file.name)
            raise


def built(engine: SearchEngine, *, collapse: bool = True) -> Sections:
    """The same in memory, for an index where no file can be written."""
    file = BytesIO()
    _write(file, engine, collapse)
    return Sections(file.getvalue())


def _write(file: IO[bytes], engine: SearchEngine, collapse: bool) -> None:
    writer = SectionWriter(file)
    with closing(sqlite3.connect("")) as database:
        database.execute("PRAGMA journal_mode = OFF")
        _write_words(writer, database, engine)
        write_suggestions(writer, database, engine, collapse)
        write_stories(writer, database, engine)
    writer.close()


def _write_words(writer: SectionWriter, database: sqlite3.Connection, engine: SearchEngine) -> None:
    database.execute("CREATE TABLE words (word TEXT, count INT)")
    kept = (pair for pair in engine.vocabulary() if is_kept(pair[0]))
    database.executemany("INSERT INTO words VALUES (?, ?)", kept)
    database.execute("CREATE INDEX by_count ON words (count DESC, word)")

    def words() -> Iterator[tuple[str, int]]:
        return iter(database.execute("SELECT word, count FROM words ORDER BY count DESC, word"))

    write_terms(writer, words())
    write_vocabulary(writer, words)
