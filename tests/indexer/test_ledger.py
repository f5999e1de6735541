"""What the archive stores about its sources, and how a story is recognised."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from indexer.archive import Archive, Change, Place, Telling
from indexer.article import Article

PLACE = Place("https://town.example", "wordpress-api", {"cursor": "2021"})
BOATS = Article(
    title="Boats",
    body="The boats came home.",
    url="https://town.example/boats/",
    date=datetime(2021, 5, 1, tzinfo=UTC),
    modified=datetime(2021, 5, 1, tzinfo=UTC),
    file="https://town.example/wp-json/wp/v2/posts/7",
    aliases=("https://town.example/?p=7",),
)


@pytest.fixture
def archive(tmp_path):
    with Archive(tmp_path / "archive.sqlite3") as archive:
        yield archive


def tell(archive, *tellings, place=PLACE):
    return archive.ledger.commit(place, tellings)


def living(archive):
    return [change.article for change in archive.changes() if change.article]


def test_an_older_archive_is_brought_up_to_date(tmp_path):
    path = tmp_path / "archive.sqlite3"
    with Archive(path) as archive:
        archive.put(BOATS)
    with sqlite3.connect(path) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in names:
            if table not in ("articles", "sightings"):  # those of the first version
                connection.execute(f"DROP TABLE {table}")
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    for _ in range(2):
        with Archive(path) as archive:
            assert [article.title for article in living(archive)] == ["Boats"]
            tell(archive, Telling(BOATS, "7"))
            assert archive.ledger.items(PLACE.address) == {"7": ""}


def test_a_place_is_kept_with_its_articles(archive):
    tell(archive, Telling(BOATS, "7", "v1"))
    assert archive.ledger.place(PLACE.address) == PLACE
    assert archive.ledger.items(PLACE.address) == {"7": "v1"}
    assert archive.ledger.count(PLACE.address) == 1
    assert archive.ledger.remove(PLACE.address)
    assert archive.ledger.places() == []
    assert len(living(archive)) == 1


def test_an_item_is_the_same_article_wherever_it_moves(archive):
    [(first, _)] = tell(archive, Telling(BOATS, "7"))
    moved = replace(BOATS, url="https://town.example/ships/", title="Ships")
    assert tell(archive, Telling(moved, "7")) == [(first, Change.UPDATED)]
    assert [article.url for article in living(archive)] == ["https://town.example/ships/"]


def test_a_short_link_tells_that_two_are_one(archive):
    archive.put(replace(BOATS, url="https://town.example/2021/boats/", file="export.xml"))
    [(_, change)] = tell(archive, Telling(replace(BOATS, title="The boats"), "7"))
    assert change is Change.UPDATED
    assert len(living(archive)) == 1


def test_a_short_link_of_another_site_tells_nothing(archive):
    """A copy of a site still has the addresses of the original."""
    same = ("http://localhost/?p=7",)
    archive.put(replace(BOATS, aliases=same))
    archive.put(replace(BOATS, title="Nets", url="https://town.example/nets/", aliases=same))
    assert len(living(archive)) == 2


def test_two_entries_that_turn_out_to_be_one(archive):
    """A crawl delivered the new address before the API reported that the post had moved there."""
    [(first, _)] = tell(archive, Telling(BOATS, "7"))
    crawl = Place("https://town.example/sitemap.xml", "sitemap", {})
    moved = replace(BOATS, url="https://town.example/ships/", file="https://town.example/ships/", aliases=())
    tell(archive, Telling(moved, moved.url, gentle=True), place=crawl)
    assert len(living(archive)) == 2
    tell(archive, Telling(replace(moved, file=BOATS.file), "7"))
    [article] = living(archive)
    assert article.url == "https://town.example/ships/"
    assert archive.ledger.forget(crawl.address, [moved.url], [PLACE.address]) == []
    assert [change.id for change in archive.changes() if change.article] == [first]


def test_a_gentle_telling_overwrites_only_what_is_its_own_or_older(archive):
    tell(archive, Telling(BOATS, "7"))
    page = replace(BOATS, body="Boats came home. Read more.", file="https://town.example/boats/")
    assert tell(archive, Telling(page, "a", gentle=True))[0][1] is Change.UNCHANGED
    newer = replace(page, modified=datetime(2022, 1, 1, tzinfo=UTC))
    assert tell(archive, Telling(newer, "a", gentle=True))[0][1] is Change.UPDATED
    own = replace(newer, body="Boats came home, and nets.")
    assert tell(archive, Telling(own, "a", gentle=True))[0][1] is Change.UPDATED


def test_what_is_gone_lives_on_where_another_holds_it(archive):
    other = Place("https://town.example/sitemap.xml", "sitemap", {})
    tell(archive, Telling(BOATS, "7"))
    tell(archive, Telling(BOATS, "page", gentle=True), place=other)
    assert archive.ledger.forget(PLACE.address, ["7"], [PLACE.address, other.address]) == []
    assert len(living(archive)) == 1
    [(item, _)] = archive.ledger.forget(other.address, ["page"], [PLACE.address, other.address])
    assert item == "page"
    assert living(archive) == []


def test_a_failure_in_the_middle_leaves_nothing(archive):
    with pytest.raises((ValueError, OverflowError, TypeError, AttributeError)):
        tell(archive, Telling(BOATS, "7"), Telling(replace(BOATS, date="no date"), "8"))
    assert living(archive) == []
    assert archive.ledger.places() == []
