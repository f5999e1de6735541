"""No story replaces another when a site is read over the web."""

import json

import pytest
from syncing_support import articles, counts, run, titles
from wordpress_site import Post, Site, export_of, stories

from indexer.archive import Archive

LONG = [
    "The ferry left the pier at six, with eleven goats, a brass band and the new schoolmaster on board.",
    "Halfway across the fog came down, and the band played so that the pilot on shore could hear the way.",
    "They landed in the wrong bay, where the goats found better grass and the schoolmaster his first pupils.",
    "A plaque on the sea wall tells of it, and each summer the band plays there for an hour in any weather.",
]


def paged() -> Post:
    return Post(id=300, slug="the-ferry", title="The ferry in the fog", paragraphs=LONG, paged=True)


def test_a_site_that_starts_again_replaces_nothing(tmp_path):
    report = tmp_path / "report.jsonl"
    with Site(stories(4)) as site:
        run(tmp_path / "a", site.url)
        before = titles(tmp_path / "a")
        for n, post in enumerate(list(site.posts.values()), 1):
            text = [f"{word} {n}." for word in LONG]
            new = Post(post.id, f"new-{n}", f"Ferry tale {n}", text, f"2024-02-0{n}T08:30:00")
            site.posts[post.id] = new
            new.modified = new.date
        done = run(tmp_path / "a", site.url, report=report)
        assert titles(tmp_path / "a") == before
        [source] = done.sources
        assert (source.pending, source.withheld, source.updated, source.whole) == (4, 4, 0, False)
        assert "set up again" in source.messages[0]
        rows = [json.loads(row) for row in report.read_text("utf-8").splitlines()]
        assert [row["change"] for row in rows] == ["withheld"] * 4
        with Archive(tmp_path / "a") as archive:
            for waiting in archive.decisions.pending():
                archive.decisions.accept(waiting.key, as_new=True)
        assert len(titles(tmp_path / "a")) == 8
        assert counts(run(tmp_path / "a", site.url, full=True)) == (0, 0, 0, 0)
        assert len(titles(tmp_path / "a")) == 8


@pytest.mark.parametrize("order", [("", "export"), ("export", "")], ids=["site first", "export first"])
def test_a_guid_that_was_kept(tmp_path, order):
    with Site(stories(2)) as site:
        one, two = site.posts.values()
        one.guid = f"{site.url}/?p={two.id}"
        (tmp_path / "export.xml").write_text(export_of(site))
        for each in order * 2:
            run(tmp_path / "a", str(tmp_path / "export.xml") if each else site.url)
        assert titles(tmp_path / "a") == sorted(post.title for post in (one, two))


def test_items_of_a_feed_that_share_a_guid(tmp_path):
    with Site(stories(4)) as site:
        for n, post in enumerate(site.posts.values()):
            post.guid = "0" if n < 2 else "tag:town"
        for _ in range(2):
            done = run(tmp_path / "a", f"{site.url}/feed/")
            assert len(titles(tmp_path / "a")) == 4
        assert counts(done) == (0, 0, 0, 0)


def test_a_guid_that_a_later_item_takes_over(tmp_path):
    with Site(stories(1)) as site:
        [first] = site.posts.values()
        first.guid = "latest"
        run(tmp_path / "a", f"{site.url}/feed/")
        del site.posts[first.id]
        [second] = stories(1, start=2)
        site.posts[second.id] = second
        second.guid, second.title, second.paragraphs = "latest", "A ferry in the fog", LONG
        assert counts(run(tmp_path / "a", f"{site.url}/feed/")) == (1, 0, 0, 0)
        assert len(titles(tmp_path / "a")) == 2


@pytest.mark.parametrize("address", ["/wp-sitemap.xml", "/feed/atom/", "/feed/"])
def test_a_post_in_several_pages_is_one_article(tmp_path, address):
    with Site([*stories(1), paged()]) as site:
        site.api = False
        assert counts(run(tmp_path / "a", site.url + address)) == (2, 0, 0, 0)
        [ferry] = [article for article in articles(tmp_path / "a") if "ferry" in article.title]
        assert ferry.body.split("\n\n") == LONG
        assert ferry.url == f"{site.url}/the-ferry/"
        asked = len(site.requests)
        assert counts(run(tmp_path / "a", site.url + address)) == (0, 0, 0, 0)
        assert not [path for path in site.requests[asked:] if path.startswith("/the-ferry/")]


def test_a_further_page_that_fails_is_named_and_read_later(tmp_path):
    with Site([paged()]) as site:
        site.api = False
        site.robots += "Disallow: /the-ferry/3/\n"
        done = run(tmp_path / "a", f"{site.url}/wp-sitemap.xml")
        assert counts(done) == (1, 0, 0, 1)
        assert "/the-ferry/3/" in done.sources[0].failures[0][0]
        site.robots = ""
        assert counts(run(tmp_path / "a", f"{site.url}/wp-sitemap.xml")) == (0, 1, 0, 0)
        [ferry] = articles(tmp_path / "a")
        assert ferry.body.split("\n\n") == LONG


@pytest.mark.parametrize("order", [("api", "map"), ("map", "api")])
def test_the_pages_of_a_post_and_its_whole_text(tmp_path, order):
    with Site([paged()]) as site:
        places = {"api": f"{site.url}/wp-json/", "map": f"{site.url}/wp-sitemap.xml"}
        for each in order * 2:
            run(tmp_path / "a", places[each])
        [ferry] = articles(tmp_path / "a")
        assert ferry.body.split("\n\n") == LONG
