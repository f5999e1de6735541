"""This version opens the archives and indexes of every released version. README.md says how they were
made.
"""

import re
import sqlite3
import zipfile
from pathlib import Path

import pytest

from indexer.archive import Archive
from indexer.archive.tables import VERSION
from tests.search_app.cli.cli_support import Served, fehrest, one, one_line_error, within

RELEASES = sorted(Path(__file__).parent.glob("*.zip"))
ROOT = Path(__file__).parents[2]
FOUND = {
    "masons": ["The old bridge gets its stones back"],
    "کتابهای": ["سنگ‌های پل کهنه"],
    "للمكتبة": ["مكتبة جديدة في تيرفان"],
    "bibliotekat": ["Tirvani hap bibliotekën e re"],
    "festival over": ["A note without a date"],
    "author:leka": ["Tirvani hap bibliotekën e re"],
    "nobody": ["To be deleted"],
}
"""A query -> the titles that it finds."""


@pytest.fixture(params=RELEASES, ids=lambda path: path.stem)
def data(request, tmp_path):
    with zipfile.ZipFile(request.param) as packed:
        packed.extractall(tmp_path / "data")
    return tmp_path / "data"


def titles(answer):
    return [hit["title"] for hit in answer["hits"]]


def test_every_release_in_the_changelog_has_its_data_but_the_newest():
    versions = re.findall(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert [path.stem for path in RELEASES] == sorted(versions[1:])


def test_an_old_archive_keeps_every_article(data):
    with sqlite3.connect(data / "archive.sqlite3") as old:
        before = dict(old.execute("SELECT id, content_hash FROM articles WHERE deleted = 0"))
    old.close()
    with Archive(data / "archive.sqlite3") as archive:
        assert {found.id: found.content_hash for found in archive.changes() if not found.deleted} == before
        assert archive.get_by_url("https://example.org/fa/pol/").article.authors == ("کیوان رستگار",)


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_an_update_brings_an_old_index_up_to_date(engine, data):
    done = fehrest("--data", data, "--engine", engine, "reindex", "--changes")
    assert done.exit_code == 0, done.output
    assert one(fehrest("--data", data, "--engine", engine, "status", "--json"))["up_to_date"]
    for query, expected in FOUND.items():
        answer = one(fehrest("--data", data, "--engine", engine, "search", query, "--json"))
        assert titles(answer) == expected, query


def test_an_ingest_of_the_same_articles_changes_nothing(data, tmp_path):
    """The identity of an article survives the upgrade."""
    with Archive(data / "archive.sqlite3") as archive:
        before = {found.id for found in archive.changes()}
    again = tmp_path / "again.jsonl"
    again.write_text(
        '{"id": "library-sq", "title": "Tirvani hap bibliotekën e re", "language": "sq", '
        '"body": "Biblioteka e re u hap sot në mëngjes. Fëmijët erdhën me libra.", "authors": ["Arta Leka"], '
        '"categories": ["Kulturë"], "date": "2023-06-01T08:00:00Z", '
        '"url": "https://example.org/sq/biblioteka/"}\n',
        "utf-8",
    )
    done = fehrest("--data", data, "ingest", again)
    assert done.exit_code == 0, done.output
    with Archive(data / "archive.sqlite3") as archive:
        assert {found.id for found in archive.changes()} == before


def test_a_service_answers_at_once_and_brings_an_old_index_up_to_date(data):
    served = Served(data)
    try:
        assert within(lambda: titles(served.get("/api/v1/search?q=masons")) == FOUND["masons"])
        assert within(lambda: one(fehrest("--data", data, "status", "--json"))["up_to_date"])
        assert titles(served.get("/api/v1/search?q=bibliotekat")) == FOUND["bibliotekat"]
    finally:
        served.stop()


def test_an_archive_of_a_newer_version_says_what_to_do(data):
    with sqlite3.connect(data / "archive.sqlite3") as newer:
        newer.execute(f"PRAGMA user_version = {VERSION + 1}")
    newer.close()
    message = one_line_error(fehrest("--data", data, "reindex"))
    assert "update Fehrest" in message
    assert "fehrest restore" in message
