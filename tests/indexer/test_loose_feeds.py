from contextlib import suppress

import pytest

from indexer.sources.feed_entries import FeedPage, read_feed
from indexer.sources.safe_xml import BrokenXmlError

BASE = "https://reed.example/feed/"
HEAD = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<channel><title>Reed</title><language>fa</language>"
)
TITLES = ("Pears < plums", "کتاب‌های تازه < کهنه", "Plums & pears")


def item(number: int, title: str) -> str:
    return (
        f"<item><title>{title}</title><link>/{number}/</link><guid>g{number}</guid>"
        f"<pubDate>Mon, 06 Sep 2021 10:00:0{number} +0000</pubDate><dc:creator>Ada Hill</dc:creator>"
        f"<category>Town</category><content:encoded><![CDATA[<p>متن می‌آید {number}.</p>]]>"
        "</content:encoded></item>"
    )


def used(*_):
    raise AssertionError("feedparser was used")


def feed(*titles: str, end: str = "</channel></rss>") -> bytes:
    return (HEAD + "".join(item(n, title) for n, title in enumerate(titles)) + end).encode()


def test_a_bare_sign_hides_no_entry():
    page = FeedPage()
    read_feed(feed(*TITLES), BASE, page)
    assert [entry.key for entry in page.entries] == ["g0", "g1", "g2"]
    assert [entry.url for entry in page.entries] == [f"https://reed.example/{n}/" for n in range(3)]
    assert [entry.title.replace("&lt;", "<") for entry in page.entries] == list(TITLES)
    [_, second, _] = page.entries
    assert "متن می‌آید 1." in second.content
    assert (second.authors, second.terms, second.language) == (("Ada Hill",), ("Town",), "fa")
    assert second.published == "Mon, 06 Sep 2021 10:00:01 +0000"


@pytest.mark.parametrize("content", [feed("Pears", "Plums"), feed("Pears &amp; plums", "A &lt; b"), feed()])
def test_a_sound_feed_is_read_by_our_own_reader(content):
    page = FeedPage()
    read_feed(content, BASE, page, loosely=used)
    assert len(page.entries) == content.count(b"<item>")


def test_half_an_entry_is_none():
    page = FeedPage()
    with suppress(BrokenXmlError):
        read_feed(feed("Pears < plums", "Plums", end=item(2, "Grapes")[:-60]), BASE, page)
    assert [entry.key for entry in page.entries] == ["g0", "g1"]


def test_a_cut_text_is_none_there_either():
    page = FeedPage()
    content = feed("Pears < plums", "Plums").replace("متن می‌آید 0.".encode(), "متن […]".encode())
    read_feed(content, BASE, page)
    assert [bool(entry.content) for entry in page.entries] == [False, True]


def test_what_declares_entities_is_not_read_loosely():
    content = feed(*TITLES).replace(b"<rss", b'<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///x">]><rss', 1)
    page = FeedPage()
    read_feed(content, BASE, page, loosely=used)
    assert len(page.entries) < len(TITLES)
