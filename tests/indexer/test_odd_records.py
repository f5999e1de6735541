"""Inputs of other programs: JSON Feed, lists in an object, spaces before XML, credits in bylines, verses."""

import json

import pytest

from indexer.article import Article, RawDocument
from indexer.extraction import extract
from indexer.extraction.bylines import parse_byline
from indexer.sources import Failure, open_source

TEXT = (
    "The gardeners of the town planted forty plum trees along the river on Saturday, and it rained at noon."
)
PAGE = """<!doctype html><html lang="{language}"><head><title>{title}</title></head><body><article>
<h1>{title}</h1>{before}<div class="entry-content">{body}<p>{text}</p>
<p>{text} The baker gave everybody bread.</p></div></article></body></html>"""


def page(body="", before="", title="Plum trees", text=TEXT, language="en"):
    content = PAGE.format(body=body, before=before, title=title, text=text, language=language)
    [article] = extract(RawDocument(content.encode(), "a.html")).articles
    return article


def read(path, value, **layout):
    path.write_text(json.dumps(value, **layout))
    return list(open_source(path).records())


def test_the_items_of_a_json_feed_are_articles(tmp_path):
    item = {
        "id": "https://town.example/plums",
        "url": "https://town.example/plums",
        "title": "Plum trees",
        "content_html": f"<p>{TEXT}</p><figure><img src='/a.jpg'><figcaption>The pump</figcaption></figure>",
        "date_published": "2022-10-02T12:11:52+02:00",
        "date_modified": "2022-10-03T12:11:52+02:00",
        "authors": [{"name": "Ada Brook"}],
        "tags": ["trees"],
    }
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Town", "language": "sq", "items": [item]}
    [article] = read(tmp_path / "feed.json", feed)
    assert isinstance(article, Article)
    assert (article.title, article.authors, article.tags) == ("Plum trees", ("Ada Brook",), ("trees",))
    assert TEXT in article.body
    assert (article.language, article.captions) == ("sq", ("The pump",))
    moments = [moment.isoformat() for moment in (article.date, article.modified) if moment]
    assert moments == [item["date_published"], item["date_modified"]]


@pytest.mark.parametrize("layout", [{}, {"indent": 1}])
@pytest.mark.parametrize("name", ["articles", "posts", "results", "data"])
def test_records_in_one_object_are_separate(tmp_path, name, layout):
    value = {"count": 2, name: [{"title": "A", "body": TEXT}, {"title": "B", "body": TEXT}]}
    assert [record.title for record in read(tmp_path / "a.json", value, **layout)] == ["A", "B"]


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ({"title": "A", "body": TEXT, "items": [{"title": "B", "body": TEXT}]}, "A"),
        ({"title": "A", "items": ["a", "b"]}, "A"),
        ({"title": "A", "items": []}, "A"),
    ],
)
def test_a_record_with_a_list_of_its_own_is_one(tmp_path, value, title):
    assert [record.title for record in read(tmp_path / "a.json", value)] == [title]


def test_a_wrapped_record_that_is_none_is_named(tmp_path):
    records = read(tmp_path / "a.json", {"posts": [{"title": "A", "body": TEXT}, {"id": 4}]})
    assert [type(record) for record in records] == [Article, Failure]


@pytest.mark.parametrize("before", ["\ufeff  ", " \n", "\ufeff\n\ufeff"])
def test_spaces_before_the_declaration_of_an_export_are_left_out(tmp_path, before):
    space = "http://wordpress.org/export/1.2/"
    kind = "<wp:post_id>3</wp:post_id><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>"
    post = f"<title>Plums</title>{kind}<content:encoded>{TEXT}</content:encoded>"
    export = (
        f'<?xml version="1.0"?><rss xmlns:wp="{space}" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><wp:wxr_version>1.2</wp:wxr_version><item>{post}</item></channel></rss>"
    )
    (tmp_path / "a.xml").write_text(before + export, "utf-8")
    [article] = [
        record for record in open_source(tmp_path / "a.xml").records() if isinstance(record, Article)
    ]
    assert (article.title, article.body) == ("Plums", TEXT)


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Ada Brook and Tom Reed, Special to Valley Paper", ("Ada Brook", "Tom Reed")),
        ("By Ada Brook; photos: Ivo Kent", ("Ada Brook",)),
        ("Words by Ada Brook · Photographs by Ivo Kent", ("Ada Brook",)),
        ("بقلم / رامي حداد", ("رامي حداد",)),
        ("به قلم / مینا راد", ("مینا راد",)),
        ("Autor: Arta Deda", ("Arta Deda",)),
    ],
)
def test_a_byline_ends_before_the_credits(line, authors):
    found = parse_byline(line)
    assert found is not None
    assert found.authors == authors


@pytest.mark.parametrize("name", ["beyt", "poem-verse", "stanza"])
def test_the_halves_of_a_verse_are_lines(name):
    verse = (
        f'<div class="{name}"><span>The river rose at night</span><span>and nobody slept at all</span></div>'
    )
    assert "The river rose at night\nand nobody slept at all" in page(verse).body


def test_a_subtitle_beside_the_text_of_an_arabic_page_is_its_lead():
    lead = "ينوي المجلس أن ينشئ حديقة جديدة كل عام في كل حي من المدينة."
    text = "زرع بستانيو المدينة يوم السبت أربعين شجرة خوخ على ضفة النهر وحمل الأطفال الماء من المضخة القديمة."
    article = page(
        before=f'<h2 class="sub-title-article">{lead}</h2>', title="أشجار", text=text, language="ar"
    )
    assert article.body.startswith(lead)
