import gzip
from dataclasses import replace

import pytest
from syncing_support import HASTY, QUICK, articles, counts, run, titles
from wordpress_site import Post, Site, Trouble, export_of, stories

from indexer.fetching.addresses import is_public

XML = '<?xml version="1.0"?>'
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


@pytest.fixture
def site():
    with Site(stories(8)) as site:
        site.api = False
        yield site


@pytest.fixture
def archive(tmp_path):
    return tmp_path / "archive.sqlite3"


def test_a_site_without_an_api_is_crawled_by_its_sitemap(site, archive):
    report = run(archive, site.url)
    assert report.sources[0].kind == "sitemap"
    assert counts(report) == (8, 0, 0, 0)
    story = next(each for each in articles(archive) if each.title == "Story 3 of the orchard")
    assert story.url == f"{site.url}/story-3/"
    assert story.authors == ("Edwin Marsh",)
    assert "gate to the garden" in story.body


def test_again_only_lists_are_read(site, archive):
    run(archive, site.url)
    site.requests.clear()
    assert counts(run(archive)) == (0, 0, 0, 0)
    assert not site.asked("/story-")


@pytest.mark.parametrize("lastmods", [True, False])
@pytest.mark.parametrize("validators", [True, False])
def test_changes_and_deletions(site, archive, lastmods, validators):
    site.lastmods, site.validators = lastmods, validators
    run(archive, site.url)
    site.edit(103, "The orchard has new trees of quince.", "2021-09-01T00:00:00")
    del site.posts[105]
    site.posts[300] = Post(300, "late", "A late story", ["A late harvest of quinces in the hills."] * 3)
    assert counts(run(archive)) == (1, 1, 1, 0)
    assert "quince" in next(each for each in articles(archive) if "Story 3" in each.title).body
    assert counts(run(archive)) == (0, 0, 0, 0)


def test_the_sitemap_itself_and_robots(site, archive):
    site.robots = "User-agent: *\nDisallow: /story-2/\n"
    report = run(archive, f"{site.url}/wp-sitemap.xml")
    assert counts(report) == (7, 0, 0, 0)
    assert not site.asked("/story-2/")


def test_a_sitemap_that_robots_names(site, archive):
    site.sitemaps["/maps/all.xml.gz"] = gzip.compress(
        f"{XML}<urlset {NAMESPACE}><url><loc>{site.url}/story-1/</loc></url></urlset>".encode()
    )
    site.robots = f"Sitemap: {site.url}/maps/all.xml.gz"
    assert counts(run(archive, site.url)) == (1, 0, 0, 0)


def test_a_list_of_addresses_and_what_is_elsewhere(site, archive):
    site.sitemaps["/list.xml"] = (
        f"{site.url}/story-1/\nhttp://other.example/x\n{site.url}/story-2/\n".encode()
    )
    index = f"{XML}<sitemapindex {NAMESPACE}><sitemap><loc>{site.url}/list.xml</loc></sitemap></sitemapindex>"
    site.sitemaps["/index.xml"] = index.encode()
    report = run(archive, f"{site.url}/index.xml")
    assert (report.sources[0].added, report.sources[0].skipped) == (2, 1)


def test_cyclic_and_deep_sitemaps(site, archive):
    for n in range(9):
        inner = "".join(f"<sitemap><loc>{site.url}/map{each}.xml</loc></sitemap>" for each in (n, n + 1, 0))
        site.sitemaps[f"/map{n}.xml"] = f"{XML}<sitemapindex {NAMESPACE}>{inner}</sitemapindex>".encode()
    report = run(archive, f"{site.url}/map0.xml")
    assert "deeper than 5" in report.sources[0].failures[0][1]
    assert len(site.asked("/map")) <= 9


BOMB = '<!DOCTYPE x [<!ENTITY a "plum"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entity_bombs_are_refused(site, archive, encoding):
    loc = f"<url><loc>{site.url}/story-1/&b;</loc></url>"
    declared = f'<?xml version="1.0" encoding="{encoding}"?>'
    bomb = f"{declared}{BOMB}<urlset {NAMESPACE}>{loc}</urlset>"
    site.sitemaps["/bomb.xml"] = bomb.encode(encoding)
    index = f"{XML}<sitemapindex {NAMESPACE}><sitemap><loc>{site.url}/bomb.xml</loc></sitemap></sitemapindex>"
    site.sitemaps["/index.xml"] = index.encode()
    report = run(archive, f"{site.url}/index.xml")
    assert "DOCTYPE" in report.sources[0].failures[0][1]
    assert not site.asked("/story-1/")


def test_half_a_sitemap_deletes_nothing(site, archive):
    run(archive, site.url)
    whole = f"{site.url}/story-1/"
    site.sitemaps["/wp-sitemap-posts-post-1.xml"] = f"{XML}<urlset {NAMESPACE}><url><loc>{whole}".encode()
    report = run(archive)
    assert "truncated" in report.sources[0].failures[0][1]
    assert len(articles(archive)) == 8


def test_a_sitemap_that_is_empty_now_deletes_nothing(site, archive):
    run(archive, site.url)
    site.sitemaps["/wp-sitemap-posts-post-1.xml"] = f"{XML}<urlset {NAMESPACE}></urlset>".encode()
    assert run(archive).whole
    assert len(articles(archive)) == 8


def test_a_site_where_every_page_is_missing_at_once(site, archive):
    run(archive, site.url)
    site.edit(101, "Changed.", "2022-01-01T00:00:00")
    site.troubles.append(Trouble("/story-", "status", 999, "404"))
    for post in site.posts.values():
        post.modified = "2022-01-01T00:00:00"
    report = run(archive)
    assert report.sources[0].withheld == 8
    assert len(articles(archive)) == 8


def test_a_site_that_dies_is_left_and_gone_on_with(tmp_path):
    with Site(stories(30)) as site:
        site.api = False
        site.troubles.append(Trouble("/story-1", "status", 999, "500"))
        report = run(tmp_path / "a", site.url)
        assert report.sources[0].error
        assert len(set(site.asked("/story-"))) < 20
        site.troubles.clear()
        site.requests.clear()
        assert run(tmp_path / "a").whole
        assert len(articles(tmp_path / "a")) == 30
        assert not site.asked("/story-2/")


@pytest.mark.parametrize(
    "trouble",
    [
        Trouble("/story-3/", "half", 1),
        Trouble("/story-3/", "status", 1, "429 0"),
        Trouble("/story-3/", "timeout", 1, "1.5"),
        Trouble("/wp-sitemap-posts-post-1.xml", "half", 2),
    ],
    ids=lambda trouble: f"{trouble.match}-{trouble.what}",
)
def test_what_passes_is_waited_for(site, archive, trouble):
    site.troubles.append(trouble)
    fetch = HASTY if trouble.what == "timeout" else QUICK
    assert counts(run(archive, site.url, fetch=fetch)) == (8, 0, 0, 0)


def test_a_page_without_a_story_is_named_once(site, archive):
    site.posts[500] = Post(500, "empty", "", [""])
    report = run(archive, site.url)
    assert not report.whole or report.sources[0].skipped
    site.requests.clear()
    again = run(archive)
    assert again.whole
    assert not site.asked("/empty/")


def test_what_is_no_page_is_passed_over(site, archive):
    pdf = f"{XML}<urlset {NAMESPACE}><url><loc>{site.url}/feed/</loc></url></urlset>"
    site.sitemaps["/wp-sitemap-posts-post-1.xml"] = pdf.encode()
    report = run(archive, site.url)
    assert (report.sources[0].skipped, report.whole) == (1, True)


def test_redirects_to_private_hosts_and_to_the_front_page(site, archive):
    site.troubles += [
        Trouble("/story-1/", "redirect", 99, "http://169.254.169.254/latest/"),
        Trouble("/story-2/", "redirect", 99, "/"),
        Trouble("/story-4/", "redirect", 99, "/story-4/"),
    ]
    fetch = replace(QUICK, private=False, public=lambda address: address == "127.0.0.1" or is_public(address))
    report = run(archive, site.url, fetch=fetch)
    assert "169.254.169.254" in report.sources[0].failures[0][1]
    assert "loop" in report.sources[0].failures[1][1]
    assert counts(report) == (5, 0, 0, 2)


ORDERS = [
    ["export", "/wp-sitemap.xml", "/feed/", "/feed/atom/", ""],
    ["", "/feed/", "export", "/wp-sitemap.xml"],
    ["/wp-sitemap.xml", "", "export"],
    ["/feed/", "export", ""],
]


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: "-".join(order))
@pytest.mark.parametrize("path", ["", "/2021/05"], ids=["same-links", "older-links"])
def test_one_story_from_everywhere_is_one_article(site, archive, tmp_path, order, path):
    site.api = True
    export = tmp_path / "export.xml"
    export.write_text(export_of(site, path=path))
    for place in order:
        run(archive, str(export) if place == "export" else f"{site.url}{place}")
        assert len(articles(archive)) == 8
    before = articles(archive)
    for _ in range(2):
        assert counts(run(archive)) == (0, 0, 0, 0)
    assert articles(archive) == before
    if order[0] != "/feed/" and "" in order:
        assert {article.url for article in before} == {f"{site.url}{post.path}" for post in site.public()}


def test_a_crawl_does_not_overwrite_what_the_api_told(site, archive):
    site.api = True
    run(archive, site.url)
    before = articles(archive)
    run(archive, f"{site.url}/wp-sitemap.xml", f"{site.url}/feed/")
    assert articles(archive) == before


def test_what_one_source_still_holds_lives_on(site, archive):
    site.api = True
    run(archive, site.url, f"{site.url}/wp-sitemap.xml")
    post = site.posts.pop(102)
    assert run(archive, site.url).sources[0].deleted == 0
    assert run(archive, f"{site.url}/wp-sitemap.xml").sources[0].deleted == 1
    assert post.title not in titles(archive)


def test_a_renamed_page_is_known_by_its_short_link(site, archive):
    run(archive, site.url)
    site.posts[104].slug = "a-new-name"
    report = run(archive)
    assert len(articles(archive)) == 8
    assert f"{site.url}/a-new-name/" in {article.url for article in articles(archive)}
    assert counts(report)[0] == 0
