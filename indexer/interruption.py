"""Remembers in the archive that an ingest is running, so that the next one can say what it continues."""

import json
from collections.abc import Sequence
from pathlib import Path

from indexer.archive import Archive

_NAME = "ingest"
_SHOWN_PATHS = 3


def begin(archive: Archive, paths: Sequence[Path]) -> str:
    """Note that an ingest of these paths begins. Returns a message about one that did not end, or ""."""
    with archive.writing() as connection:
        row = connection.execute("SELECT value FROM grouping WHERE name = ?", (_NAME,)).fetchone()
        note = json.dumps({"paths": [str(path) for path in paths], "revision": archive.revision})
        connection.execute("INSERT OR REPLACE INTO grouping VALUES (?, ?)", (_NAME, note))
    if row is None:
        return ""
    before = json.loads(row[0])
    taken = archive.revision - before["revision"]
    named = ", ".join(before["paths"][:_SHOWN_PATHS]) + (", …" if len(before["paths"]) > _SHOWN_PATHS else "")
    same = before["paths"] == [str(path) for path in paths]
    following = "this one continues" if same else "run it again for the others"
    return f"the last ingest ({named}) was interrupted; {taken} changes of it are archived, {following}"


def end(archive: Archive) -> None:
    """Note that the ingest has ended."""
    with archive.writing() as connection:
        connection.execute("DELETE FROM grouping WHERE name = ?", (_NAME,))
