import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from indexer.archive import BATCH, Archive, Change, canonical_url
from indexer.article import Article
from indexer.errors import (
    ArchiveBusyError,
    ArchiveCorruptError,
    ArchiveUnwritableError,
    ArchiveVersionError,
)

BRIDGE = Article(
    title="The old bridge is open again",
    body="Masons mended the arch.\n\nIt carries carts.",
    language="en",
    url="https://example.org/news/old-bridge/",
    authors=("A. Mason",),
    categories=(("News", "Town"), ("News",)),
    tags=("bridge",),
    date=datetime(2024, 5, 1, 9, 30, tzinfo=timezone(timedelta(hours=2))),
    file="a.html",
)


@pytest.fixture
def archive(tmp_path):
    with Archive(tmp_path / "deep" / "archive.sqlite") as archive:
        yield archive


def only(archive):
    [row] = archive.changes()
    return row


def test_what_goes_in_comes_out(archive):
    assert archive.put(BRIDGE) is Change.ADDED
    row = only(archive)
    assert row.article == BRIDGE
    assert row.article.file == "a.html"
    assert row.article.date.utcoffset() == timedelta(0)
    assert (row.revision, row.deleted) == (1, False)
    assert archive.get(row.id) == row
    assert archive.get("unknown") is None


def test_both_languages_of_a_bilingual_article_are_kept(archive):
    both = replace(BRIDGE, languages=("en", "sq"))
    archive.put(both)
    assert only(archive).article == both


def test_unchanged_writes_nothing(archive):
    archive.put(BRIDGE)
    before = only(archive)
    same_instant = replace(BRIDGE, date=BRIDGE.date.astimezone(UTC), file="elsewhere.html")
    assert archive.put(same_instant) is Change.UNCHANGED
    assert only(archive) == before


def test_updates_and_deletes_take_the_next_revision(archive):
    archive.put(BRIDGE)
    first = only(archive)
    archive.put(replace(BRIDGE, url="https://example.org/2"))
    assert archive.put(replace(BRIDGE, body="Longer.")) is Change.UPDATED
    assert archive.get(first.id).revision == 3
    assert archive.get(first.id).created == first.created
    assert archive.delete(first.id)
    assert not archive.delete(first.id)
    assert archive.revision == 4
    assert archive.get(first.id) is None
    assert archive.get_by_url(BRIDGE.url) is None
    assert archive.count() == 1
    assert [(row.revision, row.deleted, row.article is None) for row in archive.changes(2)] == [
        (4, True, True)
    ]


def test_a_deleted_article_that_comes_again_is_added_under_its_id(archive):
    archive.put(BRIDGE)
    first = only(archive)
    archive.delete(first.id)
    assert archive.put(BRIDGE) is Change.ADDED
    assert archive.get(first.id).revision == 3


def test_ids(archive):
    [(given, _), (by_url, _), (by_title, _)] = archive.put_many(
        [
            replace(BRIDGE, title="Fixture", external_id="fixture-7", url=None),
            BRIDGE,
            Article(title="Harvest", body="x"),
        ]
    )
    assert given == "fixture-7"
    assert len(by_url) == len(by_title) == 16
    assert set(by_url + by_title) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    "url",
    [
        "HTTP://Example.ORG:80/news/old-bridge",
        "https://example.org/news/old-bridge/?utm_source=x&fbclid=1#top",
        "https://example.org/news/%6Fld-bridge/",
    ],
)
def test_one_page_has_one_address(archive, url):
    archive.put(BRIDGE)
    assert archive.put(replace(BRIDGE, url=url, body="Other")) is Change.UPDATED
    assert archive.count() == 1
    assert archive.get_by_url(url).article.body == "Other"


def test_queries_that_name_the_page_stay(archive):
    archive.put(replace(BRIDGE, url="https://example.org/?p=1"))
    archive.put(replace(BRIDGE, url="https://example.org/?p=2"))
    assert archive.count() == 2


def test_persian_slugs_agree_encoded_or_not():
    assert canonical_url("https://example.org/پل/") == canonical_url("https://example.org/%D9%BE%D9%84")


@pytest.mark.parametrize("text", ["", "http://[", "http://a:99999999/", "\ud800", "://", "a b"])
def test_what_is_no_address_does_not_raise(text):
    assert isinstance(canonical_url(text), str)


def test_the_front_page_is_nobodys_address(archive):
    archive.put(Article(title="One", body="a", url="https://example.org/"))
    archive.put(Article(title="Two", body="b", url="https://example.org"))
    assert archive.count() == 2


def test_the_same_story_without_an_address_is_known_by_title_and_day(archive):
    archive.put(BRIDGE)
    assert archive.put(replace(BRIDGE, url=None, title="THE OLD  bridge is open again", file="dump.txt")) is (
        Change.UPDATED
    )
    assert only(archive).article.url == BRIDGE.url
    archive.put(replace(BRIDGE, url=None, date=BRIDGE.date + timedelta(days=7)))
    assert archive.count() == 2


def test_the_same_title_and_day_at_two_addresses_are_two_articles(archive):
    archive.put(BRIDGE)
    archive.put(replace(BRIDGE, url="https://example.org/weather"))
    assert archive.count() == 2


def test_two_ids_given_by_a_source_are_two_articles(archive):
    archive.put(replace(BRIDGE, external_id="1"))
    archive.put(replace(BRIDGE, external_id="2"))
    assert archive.count() == 2


def test_an_address_is_known_whatever_source_it_comes_from(archive):
    archive.put(replace(BRIDGE, external_id="1"))
    assert archive.put(replace(BRIDGE, body="x", file="export.xml")) is Change.UPDATED
    assert archive.count() == 1


def test_two_files_that_differ_do_not_change_places_forever(archive):
    page, export = BRIDGE, replace(BRIDGE, body="As exported.", file="export.xml")
    assert [change for _, change in archive.put_many([page, export])] == [Change.ADDED, Change.UPDATED]
    assert [change for _, change in archive.put_many([page, export])] == [Change.UNCHANGED] * 2
    assert archive.put(replace(page, body="Corrected page.")) is Change.UPDATED


def test_put_many_commits_what_it_reports(archive):
    stories = (replace(BRIDGE, url=f"https://example.org/{n}") for n in range(BATCH + 1))
    reports = archive.put_many(stories)
    next(reports)
    with Archive(archive.path) as reader:
        assert reader.count() == BATCH
    assert len(list(reports)) == BATCH
    assert [row.revision for row in archive.changes()] == list(range(1, BATCH + 2))


def test_changes_follow_what_is_written_meanwhile(archive):
    archive.put(BRIDGE)
    changes = archive.changes()
    first = next(changes)
    archive.put(replace(BRIDGE, body="Later"))
    assert [(row.id, row.revision) for row in changes] == [(first.id, 2)]


def test_stats(archive):
    archive.put(BRIDGE)
    archive.put(Article(title="Ura", body="Ura e vjetër", language="sq"))
    archive.put(Article(title="Gone", body="x", language="fa"))
    [gone] = [row for row in archive.changes() if row.article.title == "Gone"]
    archive.delete(gone.id)
    stats = archive.stats()
    assert (stats.articles, stats.deleted, stats.revision) == (2, 1, 4)
    assert stats.languages == {"en": 1, "sq": 1}
    assert stats.oldest == stats.newest == BRIDGE.date


def test_texts_that_no_file_can_hold_are_mended(archive):
    archive.put(Article(title="a\ud800b", body="c\x00d", url="https://example.org/\ud800", language="en"))
    assert only(archive).article.title == "a?b"


def test_readers_open_while_one_writes(archive):
    archive.put(BRIDGE)
    archive._connection.execute("BEGIN IMMEDIATE")
    try:
        with Archive(archive.path, wait=0.1) as reader:
            assert reader.count() == 1
    finally:
        archive._connection.execute("ROLLBACK")


def test_a_second_writer_waits_and_then_says_so(archive):
    archive._connection.execute("BEGIN IMMEDIATE")
    try:
        with Archive(archive.path, wait=0.1) as other, pytest.raises(ArchiveBusyError, match="Try again"):
            other.put(BRIDGE)
    finally:
        archive._connection.execute("ROLLBACK")


@pytest.mark.parametrize(
    "content", [b"This is a shopping list, no database." * 50, b"SQLite format 3\x00" + b"\xff" * 4096]
)
def test_what_is_no_database(tmp_path, content):
    path = tmp_path / "archive.sqlite"
    path.write_bytes(content)
    with pytest.raises(ArchiveCorruptError, match="ingest the sources again"):
        Archive(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_not_touched(tmp_path):
    path = tmp_path / "other.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (name)")
    connection.close()
    with pytest.raises(ArchiveCorruptError, match="another program"):
        Archive(path)


def test_a_damaged_row_is_named(archive):
    archive.put(BRIDGE)
    archive._connection.execute("UPDATE articles SET payload = '{'")
    with pytest.raises(ArchiveCorruptError, match=r"article [0-9a-f]{16} .* is damaged"):
        list(archive.changes())


def test_a_newer_format_is_refused(tmp_path):
    with Archive(tmp_path / "a.sqlite") as archive:
        archive._connection.execute("PRAGMA user_version = 99")
    with pytest.raises(ArchiveVersionError, match="format 99"):
        Archive(tmp_path / "a.sqlite")


def test_places_where_no_archive_can_be(tmp_path):
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "file" / "a.sqlite", tmp_path):
        with pytest.raises(ArchiveUnwritableError):
            Archive(path)


def test_a_killed_writer_loses_nothing_reported(tmp_path):
    script = """
import sys
from pathlib import Path
from indexer.archive import Archive
from indexer.article import Article
archive = Archive(Path(sys.argv[1]))
stories = (Article(title=f"Story {n}", body="x", external_id=str(n)) for n in range(10**6))
for name, change in archive.put_many(stories):
    print(name, flush=True)
"""
    path = tmp_path / "a.sqlite"
    process = subprocess.Popen([sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, text=True)
    reported = [process.stdout.readline().strip() for _ in range(1200)]
    process.kill()
    process.wait()
    process.stdout.close()
    with Archive(path) as archive:
        assert all(archive.get(name) for name in reported)
        revisions = [row.revision for row in archive.changes()]
        assert revisions == list(range(1, len(revisions) + 1))


def test_the_archive_is_one_small_file_after_closing(tmp_path):
    with Archive(tmp_path / "a.sqlite") as archive:
        archive.put(BRIDGE)
    assert [entry.name for entry in Path(tmp_path).iterdir()] == ["a.sqlite"]
