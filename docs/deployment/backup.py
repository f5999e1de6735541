"""Copies an archive that is in use: ``python backup.py ARCHIVE FOLDER [KEEP]``

SQLite makes the copy, whole and of one moment, while others write. It is checked, gets the day's name when it
is done, and of older ones the last KEEP (14) stay.
"""

import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path


def main(archive: Path, folder: Path, keep: int) -> None:
    """Raises sqlite3.Error where the archive cannot be read or the copy is not whole."""
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / f"{datetime.now(UTC):%Y-%m-%d}.sqlite3"
    beside = copy.with_suffix(".part")
    beside.unlink(missing_ok=True)
    reading = f"{archive.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(reading, uri=True)) as source, closing(sqlite3.connect(beside)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")
        [(sound,)] = target.execute("PRAGMA quick_check(1)")
    if sound != "ok":
        raise sqlite3.DatabaseError(f"The copy is not whole: {sound}")
    beside.replace(copy)
    for old in sorted(folder.glob("????-??-??.sqlite3"))[:-keep]:
        old.unlink()
    print(f"{archive} is copied to {copy}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 14)
