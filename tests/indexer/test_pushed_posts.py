"""Posts that the WordPress plugin sends."""

from datetime import UTC

from indexer.article import Identity
from indexer.pushing import wordpress_article

POST = {
    "id": 17,
    "type": "post",
    "status": "publish",
    "link": "https://town.example/north/2021/05/bridge/",
    "title": {"rendered": "The bridge"},
    "content": {"rendered": "<p>The bridge over the river was painted blue in May.</p>", "protected": False},
    "categories": [4],
    "_links": {"self": [{"href": "https://town.example/north/wp-json/wp/v2/posts/17"}]},
}


def terms(**more):
    crafts = {"id": 4, "name": "Crafts", "taxonomy": "category", **more}
    return {"wp:term": [[crafts, {"id": 2, "name": "Arts", "taxonomy": "category", "parent": 0}], []]}


def test_categories_come_with_those_above_them():
    assert wordpress_article(POST | {"_embedded": terms(parent=2)}, UTC).categories == (("Arts", "Crafts"),)
    assert wordpress_article(POST | {"_embedded": terms()}, UTC).categories == (("Crafts",),)


def test_the_identity_is_that_of_the_rest_api():
    assert wordpress_article(POST, UTC).identity == Identity("town.example/north", "post", "17")


def test_pages_are_articles_if_a_site_sends_them():
    page = wordpress_article(POST | {"type": "page"}, UTC)
    assert page.identity == Identity("town.example/north", "page", "17")
