# ruff: noqa: E501 - pages are easier to read unbroken
import time
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from indexer.article import Article, RawDocument
from indexer.extraction import Extraction, ExtractionError, extract
from indexer.extraction.fallback import generic_blocks
from indexer.extraction.tree import Elements, parse
from indexer.sources.fragment import clean_fragment

PARAGRAPHS = [
    "The pears were ripe a week early this year, and the whole village carried baskets down to the lower road.",
    "Nobody had counted on the rain, but the cooperative lent its two lorries and the fruit was dry by evening.",
    "What is left on the trees belongs to the thrushes, as the old rule of the valley says, and to the children.",
]
BODY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
TEXT = "\n\n".join(PARAGRAPHS)
TITLE = "A long week of pears"


def read(html: str, **options: Any) -> Extraction:
    return extract(RawDocument(html.encode(), "pears.html", "https://valley.example/story/pears/"), **options)


def story(inside: str = BODY, *, above: str = "", head: str = "", **options: Any) -> Article:
    found = read(
        f'<!DOCTYPE html><html lang="en"><head><title>{TITLE}</title>{head}</head><body><main><h1>{TITLE}</h1>{above}'
        f'<div class="entry-content">{inside}</div></main></body></html>',
        **options,
    )
    assert found.kind == "article"
    return found.articles[0]


@pytest.mark.parametrize(
    "box",
    [
        '<div class="ab-inline-newsletter"><h4>Our letter</h4><p>The best of the valley each week in one letter.</p></div>',
        '<div class="xq7"><h4>Our letter</h4><p>The best of the valley each week in one letter.</p><input type="email"></div>',
        '<div class="xq7"><p>The best of the valley each week.</p><div><input type="text" name="EMAIL"></div></div>',
        '<aside class="xq7"><p>The best of the valley each week in one letter.</p></aside>',
        '<div class="valley-read-also"><p>The best of the valley each week in one letter.</p></div>',
    ],
)
def test_a_box_inside_the_text_is_no_text(box: str) -> None:
    first, *rest = (f"<p>{text}</p>" for text in PARAGRAPHS)
    assert story(first + box + "".join(rest)).body == TEXT


def test_a_form_does_not_take_the_story_with_it() -> None:
    assert story(f"<div>{BODY}<input type=email></div>").body == TEXT


def test_a_page_of_nothing_but_fields_takes_no_time() -> None:
    start = time.process_time()
    with pytest.raises(ExtractionError):
        read(f"<html><body><h1>Fields</h1>{'<div>' * 200}{'<input type=email>' * 20_000}</body></html>")
    assert time.process_time() - start < 60


def test_the_parts_of_a_page_builder_are_text() -> None:
    parts = "".join(
        f'<section class="elementor-section"><div class="elementor-element elementor-widget elementor-widget-text-editor">'
        f'<div class="elementor-widget-container"><p>{text}</p></div></div></section>'
        for text in PARAGRAPHS
    )
    share = '<div class="elementor-element elementor-widget elementor-widget-share-buttons"><p>Tell the others about it now</p></div>'
    panel = (
        '<div class="so-panel widget widget_sow-editor"><div class="siteorigin-widget-tinymce">{}</div></div>'
    )
    assert story(parts + share).body == TEXT
    assert story(panel.format(BODY)).body == TEXT


def test_joiners_that_the_second_opinion_drops_are_put_back() -> None:
    text = "نانوای روستا می‌گوید که هر روز نان تازه می‌پزد و همسایه‌ها آن را به خانه‌های بالا می‌برند. " * 4
    source = f"<html><body><article><h1>نان تازه</h1><p>{text}</p><p>{text}</p></article></body></html>"
    tree = parse(source.encode())
    assert tree is not None
    found = " ".join(block.text for block in generic_blocks(source, Elements(tree), []))
    assert "می‌گوید" in found
    assert "میگوید" not in found


@pytest.mark.parametrize(
    ("above", "authors", "source"),
    [
        (
            '<p class="byline">By <a rel="author" href="/a">Ada Brook</a> — Harbour Weekly</p>',
            ("Ada Brook",),
            "Harbour Weekly",
        ),
        (
            '<p class="byline">By <a rel="author" href="/a">Ada Brook</a> — Staff Writer</p>',
            ("Ada Brook",),
            None,
        ),
        ("<div>By Ada Brook</div><div>7 May 2023</div>", ("Ada Brook",), None),
        ("<div>Ada Brook</div><div>7 May 2023</div>", ("Ada Brook",), None),
        (
            '<p><a rel="author" href="/a">Ada Brook</a></p><p><a rel="author" href="/a">More of her stories →</a></p>',
            ("Ada Brook",),
            None,
        ),
    ],
)
def test_who_wrote_a_story(above: str, authors: tuple[str, ...], source: str | None) -> None:
    found = story(above=above)
    assert (found.authors, found.source) == (authors, source)
    assert found.body == TEXT


DATA = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"A long week of pears","author":%s}</script>'


@pytest.mark.parametrize(
    ("author", "above", "authors"),
    [
        ('{"name":"Ada Brook"}', '<p class="byline">By <a rel="author" href="/a">Ada Brook</a> and <a rel="author" href="/b">Tom Field</a></p>', ("Ada Brook", "Tom Field")),
        ('{"name":"Ada Brook"}', '<p class="byline">By <a rel="author" href="/a">Ada Brook</a>, Institute of Fruit and Pear Trees</p>', ("Ada Brook",)),
        ('[{"@type":"Person","name":"Ada Brook"},{"@type":"Person","name":"Tom Field"}]', "", ("Ada Brook", "Tom Field")),
        ('{"@type":"Organization","name":"Valley News"}', '<p><a rel="author" href="/a">Ada Brook</a></p>', ("Ada Brook",)),
    ],
)  # fmt: skip
def test_the_fuller_statement_of_authors_counts(author: str, above: str, authors: tuple[str, ...]) -> None:
    assert story(above=above, head=DATA % author).authors == authors


@pytest.mark.parametrize(
    "above",
    [
        "<small>7 May 2023</small>",
        '<dl><dt>Date:</dt><dd id="date_posted">May 7, 2023</dd></dl>',
        '<time class="entry-date updated td-module-date" datetime="2023-05-07T00:00:00Z">7 May 2023</time>',
        '<abbr class="published" title="2023-05-07T00:00:00Z">a while ago</abbr>',
        '<time class="updated" datetime="2023-05-07T00:00:00Z">7 May 2023</time>',
    ],
)
def test_the_date_that_a_page_shows(above: str) -> None:
    assert story(above=above).date == datetime(2023, 5, 7, tzinfo=UTC)


def test_a_date_in_a_sentence_below_the_title_is_not_the_storys() -> None:
    assert (
        story(
            above="<h3>The road to the orchards was built on 7 May 1923 by the pickers of that year.</h3>"
        ).date
        is None
    )


def test_the_day_is_that_of_the_sites_own_zone() -> None:
    head = '<meta property="article:published_time" content="2023-05-08T01:00:00Z">'
    found = story(above='<div class="timestamp">Published 8:00 PM EST, Sun May 7, 2023</div>', head=head)
    assert found.date == datetime(2023, 5, 7, 20, tzinfo=timezone(timedelta(hours=-5)))
    assert found.date.day == 7


def test_when_a_story_was_changed() -> None:
    times = '<time class="published" datetime="2023-05-07T00:00:00Z">7 May</time> <time class="updated" datetime="2023-05-09T00:00:00Z">9 May</time>'
    found = story(above=times)
    assert (found.date, found.modified) == (
        datetime(2023, 5, 7, tzinfo=UTC),
        datetime(2023, 5, 9, tzinfo=UTC),
    )


CARD = '<div class="xq_module"><a href="/2023/{0}/"><img src="{0}.jpg"></a><h3 class="xq-title"><a href="/2023/{0}/">Story number {0} of the list</a></h3><div>A few words about story {0}, which goes on elsewhere.</div></div>'
CARDS = "".join(CARD.format(number) for number in range(1, 7))
LINKS = tuple(f"https://valley.example/2023/{number}/" for number in range(1, 7))
PAGED = '<div class="page-nav"><a href="/category/fruit/page/2/">2</a></div>'


@pytest.mark.parametrize(
    ("head", "body", "tail"),
    [
        ("", "archive category category-fruit", ""),
        ('<script type="application/ld+json">{"@type":"CollectionPage","name":"Fruit"}</script>', "", ""),
        ('<meta property="og:type" content="website">', "", PAGED),
    ],
)
def test_a_listing_whose_cards_have_classes_of_their_own(head: str, body: str, tail: str) -> None:
    nav = '<nav><h3><a href="/elsewhere/">Elsewhere on this site</a></h3></nav>'
    found = read(
        f'<html lang="en"><head><title>Fruit</title>{head}</head><body class="{body}">{nav}<h1>Fruit</h1>{CARDS}{tail}</body></html>'
    )
    assert (found.kind, found.articles, found.links) == ("listing", (), LINKS)


def test_a_story_over_cards_stays_a_story() -> None:
    found = read(
        f'<html lang="en"><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><div>{BODY * 4}</div>{CARDS}{PAGED}</body></html>'
    )
    assert found.kind == "article"
    assert PARAGRAPHS[0] in found.articles[0].body


def test_an_empty_archive_is_a_listing_of_nothing() -> None:
    found = read(
        '<html><head><title>Fruit</title></head><body class="archive category"><h1>Fruit</h1><p>Nothing here yet, come back soon.</p></body></html>'
    )
    assert (found.kind, found.articles, found.links) == ("listing", (), ())


def test_a_page_without_text_is_still_no_article() -> None:
    with pytest.raises(ExtractionError):
        read("<html><head><title>Fruit</title></head><body><h1>Fruit</h1></body></html>")


def test_items_and_rows_are_the_lines_of_one_paragraph() -> None:
    table = "<table><tr><th>Tree</th><th>Baskets</th></tr>\n\n<tr><td>Old pear</td><td></td><td>12</td></tr></table>"
    items = "<ul><!-- wp:list-item -->\n<li>Two\nlorries</li>\n<!-- /wp:list-item -->\n\n<li>Forty <b>baskets</b></li></ul>"
    assert clean_fragment(f"<p>Needed:</p>{items}{table}<p>All lent.</p>") == (
        "Needed:\n\nTwo lorries\nForty baskets\n\nTree | Baskets\nOld pear | 12\n\nAll lent."
    )
