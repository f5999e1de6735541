"""What real WordPress sites did to a sync, on a server that answers as they do.

``tests/wordpress`` has the same situations on a real WordPress, where one can be installed.
"""

import pytest
from syncing_support import articles, counts, run
from wordpress_site import Post, Site, Trouble, export_of, page_of, stories

TEXT = (
    "The ferry left the pier at six, with eleven goats, a brass band and the new schoolmaster on board.",
    "Halfway across the fog came down, and the band played so that the pilot on shore could hear the way.",
)
WAYS = ("", "/feed/", "/wp-sitemap.xml", "export", "page")


@pytest.fixture
def site():
    with Site(stories(6)) as site:
        yield site


@pytest.fixture
def archive(tmp_path):
    return tmp_path / "archive.sqlite3"


def every_way(site, folder, post):
    """The articles of a site as they come by API, feed, sitemap, export and one saved page."""
    for number, way in enumerate(WAYS):
        source = f"{site.url}{way}"
        if way in ("export", "page"):
            file = folder / f"{way}.{'xml' if way == 'export' else 'html'}"
            file.write_text(export_of(site) if way == "export" else page_of(post, site.url), "utf-8")
            source = str(file)
        report = run(folder / f"{number}.sqlite3", source)
        yield way, report, articles(folder / f"{number}.sqlite3")


def only(post):
    return Site([post])


def test_names_that_change_arrive(site, archive):
    run(archive, site.url)
    assert counts(run(archive)) == (0, 0, 0, 0)
    site.categories[3] = ("Towns and villages", 0)
    assert counts(run(archive)) == (0, 3, 0, 0)
    site.authors[1] = "Clara Ashdown"
    assert counts(run(archive)) == (0, 3, 0, 0)
    assert {each.authors for each in articles(archive)} == {("Clara Ashdown",), ("Edwin Marsh",)}
    assert ("Towns and villages", "Bridges") in {each.categories[0] for each in articles(archive)}


def test_permalinks_that_change(site, archive):
    run(archive, site.url)
    for plain in (True, False):
        for post in site.posts.values():
            post.plain = plain
        assert counts(run(archive)) == (0, 6, 0, 0)
        assert {each.url for each in articles(archive)} == {
            f"{site.url}{post.path}" for post in site.posts.values()
        }


def test_an_older_export_does_not_bring_back_what_was_deleted(site, archive, tmp_path):
    export = tmp_path / "old.xml"
    export.write_text(export_of(site), "utf-8")
    run(archive, site.url)
    gone = site.posts.pop(103)
    assert counts(run(archive)) == (0, 0, 1, 0)
    assert counts(run(archive, str(export)))[0] == 0
    assert gone.title not in {each.title for each in articles(archive)}


@pytest.mark.parametrize("order", ["page front", "front page"])
def test_a_listing_does_not_replace_the_story(archive, tmp_path, order):
    post = Post(7, "whole", "Whole story", list(TEXT))
    first = f'<p>{TEXT[0]}</p><p><a href="/whole/" class="more-link">Continue reading Whole story</a></p>'
    front = (
        '<!doctype html><html lang="en"><head><title>Town News</title></head><body class="home blog"><main>'
        '<article id="post-7" class="post-7 post type-post"><header><h2 class="entry-title">'
        f'<a href="/whole/">Whole story</a></h2></header><div class="entry-content">{first}</div></article>'
        "</main></body></html>"
    )
    with only(post) as site:
        pages = {"page": page_of(post, site.url), "front": front}
        for each in order.split():
            (tmp_path / f"{each}.html").write_text(pages[each], "utf-8")
            run(archive, str(tmp_path / f"{each}.html"))
    [found] = articles(archive)
    assert TEXT[1] in found.body
    assert "Continue reading" not in found.body


MARKED = (
    '<p>They came from Fernhill<sup class="fn"><a href="#fn-1">1</a></sup> and from Alder<sup>2</sup>.'
    ' <a href="#fnref-1">↩︎</a></p><blockquote><p>The river was high that year.</p><cite>Clara Penhale</cite>'
    '</blockquote><p>The lanterns <img src="/e/1f3ee.png" alt="🏮" class="wp-smiley emoji"> were lit.</p>'
    '<div class="wp-block-buttons"><div class="wp-block-button"><a href="/x">Buy a lantern</a></div></div>'
    '<ul class="wp-block-latest-posts__list wp-block-latest-posts"><li><a href="/a/">Elsewhere</a></li></ul>'
)


def test_marks_credits_emoji_and_blocks(tmp_path):
    post = Post(7, "marks", "Marks", list(TEXT), extra=MARKED)
    with only(post) as site:
        for way, _, [found] in every_way(site, tmp_path, post):
            assert "from Fernhill and from Alder." in found.body, way
            assert "\nClara Penhale" in found.body, way
            assert "lanterns 🏮 were" in found.body, way
            for lost in ("↩", "Buy a lantern", "Elsewhere"):
                assert lost not in found.body, (way, lost)


def test_a_post_without_a_title(tmp_path):
    post = Post(7, "7", "", list(TEXT))
    with only(post) as site:
        for way, _, [found] in every_way(site, tmp_path, post):
            assert found.title.startswith("The ferry left the pier"), way


def test_posts_without_text_are_no_failure(tmp_path):
    empty = Post(7, "headline", "Only a headline", [])
    script = Post(8, "script", "", [], extra="<script>var x = 1;</script>")
    whole = Post(9, "whole", "Whole story", list(TEXT))
    with Site([empty, script, whole]) as site:
        for way, report, found in every_way(site, tmp_path, whole):
            assert report.whole, (way, report)
            assert "Whole story" in {each.title for each in found}, way


def test_the_featured_image(tmp_path):
    post = Post(7, "bridge", "The bridge", list(TEXT), image="https://town.example/b.jpg|A bridge|In May")
    with only(post) as site:
        run(tmp_path / "a", site.url)
    [found] = articles(tmp_path / "a")
    assert (found.image.url, found.image.alt) == ("https://town.example/b.jpg", "A bridge")
    assert found.captions == ("In May",)


def test_a_site_that_refuses_to_embed(site, archive):
    site.embeds = False
    assert counts(run(archive, site.url)) == (6, 0, 0, 0)
    assert ("Towns", "Bridges") in {each.categories[0] for each in articles(archive)}
    assert len(site.asked("_embed=author")) == 1


def test_a_site_that_returns_smaller_pages(archive):
    with Site(stories(30)) as site:
        site.most = 7
        assert counts(run(archive, site.url)) == (30, 0, 0, 0)
        for number in range(101, 121):
            site.posts[number].status = "draft"
        assert counts(run(archive, allow_deletions=True)) == (0, 0, 20, 0)
        for post in site.posts.values():
            post.status = "publish"
        assert counts(run(archive)) == (20, 0, 0, 0)


def test_a_site_that_refuses_large_pages(archive):
    with Site(stories(45)) as site:
        site.allowed = 20
        assert counts(run(archive, site.url)) == (45, 0, 0, 0)
        assert len([asked for asked in site.requests if "per_page=50" in asked]) == 1
        site.edit(105, "The market has a new roof of red tiles.", "2022-06-01T08:00:00")
        assert counts(run(archive)) == (0, 1, 0, 0)


def test_posts_with_a_password_stay_out(archive):
    post = Post(7, "secret", "Secret gathering", list(TEXT), protected=True)
    with Site([post, *stories(1)]) as site:
        assert counts(run(archive, site.url)) == (1, 0, 0, 0)
    assert "Secret" not in articles(archive)[0].title


def test_broken_json_is_named_with_its_byte(site, archive):
    post = '[{"id": 101, "title": {"rendered": "Sto'
    site.troubles = [Trouble("_embed", "body", 99, post)]
    [source] = run(archive, site.url).sources
    assert "broken JSON" in f"{source.error} {source.failures}"
    assert f"at byte {post.rindex('"')} of {len(post)}" in f"{source.error} {source.failures}"
