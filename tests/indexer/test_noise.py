"""What servers and plugins print around machine formats, and XML that only strict parsers refuse."""

import json
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.article import Article, Hints, RawDocument
from indexer.extraction_pool import extract_articles
from indexer.sources import Failure, Record, Skipped, open_source
from indexer.sources.feed_entries import Entry, FeedPage, read_feed
from indexer.sources.noisy_json import NoJsonError, read_json

HEAD = (
    '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>'
)
XML = '<?xml version="1.0"?>\n'
WARNING = "<br />\n<b>Warning</b>: Undefined array key [0] in /srv/x.php on line <b>3</b><br />\n"
POST = {
    "id": 7, "link": "https://reed.example/7/", "type": "post", "status": "publish",
    "date": "2021-05-04T10:00:00", "title": {"rendered": "Reeds"},
    "content": {"rendered": "<p>The reeds by the lake are cut in autumn.</p>"},
}  # fmt: skip


def item(text: str) -> str:
    return (
        "<item><title>Reeds</title><link>https://reed.example/7/</link>"
        f"<content:encoded>{text}</content:encoded><wp:post_id>7</wp:post_id>"
        "<wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>"
    )


def read(tmp_path: Path, name: str, text: str) -> list[Record]:
    path = tmp_path / name
    path.write_text(text, "utf-8", "surrogatepass")
    return list(open_source(path).records())


@pytest.mark.parametrize(
    ("before", "after", "noted"),
    [
        (WARNING + XML, "", True),
        ("Notice: something\n" + XML, "", True),
        ("<!-- a cache -->\n" + WARNING, "", True),
        (XML, WARNING, False),
        (XML, "\n<!-- made in 0.2 s -->\n<script>x()</script>", False),
        ("\ufeff\n\n" + XML, "\n\n", False),
        (XML + "<!-- <rss> made by hand -->", "", False),
    ],
)
def test_text_around_an_export_is_passed_over(tmp_path: Path, before: str, after: str, noted: bool) -> None:
    records = read(tmp_path, "e.xml", f"{before}{HEAD}{item('The reeds are cut.')}</channel></rss>{after}")
    assert [record.body for record in records if isinstance(record, Article)] == ["The reeds are cut."]
    assert any(isinstance(record, Skipped) and "ignored" in record.reason for record in records) is noted
    assert not any(isinstance(record, Failure) for record in records)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Reeds &#xD800; and rushes", "Reeds \ufffd and rushes"),
        ("Reeds &#x1F33E; and &#8220;rushes&#8221;", "Reeds 🌾 and “rushes”"),
        ("Reeds&nbsp;&mdash;rushes &copy; 2023", "Reeds —rushes © 2023"),
        ("Reeds &amp;amp; rushes &lt; grass", "Reeds & rushes < grass"),
        ("Reeds &unheard; rushes", "Reeds &unheard; rushes"),
        ("Reeds &#0; &#xFFFF; &#99999999; rushes", "Reeds \ufffd \ufffd \ufffd rushes"),
    ],
)
def test_references_that_xml_forbids_or_does_not_know(tmp_path: Path, written: str, shown: str) -> None:
    [article] = read(tmp_path, "e.xml", f"{XML}{HEAD}{item(written)}</channel></rss>")
    assert isinstance(article, Article)
    assert article.body == shown
    [cdata] = read(tmp_path, "c.xml", f"{XML}{HEAD}{item(f'<![CDATA[{written}]]>')}</channel></rss>")
    assert isinstance(cdata, Article)
    assert "rushes" in cdata.body


def test_references_at_the_edges_of_what_is_read_at_once(tmp_path: Path) -> None:
    for pad in range(65_400, 65_440):
        text = f"{XML}{HEAD}{item('a' * (pad % 40) + ' &mdash; b' * 7000)}</channel></rss>"
        path = tmp_path / "e.xml"
        path.write_text(text, "utf-8")
    [article] = open_source(path).records()
    assert isinstance(article, Article)
    assert article.body.count("— b") == 7000


def test_a_document_type_behind_a_megabyte_of_spaces_is_refused(tmp_path: Path) -> None:
    bomb = " " * 1_100_000 + '<!DOCTYPE x [<!ENTITY a "reed">]>' + HEAD + item("&a;") + "</channel></rss>"
    [failure] = read(tmp_path, "e.wxr", bomb)
    assert isinstance(failure, Failure)


@given(st.text(alphabet=st.sampled_from("&#xX;D8F0amplt<>!-[]CDATA \n\ud800é"), max_size=60))
def test_any_text_in_a_post_ends_well(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.xml"
    path.write_text(f"{XML}{HEAD}{item(text)}{item('Whole.')}</channel></rss>", "utf-8", "replace")
    assert list(open_source(path).records())


@pytest.mark.parametrize("before", ["", WARNING, "Deprecated: x\n", "<!-- a -->\n"])
@pytest.mark.parametrize("after", ["", "\n<!-- optimized by a cache -->", "<script>let a = [1];</script>"])
def test_text_around_json_is_passed_over(tmp_path: Path, before: str, after: str) -> None:
    records = read(tmp_path, "posts.json", before + json.dumps([POST, POST | {"id": 8}]) + after)
    assert [record.title for record in records if isinstance(record, Article)] == ["Reeds", "Reeds"]
    assert any(isinstance(record, Skipped) for record in records) is bool(before or after)


def test_broken_json_names_the_byte() -> None:
    with pytest.raises(NoJsonError, match="at byte 12"):
        read_json('{"a": "é", x}'.encode())
    with pytest.raises(NoJsonError, match="UTF-8 at byte 1"):
        read_json(b'"\xff"')
    with pytest.raises(NoJsonError):
        read_json(b"<b>Fatal error</b>: [0] in x.php")


def entries(text: str) -> list[Entry]:
    page = FeedPage()
    read_feed(text.encode(), "https://reed.example/feed/", page)
    return page.entries


def test_feeds_with_document_types_are_read() -> None:
    netscape = (
        '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"'
        ' "http://my.netscape.example/rss-0.91.dtd">'
    )
    own = '<!DOCTYPE rss [<!ENTITY nbsp "&#160;"> <!ENTITY x SYSTEM "file:///etc/hostname"> <!-- ] -->]>'
    for doctype in (netscape, own, "<!DOCTYPE rss>"):
        text = (
            f'{XML}{doctype}<rss version="0.91"><channel><title>T</title><item>'
            "<title>Bread&nbsp;&mdash;honey &x;</title><link>https://reed.example/1/</link></item></channel></rss>"
        )
        [entry] = entries(text)
        assert entry.title == "Bread\xa0—honey &x;"
        assert entry.url == "https://reed.example/1/"


LONG = "<p>The reeds by the lake are cut in autumn and dried in the barn until spring.</p>"


@pytest.mark.parametrize(
    "end",
    [
        "<p>They are [&hellip;]</p>",
        "<p>They are […]</p>",
        "<p>They are...</p>",
        '<p>They are … <a href="https://reed.example/1/">Read more</a></p>',
        '<p>They are … <a href="https://reed.example/1/">Continue reading “Reeds”</a></p>',
        '<p>They are <a class="more-link" href="https://reed.example/1/">all of it</a></p>',
        '<p>They are […]</p><p>The post <a href="https://reed.example/1/">Reeds</a> appeared first on '
        '<a href="https://reed.example">Reed</a>.</p>',
        '<p>They are … <a href="https://reed.example/1/">ادامه مطلب</a></p>',
        '<p>They are … <a href="https://reed.example/1/">اقرأ المزيد</a></p>',
        '<p>They are … <a href="https://reed.example/1/">Lexo më shumë</a></p>',
    ],
)
def test_cut_content_is_not_taken_for_the_whole(end: str) -> None:
    text = f"{XML}{HEAD}<item><title>Reeds</title><link>https://reed.example/1/</link><content:encoded>"
    [entry] = entries(f"{text}<![CDATA[{LONG}{end}]]></content:encoded></item></channel></rss>")
    assert entry.content == ""


def test_whole_content_stays() -> None:
    for end in ("<p>That is all.</p>", '<p>More in <a href="https://reed.example/2/">a book</a>.</p>', ""):
        text = f"{XML}{HEAD}<item><title>Reeds</title><link>https://reed.example/1/</link><content:encoded>"
        [entry] = entries(f"{text}<![CDATA[{LONG}{end}]]></content:encoded></item></channel></rss>")
        assert entry.content == LONG + end


def test_hints_fill_what_the_page_does_not_say() -> None:
    hints = Hints(("Ada Brook",), (("Lakes",),), ("reeds",), None, None, "sq")
    bare = f"<html><head><title>Reeds</title></head><body><h1>Reeds</h1>{LONG * 4}</body></html>".encode()
    [article] = extract_articles(RawDocument(bare, "page.html", hints=hints), UTC)  # type: ignore[misc]
    assert (article.authors, article.categories, article.tags) == (("Ada Brook",), (("Lakes",),), ("reeds",))
    signed = bare.replace(b"</h1>", b'</h1><a rel="author" href="/a">Finn Vale</a>')
    [article] = extract_articles(RawDocument(signed, "page.html", hints=hints), UTC)  # type: ignore[misc]
    assert article.authors == ("Finn Vale",)
