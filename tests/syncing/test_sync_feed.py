import pytest
from syncing_support import articles, counts, run
from wordpress_site import Post, Site, Trouble, stories


@pytest.fixture
def site():
    with Site(stories(8)) as site:
        yield site


@pytest.fixture
def archive(tmp_path):
    return tmp_path / "archive.sqlite3"


def test_rss_with_whole_texts(site, archive):
    report = run(archive, f"{site.url}/feed/")
    assert report.sources[0].kind == "feed"
    assert counts(report) == (8, 0, 0, 0)
    story = next(each for each in articles(archive) if each.title == "Story 3 of the orchard")
    assert story.url == f"{site.url}/story-3/"
    assert story.authors == ("Edwin Marsh",)
    assert story.category == "Bridges"
    assert story.body.count("\n\n") == 2
    assert story.date.isoformat() == "2021-01-04T10:03:00+00:00"
    assert not site.asked("/story-")


def test_atom_with_summaries_leads_to_the_pages(site, archive):
    site.robots = "User-agent: *\nDisallow: /story-2/\n"
    assert counts(run(archive, f"{site.url}/feed/atom/")) == (7, 0, 0, 0)
    assert len(site.asked("/story-")) == 7
    story = next(each for each in articles(archive) if each.title == "Story 3 of the orchard")
    assert "gate to the garden" in story.body


def test_an_unchanged_feed_is_one_request(site, archive):
    run(archive, f"{site.url}/feed/")
    site.requests.clear()
    assert counts(run(archive)) == (0, 0, 0, 0)
    assert site.requests == ["/feed/"]


def test_older_pages_are_read_the_first_time(tmp_path):
    with Site(stories(35)) as site:
        archive = tmp_path / "a"
        assert counts(run(archive, f"{site.url}/feed/"))[0] == 35
        for n in range(14):
            site.posts[900 + n] = Post(
                900 + n, f"new-{n}", f"New {n}", [f"New text {n}."], date=f"2025-01-01T00:00:{n:02}"
            )
        site.requests.clear()
        assert counts(run(archive))[0] == 14
        assert len(site.asked("/feed/")) <= 5


def test_a_walk_that_was_broken_off_goes_to_the_end(tmp_path):
    with Site(stories(35)) as site:
        archive = tmp_path / "a"
        site.troubles.append(Trouble("paged=3", "status", 5, "500"))
        assert not run(archive, f"{site.url}/feed/").whole
        assert len(articles(archive)) == 20
        assert run(archive).whole
        assert len(articles(archive)) == 35


def test_an_edited_entry(site, archive):
    run(archive, f"{site.url}/feed/")
    site.edit(103, "The orchard has new trees of quince.", "2021-09-01T00:00:00")
    assert counts(run(archive)) == (0, 1, 0, 0)


def test_a_feed_deletes_nothing(site, archive):
    run(archive, f"{site.url}/feed/")
    site.posts.clear()
    run(archive, allow_deletions=True)
    assert len(articles(archive)) == 8


def test_a_feed_that_moved_is_looked_for_again(site, archive):
    site.api = False
    site.sitemaps["/robots.txt"] = b""
    site.troubles.append(Trouble("sitemap", "status", 99, "404"))
    assert run(archive, site.url).sources[0].kind == "feed"
    site.troubles.clear()
    site.troubles.append(Trouble("/feed", "status", 99, "410"))
    report = run(archive)
    assert (report.sources[0].kind, report.whole) == ("sitemap", True)
    assert len(articles(archive)) == 8


def test_a_feed_cut_short_keeps_what_came(site, archive):
    text = (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        "<item><title>Plums</title><link>http://x.example/plums</link><content:encoded>The plums are ripe "
        "on every tree of the town.</content:encoded></item><item><title>Quin"
    )
    site.sitemaps["/cut"] = text.encode()
    report = run(archive, f"{site.url}/cut")
    assert (report.sources[0].added, report.sources[0].failed) == (1, 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_that_a_feed_declares_are_not_expanded(site, archive, encoding):
    bomb = (
        f'<?xml version="1.0" encoding="{encoding}"?>'
        '<!DOCTYPE x [<!ENTITY a "plum"><!ENTITY b "&a;&a;&a;">]>'
        '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item>'
        "<title>Pears &b;</title><content:encoded>The pears are ripe on every tree &a; of the town."
        "</content:encoded></item></channel></rss>"
    )
    site.sitemaps["/bomb"] = bomb.encode(encoding)
    run(archive, f"{site.url}/bomb")
    [article] = articles(archive)
    assert article.title.startswith("Pears")
    assert "plum" not in article.title + article.body


def test_the_line_under_a_text_goes(site, archive):
    story, town = f'<a href="{site.url}/story-1/">Story 1</a>', f'<a href="{site.url}">Town</a>'
    site.posts[101].extra = f"<p>The post {story} appeared first on {town}.</p>"
    run(archive, f"{site.url}/feed/")
    story = next(each for each in articles(archive) if each.title.startswith("Story 1 "))
    assert "appeared first" not in story.body
