"""How far the grouping of stories has come. Light to import, for services that do not group."""

from rensa import RMinHash

from indexer.archive import Archive
from indexer.stories.tables import Tables

SKETCH_VERSION = 3
"""Increase it when sketches change, or the rules that compare them. Then every archive is grouped again."""
VERSION = f"{SKETCH_VERSION} {RMinHash.ALGORITHM_VERSION}"


def is_grouped(archive: Archive) -> bool:
    """Whether the stories are up to date with the archive's last revision."""
    with archive.reading() as connection:
        if Tables(connection).to_compare(1):
            return False
    return sketched_to(archive) >= archive.revision


def grouping_stage(archive: Archive) -> tuple[int, int]:
    """The last revision that was sketched, and the number of articles that are not compared yet.

    It changes while a process groups.
    """
    with archive.reading() as connection:
        left = Tables(connection).count_to_compare()
    return sketched_to(archive), left


def sketched_to(archive: Archive) -> int:
    """The last revision that was sketched; -1 if the sketches are of another version."""
    with archive.reading() as connection:
        tables = Tables(connection)
        return int(tables.value("revision", "0")) if tables.value("version", "") == VERSION else -1
