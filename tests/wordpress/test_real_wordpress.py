"""Sync, feeds, sitemaps, exports and saved pages of a real WordPress."""

import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from indexer.archive import Archive
from indexer.ingest import ingest
from indexer.progress import SilentProgress
from tests.wordpress.site import ZONE

sys.path.append(str(Path(__file__).parents[1] / "syncing"))
from syncing_support import articles, counts, run

TEHRAN = ZoneInfo(ZONE)
OLD = {"post_date": "2020-02-02 10:00:00"}
"""Long before the hour that each sync reads again."""
CUT = "<!-- wp:nextpage -->\n<!--nextpage-->\n<!-- /wp:nextpage -->\n\n"


def para(text):
    """A paragraph of the block editor."""
    return f"<!-- wp:paragraph -->\n<p>{text}</p>\n<!-- /wp:paragraph -->\n\n"


def story(n):
    return para(
        f"The ferry number {n} left the pier at six with {n + 3} goats and a brass band on board."
    ) + para(f"Halfway across the fog came down, and the band of {n} players showed the pilot the way.")


def sync(archive, *addresses, **options):
    return run(archive, *addresses, timezone=TEHRAN, **options)


def take(archive, *paths):
    with Archive(archive) as opened:
        return ingest(paths, opened, timezone=TEHRAN, progress=SilentProgress(), workers=1)


def one(archive, title):
    [found] = [article for article in articles(archive) if title in article.title]
    return found


def save(site, path, folder, name="page.html"):
    file = folder / name
    file.write_text(site.get(path), "utf-8")
    return file


def every_way(site, archive, path=""):
    """The articles of a site as they come by API, feed, sitemap, export and one saved page."""
    folder, found = archive.parent, {}
    sync(folder / "api", site.url)
    site.call(["update_option", "paper_no_rest", 1])
    for name, address in (("feed", "/feed/"), ("sitemap", "/wp-sitemap.xml")):
        [report] = sync(folder / name, site.url + address).sources
        assert report.kind == name
    export = folder / "export.xml"
    export.write_text(site.call(["exported"], ["delete_option", "paper_no_rest"])[0], "utf-8")
    take(folder / "export", export)
    if path:
        take(folder / "page", save(site, path, folder))
    for name in ("api", "feed", "sitemap", "export", *(["page"] if path else [])):
        found[name] = articles(folder / name)
    return found


def test_hundreds_of_posts_of_one_moment(site, archive):
    site.call(["migrated", 130, "The ferry # left the pier.", "2021-05-05 05:05:05"])
    assert counts(sync(archive, site.url)) == (130, 0, 0, 0)
    site.call(["migrated", 130, "The ferry # came back late.", "2022-05-05 05:05:05"])
    assert counts(sync(archive)) == (0, 130, 0, 0)
    assert all("came back late" in article.body for article in articles(archive))


def test_what_changes_without_a_moment_of_change(site, archive):
    site.call(["migrated", 3, "The ferry # left the pier.", "2021-05-05 05:05:05"])
    sync(archive, site.url)
    site.call(["migrated", 3, "The ferry # came back.", "2021-05-05 05:05:05"])
    assert counts(sync(archive, full=True)) == (0, 3, 0, 0)


@pytest.mark.parametrize("order", [("page", "front"), ("front", "page")])
def test_a_listing_does_not_replace_the_story(site, archive, tmp_path, order):
    more = "<!-- wp:more -->\n<!--more-->\n<!-- /wp:more -->\n\n"
    id_ = site.post("Whole story", story(1) + more + story(2))
    for each in order:
        take(archive, save(site, f"/?p={id_}" if each == "page" else "/", tmp_path, f"{each}.html"))
    [found] = articles(archive)
    assert "of 2 players" in found.body
    assert "Continue reading" not in found.body


MARKED = (
    '<!-- wp:paragraph -->\n<p>They came from Fernhill<sup class="fn"><a href="#fn-1">1</a></sup> and'
    ' from Alder<sup id="fnref2"><a href="#fn2">[2]</a></sup> across the bridge<sup>3</sup> of 12 m<sup>2'
    "</sup>.</p>\n<!-- /wp:paragraph -->\n\n"
    '<!-- wp:quote -->\n<blockquote class="wp-block-quote"><p>The river was high'
    " that year and everybody walked.</p><cite>Clara Penhale</cite></blockquote>\n<!-- /wp:quote -->\n\n"
    "<blockquote>A quiet evening is worth a loud week in town.<cite>Edwin Marsh</cite></blockquote>\n\n"
    '<!-- wp:list {"ordered":true} -->\n<ol><li>A village upstream. <a href="#fnref-1">↩︎</a></li>'
    '<li>A wood of old alders. <a href="#fnref2" aria-label="back">↩︎</a></li></ol>\n<!-- /wp:list -->'
)


def test_marks_of_footnotes_and_credits(site, archive):
    id_ = site.post("Marks", MARKED)
    for way, found in every_way(site, archive, f"/?p={id_}").items():
        [article] = found
        assert "from Fernhill and from Alder across the bridge of 12 m2." in article.body, way
        assert "↩" not in article.body, way
        assert "\nClara Penhale" in article.body, way
        assert "week in town.\n" in article.body, way
        assert "\nEdwin Marsh" in article.body, way


def test_emoji_buttons_and_lists_of_posts(site, archive):
    site.post("An earlier story of the town", story(3), post_date="2020-01-01 10:00:00")
    blocks = (
        para("The lanterns 🏮 were lit at dusk, and families 👨‍👩‍👧 stayed late that night.")
        + '<!-- wp:latest-posts {"postsToShow":3} /-->\n\n<!-- wp:buttons -->\n<div class="wp-block-buttons">'
        + '<!-- wp:button -->\n<div class="wp-block-button"><a class="wp-block-button__link" href="/x">Buy a'
        + " lantern</a></div>\n<!-- /wp:button --></div>\n<!-- /wp:buttons -->\n\n"
        + '<!-- wp:categories /-->\n\n<!-- wp:search {"label":"Find here","buttonText":"Find"} /-->\n\n'
        + "<!-- wp:tag-cloud /-->\n\n<!-- wp:latest-comments /-->\n\n<!-- wp:archives /-->\n\n"
        + para("Everybody went home with a candle, and the river carried the last of the lights away.")
    )
    id_ = site.post("Lanterns 🏮 over the bridge", blocks, post_date="2020-02-01 10:00:00")
    for way, found in every_way(site, archive, f"/?p={id_}").items():
        [article] = [each for each in found if "Lanterns" in each.title]
        assert article.title == "Lanterns 🏮 over the bridge", way
        assert "lanterns 🏮 were" in article.body, way
        assert "families 👨‍👩‍👧 stayed" in article.body, way
        assert article.body.count("\n\n") == 1, (way, article.body)


def test_a_post_without_a_title(site, archive):
    id_ = site.post("", story(5))
    for way, found in every_way(site, archive, f"/?p={id_}").items():
        [article] = found
        assert article.title.startswith("The ferry number 5 left the pier"), (way, article.title)


def test_posts_without_text(site, archive):
    site.post("Only a headline stands here", "")
    site.post("", "<!-- wp:html -->\n<script>var x = 1;</script>\n<!-- /wp:html -->")
    site.post("A story with a text", story(1))
    for address in ("", "/feed/", "/wp-sitemap.xml"):
        db = archive.parent / (address.strip("/") or "api")
        for _ in range(2):
            assert sync(db, site.url + address).whole
        assert "A story with a text" in {each.title for each in articles(db)}
    export = archive.parent / "export.xml"
    export.write_text(site.call(["exported"])[0], "utf-8")
    for _ in range(2):
        assert take(archive, export).failed == 0


def test_featured_images(site, archive):
    picture = site.call(["picture", "bridge", "A bridge of wood", "The wooden bridge in May", "Bridge"])[0]
    id_ = site.post("The bridge is open", story(1), _thumbnail_id=picture)
    for way, [article] in every_way(site, archive, f"/?p={id_}").items():
        if way != "feed":  # WordPress's feeds have no featured image
            assert article.image, way
            assert article.image.url == f"{site.url}/wp-content/uploads/2021/05/bridge.gif", way
        if way in ("api", "export"):
            assert article.image.alt == "Bridge", way
            assert article.captions == ("The wooden bridge in May",), way


def test_what_is_no_article(site, archive, tmp_path):
    picture = site.call(["picture", "bridge", "A bridge of wood", "The wooden bridge in May", "Bridge"])[0]
    site.post("The ferry in the fog", story(1) + para("The fog is the word of the day."))
    paths = {"missing": "/no-such-page/", "search": "/?s=fog", "attachment": f"/?attachment_id={picture}"}
    take(archive, *(save(site, path, tmp_path, f"{name}.html") for name, path in paths.items()))
    assert articles(archive) == []


def test_posts_with_a_password_stay_out(site, archive, tmp_path):
    secret, open_ = site.posts(
        {"post_title": "Secret gathering", "post_content": story(8), "post_password": "sesame"},
        {"post_title": "Open gathering", "post_content": story(9)},
    )
    for way, found in every_way(site, archive, f"/?p={secret}").items():
        assert all("Open" in each.title for each in found), way
    take(tmp_path / "front", save(site, "/", tmp_path, "front.html"))
    assert all("Open" in each.title for each in articles(tmp_path / "front"))
    site.call(["wp_update_post", {"ID": open_, "post_password": "now"}])
    for name, address in (("api", ""), ("sitemap", "/wp-sitemap.xml")):
        sync(tmp_path / name, site.url + address, allow_deletions=True)
        assert articles(tmp_path / name) == [], name


def test_posts_in_several_pages(site, archive):
    site.post("A long way", story(1) + CUT + story(2) + CUT + story(3))
    site.post("A short way", story(4))
    for way, found in every_way(site, archive).items():
        [article] = [each for each in found if "long" in each.title]
        for n in (1, 2, 3):
            assert f"of {n} players" in article.body, way


def test_names_that_change_arrive(site, archive):
    terms = site.call(*(["wp_insert_term", name, "category", {}] for name in ("Town", "Bridges", "Arts")))
    town, bridges, arts = (term["term_id"] for term in terms)
    person = {"user_login": "clara", "user_pass": "-", "display_name": "Clara Penhale"}
    [clara] = site.call(["wp_insert_user", person])
    common = {"post_author": clara, **OLD}
    site.post("Bridge story", story(1), post_category=[bridges], tags_input=["river walks"], **common)
    site.post("Town story", story(2), post_category=[town], **common)
    sync(archive, site.url)
    assert one(archive, "Bridge").categories == (("Bridges",),)
    tag = site.call(["get_term_by", "name", "river walks", "post_tag"])[0]["term_id"]
    site.call(
        ["wp_update_term", bridges, "category", {"name": "Bridges & Roads", "parent": arts}],
        ["wp_update_term", tag, "post_tag", {"name": "river and bridge"}],
        ["wp_update_user", {"ID": clara, "display_name": "Clara Ashdown"}],
    )
    assert counts(sync(archive)) == (0, 2, 0, 0)
    assert one(archive, "Bridge").categories == (("Arts", "Bridges & Roads"),)
    assert one(archive, "Bridge").tags == ("river and bridge",)
    assert {each.authors for each in articles(archive)} == {("Clara Ashdown",)}
    site.call(["wp_update_term", arts, "category", {"name": "Arts and crafts"}])
    assert counts(sync(archive)) == (0, 1, 0, 0)
    assert one(archive, "Bridge").categories == (("Arts and crafts", "Bridges & Roads"),)
    site.call(["wp_delete_term", bridges, "category"])
    assert counts(sync(archive)) == (0, 1, 0, 0)
    assert one(archive, "Bridge").categories == ()
    assert counts(sync(archive)) == (0, 0, 0, 0)


def test_permalinks_that_change(site, archive):
    fields = [{"post_title": f"Ferry {n}", "post_content": story(n), **OLD} for n in range(4)]
    ids = site.posts(*fields)
    sync(archive, site.url)
    site.call(["permalinks", "/%postname%/"])
    assert counts(sync(archive)) == (0, 4, 0, 0)
    assert {each.url for each in articles(archive)} == {f"{site.url}/ferry-{n}/" for n in range(4)}
    site.call(["permalinks", ""])
    assert counts(sync(archive)) == (0, 4, 0, 0)
    assert {each.url for each in articles(archive)} == {f"{site.url}/?p={id_}" for id_ in ids}
    assert counts(sync(archive)) == (0, 0, 0, 0)
    site.call(["permalinks", "/%postname%/"])
    assert counts(sync(archive)) == (0, 4, 0, 0)


def test_an_older_export_does_not_bring_back_what_was_deleted(site, archive, tmp_path):
    ids = site.posts(*({"post_title": f"Ferry {n}", "post_content": story(n), **OLD} for n in range(3)))
    export = tmp_path / "old.xml"
    export.write_text(site.call(["exported"])[0], "utf-8")
    sync(archive, site.url)
    take(archive, export)
    site.call(["wp_trash_post", ids[2]])
    assert counts(sync(archive)) == (0, 0, 1, 0)
    done = take(archive, export)
    assert (done.added, done.skipped, done.failed) == (0, 1, 0)
    assert len(articles(archive)) == 2
    site.call(["wp_untrash_post", ids[2]], ["wp_publish_post", ids[2]])
    assert counts(sync(archive)) == (1, 0, 0, 0)


def test_names_of_parent_categories(site, archive):
    [arts] = site.call(["wp_insert_term", "Arts & Crafts!", "category", {"slug": "arts-crafts"}])
    [bowls] = site.call(["wp_insert_term", "Pottery", "category", {"parent": arts["term_id"]}])
    id_ = site.post("Bowls of clay", story(1), post_category=[bowls["term_id"]])
    for way, found in every_way(site, archive, f"/?p={id_}").items():
        [article] = found
        assert article.categories in ((("Arts & Crafts!", "Pottery"),), (("Pottery",),)), way


def test_an_editors_day(site, archive):
    ids = site.posts(*({"post_title": f"Ferry {n}", "post_content": story(n), **OLD} for n in range(12)))
    draft = {"post_title": "A draft", "post_content": story(20), "post_status": "draft", **OLD}
    [draft_id] = site.call(["wp_insert_post", draft])
    assert counts(sync(archive, site.url)) == (12, 0, 0, 0)
    site.call(
        ["wp_update_post", {"ID": ids[0], "post_content": story(30)}],
        ["wp_trash_post", ids[1]],
        ["wp_delete_post", ids[2], True],
        ["wp_update_post", {"ID": ids[3], "post_status": "private"}],
        ["wp_update_post", {"ID": ids[4], "post_name": "a-new-slug"}],
        ["wp_publish_post", draft_id],
    )
    assert counts(sync(archive)) == (1, 2, 3, 0)
    assert one(archive, "Ferry 4").url.endswith("/a-new-slug/")
    assert "of 30 players" in one(archive, "Ferry 0").body
    assert counts(sync(archive)) == (0, 0, 0, 0)
