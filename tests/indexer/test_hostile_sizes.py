"""Small inputs that would take much memory or time: they are cut off, and everything else is read."""

import gzip
import time
from datetime import UTC

import pytest

from indexer.article import RawDocument
from indexer.extraction import extract
from indexer.extraction_pool import ExtractionPool
from indexer.sources import Failure, open_source

PROSE = "<p>The weaver needed nine days and forty spools for the carpet of the long hall by the sea.</p>" * 8


def page(top: str = "", body: str = "") -> bytes:
    return (
        f"<html><head><title>The weaver of the bay</title></head><body {body}>"
        f"<h1>The weaver of the bay</h1>{top}"
        f"<div class='entry-content'>{PROSE}</div></body></html>"
    ).encode()


@pytest.mark.parametrize(
    "attributes",
    [
        " ".join(f"a{number}=1" for number in range(60_000)),
        " ".join(f"a{number}" for number in range(60_000)),
        " ".join(f"a{number}='<>'" for number in range(60_000)),
        "\n".join(f'a{number} = "x"' for number in range(60_000)),
    ],
)
def test_an_element_with_very_many_attributes(attributes: str) -> None:
    start = time.process_time()
    [article] = extract(RawDocument(page(f"<div {attributes}>x</div>", attributes), "page.html")).articles
    assert "forty spools" in article.body
    assert time.process_time() - start < 60


def test_usual_attributes_of_a_large_page_stay() -> None:
    picture = f'<img alt="a > b" src="data:image/png;base64,{"A" * 200_000}">'
    content = page(f'{picture}<span class="post-date">4 May 2021</span>')
    [article] = extract(RawDocument(content, "page.html")).articles
    assert article.date is not None


def test_a_row_of_very_many_links_is_no_category() -> None:
    links = "".join(f'<a href="/c{number}/">Place {number}</a> » ' for number in range(8_000))
    [article] = extract(RawDocument(page(f'<div class="breadcrumb">{links}</div>'), "page.html")).articles
    assert article.categories == ()


HEADER = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://bay.example/x/\r\n"


@pytest.mark.parametrize("filler", [b"X-Filler: y\r\n", b"y"])
def test_a_web_archive_whose_header_does_not_end(tmp_path, filler: bytes) -> None:
    path = tmp_path / "endless.warc.gz"
    with gzip.open(path, "wb", compresslevel=1) as packed:
        packed.write(HEADER)
        for _ in range(40):
            packed.write(filler * (200_000 // len(filler)))
    [failure] = open_source(path).records()
    assert isinstance(failure, Failure)
    assert "header" in failure.reason


def test_the_first_pages_have_a_time_limit_too() -> None:
    slow = page("".join(f"<p>Line number {number} of very many.</p>" for number in range(20_000)))
    with ExtractionPool(UTC, workers=1, processor_seconds=0.01) as pool:
        [(_, found)] = pool([RawDocument(slow, "slow.html")])
    assert isinstance(found, Failure)
    assert "processor time" in found.reason
