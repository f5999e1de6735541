"""No story silently replaces another: how articles are recognised, what is withheld, and what can be
restored.
"""

import json
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from indexer.archive import Archive, Change, Doubt, Place, Telling
from indexer.archive.tables import APPLICATION_ID, ARTICLES, SOURCES, STORIES
from indexer.article import Article, Identity
from indexer.errors import UnknownPendingError, UnknownRevisionError

MILL = Article(
    title="The mill turns again",
    body="After nine years of silence the water mill below the weir turns again, and the miller grinds "
    "barley for the bakers of three villages on every second Thursday.",
    language="en",
    url="https://valley.example/mill/",
    date=datetime(2022, 3, 4, 9, 15, tzinfo=UTC),
    file="export.xml",
    identity=Identity("valley.example", "post", "17"),
)
KITES = Article(
    title="Kites over the harbour",
    body="Forty children flew paper kites from the harbour wall on Sunday while their grandparents judged "
    "colours, tails and courage, and handed out ribbons before the tide came in.",
    language="en",
    url="https://valley.example/kites/",
    date=datetime(2023, 8, 20, 16, 0, tzinfo=UTC),
    file="export.xml",
    identity=Identity("valley.example", "post", "17"),
)


@pytest.fixture
def archive(tmp_path):
    with Archive(tmp_path / "archive.sqlite3") as archive:
        yield archive


def living(archive):
    return {row.id: row.article for row in archive.changes() if row.article}


def put(archive, *articles):
    return [archive.put(article) for article in articles]


def test_a_number_of_another_site_is_another_article(archive):
    there = replace(KITES, url="https://hill.example/kites/", identity=Identity("hill.example", "post", "17"))
    assert put(archive, MILL, there, MILL, there) == [Change.ADDED] * 2 + [Change.UNCHANGED] * 2


@pytest.mark.parametrize("turn", [1, -1])
def test_pages_that_give_their_number_as_id(archive, turn):
    """Of two pages with the same number, the first keeps it as its id, whichever it is."""
    there = replace(KITES, url="https://hill.example/kites/", identity=Identity("hill.example", "post", "17"))
    pair = [replace(article, external_id="17") for article in (MILL, there)][::turn]
    assert put(archive, *pair, *pair) == [Change.ADDED] * 2 + [Change.UNCHANGED] * 2
    assert archive.get("17").article.title == pair[0].title


@pytest.mark.parametrize("sure", [True, False])
def test_sites_in_folders_of_one_host(archive, sure):
    """If no page names its site, their texts distinguish the two."""
    north, south = "valley.example/north", "valley.example/south"
    one = replace(MILL, url=f"https://{north}/mill/", identity=Identity(north, "post", "17"))
    two = replace(KITES, url=f"https://{south}/kites/", identity=Identity(south, "post", "17"))
    if not sure:
        guess = Identity("valley.example", "post", "17", sure=False)
        one, two = (replace(each, identity=guess) for each in (one, two))
    assert put(archive, one, two, one, two) == [Change.ADDED] * 2 + [Change.UNCHANGED] * 2
    moved = replace(one, url=f"https://{north}/2022/mill/", file="later.xml")
    assert archive.put(moved) is Change.UPDATED
    assert len(living(archive)) == 2


def test_kinds_are_kept_apart(archive):
    page = replace(KITES, identity=Identity("valley.example", "page", "17"))
    assert put(archive, MILL, page) == [Change.ADDED] * 2


def test_a_number_is_known_again_wherever_the_post_moves(archive):
    put(archive, MILL)
    moved = replace(MILL, url="https://valley.example/2022/03/mill/", title="The mill is turning")
    assert archive.put(moved) is Change.UPDATED
    assert [article.url for article in living(archive).values()] == [moved.url]


def test_another_story_under_a_number_that_was_used_is_withheld(archive):
    put(archive, MILL)
    assert archive.put(KITES) is Change.WITHHELD
    assert archive.put(KITES) is Change.WITHHELD
    assert [article.title for article in living(archive).values()] == [MILL.title]
    [waiting] = archive.decisions.pending()
    assert (waiting.doubt, waiting.article, waiting.current) == (Doubt.OTHER, KITES, MILL)
    assert waiting.article.identity == KITES.identity
    assert archive.revision == 1


@pytest.mark.parametrize(
    "kept",
    [
        {"title": MILL.title},
        {"url": MILL.url},
        {"date": MILL.date},
        {"body": MILL.body + " " + KITES.body},
    ],
    ids=["title", "address", "date", "text"],
)
def test_what_keeps_title_address_date_or_text_is_an_edit(archive, kept):
    put(archive, MILL)
    assert archive.put(replace(KITES, **kept)) is Change.UPDATED


def test_an_address_that_only_repeats_the_number_says_nothing(archive):
    put(archive, replace(MILL, url="https://valley.example/?p=17"))
    assert archive.put(replace(KITES, url="https://valley.example/?p=17")) is Change.WITHHELD


def test_accepting_replaces_the_article_and_keeps_what_it_was(archive):
    put(archive, MILL, KITES)
    [waiting] = archive.decisions.pending()
    assert archive.decisions.accept(waiting.key) == waiting.replaces
    assert [article.title for article in living(archive).values()] == [KITES.title]
    assert archive.decisions.pending() == []
    assert archive.put(KITES) is Change.UNCHANGED
    kept = archive.decisions.history(waiting.replaces)
    assert [one.article.title for one in kept] == [KITES.title, MILL.title]


def test_accepting_as_new_keeps_both(archive):
    put(archive, MILL, KITES)
    [waiting] = archive.decisions.pending()
    new = archive.decisions.accept(waiting.key, as_new=True)
    assert new != waiting.replaces
    assert len(living(archive)) == 2
    assert put(archive, KITES) == [Change.UNCHANGED]
    assert archive.put(replace(KITES, body=KITES.body + " The wind held.")) is Change.UPDATED


def test_a_rejected_update_is_not_offered_again(archive):
    put(archive, MILL, KITES)
    [waiting] = archive.decisions.pending()
    archive.decisions.reject(waiting.key)
    assert archive.put(KITES) is Change.UNCHANGED
    assert archive.decisions.pending() == []
    assert archive.put(replace(KITES, body=KITES.body + " The wind held.")) is Change.WITHHELD
    with pytest.raises(UnknownPendingError, match="fehrest pending"):
        archive.decisions.accept(waiting.key)


def test_an_update_that_turns_out_well_waits_no_longer(archive):
    put(archive, MILL, KITES)
    assert archive.put(replace(MILL, body=MILL.body + " Rye follows.")) is Change.UPDATED
    assert archive.decisions.pending() == []


@pytest.mark.parametrize("body", ["", "  \n "])
def test_no_text_never_replaces_one(archive, body):
    put(archive, MILL)
    assert archive.put(replace(MILL, body=body, file="other.xml")) is Change.WITHHELD
    assert [article.body for article in living(archive).values()] == [MILL.body]
    assert [one.doubt for one in archive.decisions.pending()] == [Doubt.EMPTY]


def test_a_text_replaces_none(archive):
    put(archive, replace(MILL, body="", file="other.xml"))
    assert archive.put(MILL) is Change.UPDATED


def test_a_beginning_never_replaces_the_whole(archive):
    first = replace(MILL, body=MILL.body[:60], partial=True, file="category.html")
    assert put(archive, first, MILL, first) == [Change.ADDED, Change.UPDATED, Change.UNCHANGED]
    assert put(archive, replace(first, file="tag.html")) == [Change.UNCHANGED]
    assert [article.body for article in living(archive).values()] == [MILL.body]


@pytest.mark.parametrize("turn", [1, -1])
def test_an_alias_of_two_stories_joins_nothing(archive, turn):
    """Two posts with the same guid, as after an import."""
    shared = ("https://valley.example/?p=250",)
    one = replace(MILL, aliases=shared, identity=None)
    two = replace(KITES, aliases=shared, identity=None, date=MILL.date)
    assert put(archive, *[one, two][::turn]) == [Change.ADDED] * 2


def test_one_title_and_day_without_addresses(archive):
    """Only the same text makes them one article."""
    one, two = (replace(each, title="Weather", url=None, date=None, identity=None) for each in (MILL, KITES))
    assert put(archive, one, two, one, two) == [Change.ADDED] * 2 + [Change.UNCHANGED] * 2
    assert archive.put(replace(one, body=one.body + " Rye follows.", file="dump.txt")) is Change.UPDATED


def test_ids_of_json_lines(archive):
    """Ids belong to the host of the address: on two hosts they are two articles, on one host they are
    checked.
    """
    one, two = (replace(each, identity=None, external_id="5", file="a.jsonl") for each in (MILL, KITES))
    there = replace(
        two, url="https://hill.example/snow/", title="Snow", body=" ".join(KITES.body.split()[::-1])
    )
    assert put(archive, one, there, two) == [Change.ADDED, Change.ADDED, Change.WITHHELD]
    assert archive.get("5").article.title == MILL.title


def test_a_site_that_numbers_its_posts_again_keeps_its_articles(archive):
    """After a move every post may have a new number, which may have been that of another post."""
    other = replace(KITES, identity=Identity("valley.example", "post", "18"))
    put(archive, MILL, other)
    before = {article.title: key for key, article in living(archive).items()}
    swapped = [replace(MILL, identity=other.identity), replace(other, identity=MILL.identity)]
    assert put(archive, *swapped) == [Change.UNCHANGED] * 2
    assert {article.title: key for key, article in living(archive).items()} == before


def test_two_stories_at_one_address_are_two(archive):
    put(archive, MILL)
    later = replace(KITES, url=MILL.url, identity=Identity("valley.example", "post", "90"))
    assert archive.put(later) is Change.ADDED
    assert len(living(archive)) == 2


PAGES = [
    replace(MILL, part=n, body=text, file=f"page{n}.html", identity=Identity("valley.example", "post", "9"))
    for n, text in enumerate(["The mill has a wheel.", "The wheel has a keeper.", "The keeper has a cat."], 1)
]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_pages_of_a_post_are_one_article_in_order(archive, order):
    pages = [PAGES[n] for n in order]
    assert put(archive, *pages) == [Change.ADDED, Change.UPDATED, Change.UPDATED]
    assert put(archive, *pages) == [Change.UNCHANGED] * 3
    [article] = living(archive).values()
    assert article.body.split("\n\n") == [page.body for page in PAGES]
    edited = replace(PAGES[1], body="The wheel has two keepers.")
    assert archive.put(edited) is Change.UPDATED
    [article] = living(archive).values()
    assert article.body.split("\n\n") == [PAGES[0].body, edited.body, PAGES[2].body]


@pytest.mark.parametrize("turn", [1, -1])
def test_pages_and_the_whole_text_of_an_export(archive, turn):
    whole = replace(PAGES[0], part=0, file="export.xml", body="\n\n".join(page.body for page in PAGES))
    given = [whole, *PAGES][::turn]
    put(archive, *given)
    [article] = living(archive).values()
    assert article.body == whole.body
    assert put(archive, *given) == [Change.UNCHANGED] * 4


def test_replaced_revisions_are_listed_and_brought_back(archive):
    put(archive, MILL)
    [article_id] = living(archive)
    archive.put(replace(MILL, body="Only a short note was left of the story about the mill."))
    current, first = archive.decisions.history(article_id)
    assert (first.revision, first.reason, first.article) == (1, "updated", MILL)
    assert (current.revision, current.replaced) == (2, None)
    archive.decisions.restore(article_id, 1)
    assert archive.get(article_id).article == MILL
    assert [row.revision for row in archive.changes()] == [3]
    assert [one.revision for one in archive.decisions.history(article_id)] == [3, 2, 1]
    with pytest.raises(UnknownRevisionError, match=f"fehrest history {article_id}"):
        archive.decisions.restore(article_id, 77)


def test_a_deleted_article_is_brought_back(archive):
    put(archive, MILL)
    [article_id] = living(archive)
    archive.delete(article_id)
    assert [one.article for one in archive.decisions.history(article_id)] == [None, MILL]
    archive.decisions.restore(article_id, 1)
    assert living(archive) == {article_id: MILL}


def test_old_revisions_are_removed_in_steps(archive):
    for number in range(6):
        archive.put(replace(MILL, body=f"{MILL.body} Note {number}."))
    [article_id] = living(archive)
    old = (datetime.now(UTC) - timedelta(days=91)).isoformat()
    archive._connection.execute("UPDATE history SET replaced = ? WHERE revision < 5", (old,))
    assert archive.decisions.purge(90, at_once=2) == 4
    assert [one.revision for one in archive.decisions.history(article_id)] == [6, 5]
    assert archive.decisions.purge(0) == 1


def test_an_item_that_waits_is_no_deletion_of_the_article(archive):
    """The post that is gone is the new one; it was never the archived story."""
    place = Place("https://valley.example", "wordpress-api", {})
    archive.ledger.commit(place, [Telling(MILL, "17", "v1")])
    assert archive.ledger.commit(place, [Telling(KITES, "17", "v2")])[0][1] is Change.WITHHELD
    assert archive.ledger.forget(place.address, ["17"], [place.address]) == []
    assert archive.decisions.pending() == []
    assert [article.title for article in living(archive).values()] == [MILL.title]


def test_a_name_that_a_source_gives_twice(archive):
    """Two stories of a feed with the same guid are two articles; nobody is asked."""
    place = Place("https://valley.example/feed/", "feed", {})
    one, two = (replace(each, identity=None, file=place.address) for each in (MILL, KITES))
    for story in (one, two):
        [(_, change)] = archive.ledger.commit(place, [Telling(story, "0", gentle=True, loose=True)])
        assert change is Change.ADDED
    assert len(living(archive)) == 2


OLD_ROW = "INSERT INTO articles VALUES (?, ?, 'hash', 0, ?, ?, ?, 'en', NULL, ?, ?, ?)"


@pytest.fixture
def old_archive(tmp_path):
    """An archive of version 3, as made by the version before."""
    path = tmp_path / "old.sqlite3"
    connection = sqlite3.connect(path)
    for statement in (*ARTICLES, *SOURCES, *STORIES):
        connection.execute(statement)
    api = "https://valley.example/wp-json/wp/v2/posts/8"
    for revision, (article_id, external, url, file) in enumerate(
        [
            ("17", "17", "https://valley.example/mill/", "pages/mill.html"),
            ("0a1b2c3d4e5f6071", None, "https://valley.example/boats/", api),
            ("fixture-4", "fixture-4", None, "lines.jsonl"),
        ],
        1,
    ):
        payload = {"title": f"Old {revision}", "body": MILL.body, "url": url, "file": file}
        payload = {name: value for name, value in payload.items() if value}
        key = url and url.removeprefix("https://").rstrip("/")
        now = f"2023-01-0{revision}T00:00:00+00:00"
        values = (article_id, revision, external, key, f"title {revision}", json.dumps(payload), now, now)
        connection.execute(OLD_ROW, values)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("PRAGMA user_version = 3")
    connection.commit()
    connection.close()
    return path


def test_an_old_archive_keeps_its_ids_and_knows_its_articles(old_archive):
    with Archive(old_archive) as archive:
        assert [row.revision for row in archive.changes()] == [1, 2, 3]
        page = replace(MILL, external_id="17", url="https://valley.example/2022/mill/")
        post = replace(MILL, title="Boats", url="https://valley.example/2022/boats/")
        post = replace(post, file="https://valley.example/wp-json/wp/v2/posts/8")
        api = Identity("valley.example", "post", "8")
        line = replace(MILL, title="Line", url=None, external_id="fixture-4", identity=None)
        guessed = Identity("valley.example", "post", "17", sure=False)
        done = put(archive, replace(page, identity=guessed), replace(post, identity=api), line)
        assert done == [Change.UPDATED] * 3
        assert {key: article.title for key, article in living(archive).items()} == {
            "17": MILL.title,
            "0a1b2c3d4e5f6071": "Boats",
            "fixture-4": "Line",
        }
        there = replace(KITES, external_id="17", url="https://hill.example/kites/")
        assert archive.put(replace(there, identity=Identity("hill.example", "post", "17"))) is Change.ADDED
        assert archive.get("17").article.title == MILL.title
