from dataclasses import replace

import pytest
from syncing_support import HASTY, QUICK, articles, counts, run, titles
from wordpress_site import Post, Site, Trouble, stories


@pytest.fixture
def site():
    with Site(stories(12)) as site:
        yield site


@pytest.fixture
def archive(tmp_path):
    return tmp_path / "archive.sqlite3"


def test_every_published_post_with_what_belongs_to_it(site, archive):
    report = run(archive, site.url)
    assert counts(report) == (12, 0, 0, 0)
    assert report.sources[0].kind == "wordpress-api"
    story = next(each for each in articles(archive) if each.title == "Story 3 of the orchard")
    assert story.url == f"{site.url}/story-3/"
    assert story.authors == ("Edwin Marsh",)
    assert story.categories == (("Towns", "Bridges"),)
    assert story.date.isoformat() == "2021-01-04T10:03:00+00:00"
    assert story.body.startswith("The orchard number 3 opened")
    assert story.body.count("\n\n") == 2
    assert story.language == "en"


def test_again_changes_nothing_and_asks_little(site, archive):
    run(archive, site.url)
    before = len(site.requests)
    assert counts(run(archive)) == (0, 0, 0, 0)
    assert len(site.requests) - before <= 6


def test_changes_additions_and_deletions(site, archive):
    run(archive, site.url)
    site.edit(105, "The market has a new roof of red tiles.", "2021-06-01T08:00:00")
    del site.posts[107]
    site.posts[108].status = "draft"
    site.posts[300] = Post(
        300, "late", "A late story", ["A late harvest of quinces."], modified="2021-06-02T08:00:00"
    )
    assert counts(run(archive)) == (1, 1, 2, 0)
    held = {article.title: article for article in articles(archive)}
    assert "A late story" in held
    assert "red tiles" in held["Story 5 of the market"].body
    assert "Story 7 of the school" not in held
    assert "Story 8 of the mill" not in held


def test_a_post_that_comes_back(site, archive):
    run(archive, site.url)
    post = site.posts.pop(103)
    assert counts(run(archive)) == (0, 0, 1, 0)
    site.posts[103] = post
    assert counts(run(archive)) == (1, 0, 0, 0)
    assert len(articles(archive)) == 12


def test_a_scheduled_post_keeps_an_old_moment_of_change(site, archive):
    run(archive, site.url)
    site.posts[400] = Post(
        400,
        "planned",
        "A planned story",
        ["Planned."],
        date="2099-01-01T00:00:00",
        modified="2020-01-01T00:00:00",
    )
    assert counts(run(archive)) == (1, 0, 0, 0)


def test_a_renamed_post_is_the_same_article(site, archive):
    run(archive, site.url)
    site.edit(104, "The museum has moved.", "2021-06-01T08:00:00", slug="a-new-name")
    assert counts(run(archive)) == (0, 1, 0, 0)
    assert len(articles(archive)) == 12
    assert f"{site.url}/a-new-name/" in {article.url for article in articles(archive)}


def test_two_posts_that_change_their_names(site, archive):
    run(archive, site.url)
    site.edit(103, "First.", "2021-06-01T08:00:00", slug="story-4")
    site.edit(104, "Second.", "2021-06-01T09:00:00", slug="story-3")
    assert counts(run(archive)) == (0, 2, 0, 0)
    urls = {article.title: article.url for article in articles(archive)}
    assert urls["Story 3 of the orchard"] == f"{site.url}/story-4/"
    assert urls["Story 4 of the museum"] == f"{site.url}/story-3/"


@pytest.mark.parametrize("size", [99, 100, 101, 250])
def test_paging(tmp_path, size):
    with Site(stories(size)) as site:
        assert counts(run(tmp_path / "a", site.url)) == (size, 0, 0, 0)


def test_hundreds_of_posts_of_one_second(tmp_path):
    posts = stories(250)
    for post in posts:
        post.modified = "2021-05-05T05:05:05"
    with Site(posts) as site:
        assert counts(run(tmp_path / "a", site.url)) == (250, 0, 0, 0)


def test_a_site_that_does_not_know_modified_after(tmp_path):
    with Site(stories(230)) as site:
        site.knows_modified_after = False
        assert counts(run(tmp_path / "a", site.url)) == (230, 0, 0, 0)
        site.edit(105, "Changed.", "2022-06-01T08:00:00")
        assert counts(run(tmp_path / "a")) == (0, 1, 0, 0)


def test_a_post_changes_while_pages_are_read(tmp_path):
    posts = stories(250)

    with Site(posts) as site:

        class Moving(dict):
            def values(self):
                # With each request the oldest post is edited, so the others move up by one.
                moment = f"2023-01-01T00:00:{len(site.requests):02}"
                first = min(dict.values(self), key=lambda post: post.modified)
                first.modified = moment
                return dict.values(self)

        site.posts = Moving(site.posts)
        run(tmp_path / "a", site.url)
        assert len(articles(tmp_path / "a")) == 250


@pytest.mark.parametrize(
    "trouble",
    [
        Trouble("wp/v2/posts", "status", 2, "500"),
        Trouble("wp/v2/posts", "status", 1, "429 0"),
        Trouble("wp/v2/posts", "status", 1, "503 0"),
        Trouble("wp/v2/posts", "half", 2),
        Trouble("wp/v2/posts", "reset", 2),
        Trouble("wp/v2/posts", "timeout", 1, "1.5"),
        Trouble("wp/v2/posts", "body", 2, "<b>Warning</b>: a plugin speaks"),
        Trouble("wp/v2/posts", "body", 1, '{"code": "not a list"}'),
        Trouble("wp/v2/categories", "status", 99, "403"),
    ],
    ids=lambda trouble: f"{trouble.what}-{trouble.value[:5]}",
)
def test_what_passes_is_waited_for(site, archive, trouble):
    site.troubles.append(trouble)
    fetch = HASTY if trouble.what == "timeout" else QUICK
    assert counts(run(archive, site.url, fetch=fetch)) == (12, 0, 0, 0)


def test_wrong_totals(site, archive):
    for total in (1, 11, 13, 5000):
        site.totals = total
        run(archive, site.url)
        assert len(articles(archive)) == 12


def test_a_post_that_breaks_the_site_costs_only_itself(tmp_path):
    with Site(stories(30)) as site:
        site.troubles += [
            Trouble("posts?page=1&_embed", "status", 5, "500"),
            Trouble("per_page=10&offset=10", "status", 5, "500"),
            Trouble("per_page=1&offset=13", "status", 5, "500"),
        ]
        report = run(tmp_path / "a", site.url)
        assert report.sources[0].failed == 1
        assert "cannot return this post" in report.sources[0].failures[0][1]
        # It is missing according to the list of ids, and requested again.
        assert len(articles(tmp_path / "a")) == 30


def test_pages_of_posts_that_are_too_large_come_in_parts(tmp_path):
    with Site(stories(30)) as site:
        fetch = replace(QUICK, max_bytes=12_000)
        assert counts(run(tmp_path / "a", site.url, fetch=fetch)) == (30, 0, 0, 0)


def test_a_site_that_is_down_deletes_nothing(site, archive):
    run(archive, site.url)
    site.troubles.append(Trouble("", "status", 999, "500"))
    report = run(archive)
    assert report.sources[0].error
    assert not report.whole
    assert len(articles(archive)) == 12


@pytest.mark.parametrize("kept", ["0", "4"])
def test_a_list_that_came_back_short_deletes_nothing(site, archive, kept):
    run(archive, site.url)
    site.troubles.append(Trouble("wp/v2/posts", "lose", 999, kept))
    report = run(archive, full=True)
    assert report.sources[0].withheld == 12 - int(kept)
    assert not report.whole
    assert len(articles(archive)) == 12
    site.troubles.clear()
    assert run(archive, full=True).whole


def test_deletions_that_are_meant(site, archive):
    run(archive, site.url)
    site.posts = dict(list(site.posts.items())[:3])
    assert run(archive).sources[0].withheld == 9
    report = run(archive, allow_deletions=True)
    assert report.sources[0].deleted == 9
    assert report.whole
    assert len(articles(archive)) == 3


def test_paging_that_does_not_end(site, archive):
    """An API that returns the same posts for every page."""
    many = stories(100)
    site.posts = {post.id: post for post in many}
    site.endless = True
    report = run(archive, site.url)
    assert counts(report)[0] == 100
    assert len(site.requests) < 30


def test_a_list_that_lies_is_asked_twice(site, archive):
    run(archive, site.url)
    site.troubles.append(Trouble("orderby=id", "lose", 1, "10"))
    site.totals = 10
    report = run(archive)
    assert (report.sources[0].deleted, report.sources[0].withheld) == (0, 0)


def test_translations_are_links(tmp_path):
    posts = stories(4)
    posts[0].lang, posts[0].translations = "en", {"en": 101, "fa": 102}
    posts[1].lang, posts[1].translations = "fa", {"en": 101, "fa": 102}
    with Site(posts) as site:
        run(tmp_path / "a", site.url)
        held = {article.title: article for article in articles(tmp_path / "a")}
        assert held["Story 1 of the library"].translations == (f"{site.url}/fa/story-2/",)
        assert held["Story 2 of the harbour"].translations == (f"{site.url}/story-1/",)


@pytest.mark.parametrize("parted", [True, False])
def test_language_editions_come_along(tmp_path, parted):
    """WPML's API has one language at each edition's address, Polylang's has all of them at each."""
    posts = stories(9)
    for post in posts[3:6]:
        post.lang = "fa"
    posts[6].lang = "sq"
    with Site(posts) as site:
        site.editions, site.parted = True, parted
        report = run(tmp_path / "a", site.url)
        assert [source.added for source in report.sources] == ([5, 3, 1] if parted else [9])
        assert len(articles(tmp_path / "a")) == 9
        site.edit(104, "Changed.", "2022-01-01T00:00:00")
        for again in ((), (site.url,)):
            report = run(tmp_path / "a", *again)
            assert len(report.sources) == (3 if parted else 1)
            assert report.whole
        del site.posts[105]
        assert counts(run(tmp_path / "a", f"{site.url}/fa/" if parted else site.url)) == (0, 0, 1, 0)


def test_what_readers_do_not_see(site, archive):
    site.posts[101].protected = True
    site.posts[102].type = "page"
    assert counts(run(archive, site.url)) == (10, 0, 0, 0)
    site.posts[103].protected = True
    site.posts[103].modified = "2021-07-01T00:00:00"
    assert counts(run(archive)) == (0, 0, 1, 0)
    assert counts(run(archive)) == (0, 0, 0, 0)
    assert counts(run(archive, pages=True)) == (1, 0, 0, 0)


def test_plugins_boxes_are_no_text(site, archive):
    site.posts[101].extra = (
        '<div class="sharedaddy sd-sharing-enabled"><h3>Share this:</h3><ul><li>Facebook</li></ul></div>'
        '<div class="jp-relatedposts"><h3>Related</h3><p>Another story of another day</p></div>'
    )
    run(archive, site.url)
    story = next(each for each in articles(archive) if each.title.startswith("Story 1 "))
    assert "Share" not in story.body
    assert "Another story" not in story.body


def test_the_api_is_found_without_pretty_addresses(site, archive):
    report = run(archive, f"{site.url}/?rest_route=/")
    assert counts(report) == (12, 0, 0, 0)


def test_the_user_agent_names_us(site, archive):
    run(archive, site.url)
    assert all(agent.startswith("Fehrest/") for agent in site.agents)


def test_titles_are_whole(site, archive):
    site.posts[101].title = "Ships &#038; <em>Boats</em> at the harbour"
    run(archive, site.url)
    assert "Ships & Boats at the harbour" in titles(archive)
