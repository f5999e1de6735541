# ruff: noqa: E501 - pages and tables are easier to read unbroken
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.article import RawDocument
from indexer.extraction import MAX_PAGE_BYTES, ExtractionError, extract
from indexer.extraction.encoding import decode

TEXT = (
    "<p>The stone bridge over the river is open again, and hundreds of people crossed it in the morning.</p>"
)
PAGE = f"<html><head><title>The stone bridge</title></head><body><article>{TEXT * 4}</article></body></html>"


def read(content: bytes, encoding: str | None = None) -> object:
    """The extraction, or the error's message; anything else that is raised fails the test."""
    message = ""
    try:
        return extract(RawDocument(content, "origin.html", encoding=encoding))
    except ExtractionError as error:
        message = error.message
    assert message.startswith("origin.html: ")
    return message


EMPTY = [
    b"",
    b" \n\t",
    b"\x00" * 50,
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"<html></html>",
    b"<!-- -->",
    b"<?xml version='1.0'?>",
]


@pytest.mark.parametrize("content", EMPTY)
def test_pages_without_content(content: bytes) -> None:
    assert isinstance(read(content), str)


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n", b"PK\x03\x04zip", bytes(range(32)) * 40])
def test_binary_data_is_named(content: bytes) -> None:
    assert "binary" in str(read(content))


def test_a_page_over_the_limit() -> None:
    assert "larger" in str(read(b" " * (MAX_PAGE_BYTES + 1)))


def test_nuls_are_no_obstacle() -> None:
    found = extract(RawDocument(PAGE.replace("bridge", "bri\x00dge").encode(), "o"))
    assert "crossed it in the morning" in found.articles[0].body


@pytest.mark.parametrize("part", [0.2, 0.5, 0.8, 0.97])
def test_part_of_a_page(part: float) -> None:
    read(PAGE.encode()[: int(len(PAGE) * part)])


def test_half_a_page_keeps_its_text() -> None:
    cut = PAGE[: PAGE.index("</article>") - 20]
    assert extract(RawDocument(cut.encode(), "o")).articles[0].body.startswith("The stone bridge")


DEEP = [
    "<div>" * 10_000 + TEXT + "</div>" * 10_000,
    "<article class='entry-content'>" * 10_000 + TEXT,
    "<ul><li>" * 5_000 + TEXT,
    "<b><i>" * 10_000 + "text",
    "<table><tr><td>" * 4_000 + TEXT,
    "<p>" * 200_000,
    "<div class='related'>" * 3_000 + TEXT,
    "<div class='breadcrumb'>" * 3_000 + TEXT,
    '<script type="application/ld+json">' + "[" * 200_000 + "</script>" + TEXT,
    '<script type="application/ld+json">' + '{"@type":"Article","author":' * 5_000 + "</script>" + TEXT,
    "<a href='" + "x" * 1_000_000 + "'>y</a>" + TEXT,
    "[" * 500_000,
    "<p>" + "[caption " * 50_000 + "</p>" + TEXT,
    "<title>" + " | " * 20_000 + "</title>" + TEXT,
    "<p>" + "by " * 100_000 + "</p>" + TEXT * 9,
    TEXT * 40_000,
    "<p><a href='/author/x' rel='author category tag'>x</a></p>" * 30_000 + TEXT,
    "<article class='post-1 hentry'><h2 class='entry-title'><a href='/x'>t</a></h2></article>" * 20_000,
    "<p>" + "<a href='/author/x' class='author'>by Clara Winter</a> " * 100_000 + "</p>" + TEXT * 5,
    "<table>" + f"<tr>{'<td>a cell of the table</td>' * 20}</tr>" * 5_000 + "</table>" + TEXT * 5,
    "".join(f"<img src='data:image/png;base64,{'iVBORw0KGgo' * 30_000}'>" for _ in range(30)) + TEXT * 5,
    "<h1>x</h1>" + "<span>x" * 100_000 + TEXT * 5,
    "<h1>x</h1>" + "<h2>x</h2><span class='byline'>by</span>" * 30_000 + TEXT * 5,
    "<div class='cookie-consent-banner privacy-modal-box'>x</div>" * 50_000 + TEXT * 5,
    "".join(f"<ul><li><a href='/{number}'>{'word ' * 9}</a></li></ul><p>x</p>" for number in range(20_000)),
    "<p>posted on " + "x " * 100_000 + "</p>" + "<p>[x " + 'y="1" ' * 20_000 + "</p>" + TEXT * 5,
]


@pytest.mark.parametrize("body", DEEP, ids=range(len(DEEP)))
def test_hostile_pages_end_in_time(body: str) -> None:
    start = time.process_time()
    read(f"<html><head><title>x</title></head><body>{body}</body></html>".encode())
    assert time.process_time() - start < 60


@pytest.mark.parametrize(
    "text", ["a\n" * 400_000, "x" * 2_000_000, "1 0 comments\n" * 50_000, "September 3, 2025 0 comments\n" * 20_000,
             "Facebook" * 20_000, "\n\n".join(["Clara Winter"] * 50_000)],
    ids=range(6),
)  # fmt: skip
def test_hostile_texts_end_in_time(text: str) -> None:
    start = time.process_time()
    read(text.encode())
    assert time.process_time() - start < 60


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=3000))
def test_any_bytes(content: bytes) -> None:
    read(content)
    assert isinstance(decode(content), str)


_PIECES = st.sampled_from(
    ["<div>", "</div>", "<p>", "</p>", "<article class='post-1 hentry'>", "</article>", "<div class='entry-content'>", "<br>",
     "<h1>", "</h1>", "<h2 class='entry-title'>", "<ul><li>", "<td>", "<a href='/category/a/b' rel='category tag'>", "</a>",
     "<a rel=author>", "<time datetime='2025-13-45'>", "<script type='application/ld+json'>", "</script>", '{"@type":"Article"}',
     "<body class='archive'>", "<link rel=canonical href='http://[bad'>", "<meta property='og:title' content=''>", "<!--", "-->",
     "<a href='http://[::bad'>", "Words of the story. ", "by Clara Winter", "2025-09-23", "\x00", "&#0;", "\ud7ff", "[caption x=1]"]
)  # fmt: skip


@settings(max_examples=250, deadline=None)
@given(st.lists(_PIECES, max_size=60), st.text(max_size=40))
def test_any_markup(pieces: list[str], text: str) -> None:
    read(("<html>" + "".join(pieces) + text).encode("utf-8", "surrogatepass"))
