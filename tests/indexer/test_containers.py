"""Pages and exports inside other files."""

import json
import zipfile

import brotli
import pytest

from indexer.archive import Archive
from indexer.article import Article, RawDocument
from indexer.errors import UnknownKindError
from indexer.extraction import extract
from indexer.ingest import ingest
from indexer.progress import SilentProgress
from indexer.sources import Failure, Skipped, open_source

TEXT = "The wheel of the mill turns again since Monday, and the miller bakes bread for the whole valley. " * 4
PAGE = (
    "<!doctype html><html lang='en'><head><title>The mill turns</title></head><body class='single-post'>"
    f"<article><h1 class='entry-title'>The mill turns</h1><div class='entry-content'><p>{TEXT}</p>"
    "</div></article></body></html>"
)


def records(path):
    return list(open_source(path).records())


def test_a_page_saved_as_mhtml(tmp_path):
    quoted = PAGE.replace("=", "=3D").replace("mill turns", "mill turn=\r\ns")
    path = tmp_path / "page.mhtml"
    path.write_text(
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://mill.example/turns/\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        f"{quoted}\r\n--b\r\nContent-Type: image/png\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\niVBO\r\n--b--\r\n"
    )
    [document] = records(path)
    [article] = extract(document).articles
    assert (article.title, article.url) == ("The mill turns", "https://mill.example/turns/")
    path.write_text("MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n")
    assert isinstance(records(path)[0], Failure)


def test_a_zip_file_is_read_member_by_member(tmp_path):
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("pages/a.html", PAGE)
        packed.writestr("b.jsonl", json.dumps({"title": "Bread", "body": "Flour"}))
        packed.writestr("__MACOSX/a.html", "x")
        packed.writestr("notes.bin", b"\x00\x01")
        packed.writestr("inner.zip", b"PK")
    found = records(path)
    assert [type(record) for record in found] == [RawDocument, Article, Skipped, Skipped]
    assert found[0].origin == f"{path}:pages/a.html"
    assert found[1].file == f"{path}:b.jsonl"


def test_a_damaged_zip_file_is_a_failure(tmp_path):
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a.html", PAGE)
    path.write_bytes(path.read_bytes()[:-30])
    assert [type(record) for record in records(path)] == [Failure]


def warc(*pages):
    """The bytes of a web archive (WARC 1.0): an answer for each (address, packing, content)."""
    found = b""
    for url, packing, content in pages:
        packed = f"Content-Encoding: {packing}\r\n" if packing else ""
        http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{packed}\r\n".encode() + content
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
            f"WARC-Record-ID: <urn:uuid:{len(found)}>\r\nWARC-Date: 2021-03-04T05:06:07Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        found += head.encode() + http + b"\r\n\r\n"
    return found


PAGES = [
    ("https://mill.example/1/", "", PAGE.encode()),
    ("https://mill.example/2/", "br", brotli.compress(PAGE.encode())),
    ("https://mill.example/3/", "br", b"no brotli at all"),
    ("https://mill.example/4/", "", PAGE.encode()),
]


def test_a_damaged_record_does_not_end_a_web_archive(tmp_path):
    path = tmp_path / "crawl.warc"
    path.write_bytes(warc(*PAGES))
    found = records(path)
    assert [type(record) for record in found] == [RawDocument, RawDocument, Failure, RawDocument]
    assert found[1].content == PAGE.encode()


def test_a_wacz_gives_the_pages_of_its_web_archives(tmp_path):
    path = tmp_path / "crawl.wacz"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("datapackage.json", "{}")
        packed.writestr("pages/pages.jsonl", '{"title": "x", "body": "y"}')
        packed.writestr("archive/data.warc", warc(PAGES[0]))
    [document] = records(path)
    assert document.url == "https://mill.example/1/"


@pytest.mark.parametrize(
    ("note", "url"),
    [
        ("<!-- saved from url=(0028)https://mill.example/turns/ -->", "https://mill.example/turns/"),
        (
            "<!--\n Page saved with SingleFile \n url: https://mill.example/turns/ \n-->",
            "https://mill.example/turns/",
        ),
    ],
)
def test_browsers_note_the_address_of_a_page(note, url):
    [article] = extract(RawDocument(f"{note}\n{PAGE}".encode(), "page.html")).articles
    assert article.url == url


def test_a_page_from_a_web_archive_has_its_own_address():
    wrapped = "https://web.archive.org/web/20200101000000id_/https://mill.example/turns/"
    [article] = extract(RawDocument(PAGE.encode(), "page.html", url=wrapped)).articles
    assert article.url == "https://mill.example/turns/"


def test_an_unknown_file_among_others_is_named(tmp_path):
    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / "dump.sql").write_text("INSERT INTO posts")
    with Archive(tmp_path / "archive.sqlite3") as archive:
        paths = [tmp_path / "dump.sql", tmp_path / "a.html"]
        done = ingest(paths, archive, timezone=None, progress=SilentProgress())
        assert (done.added, done.failed) == (1, 1)
        assert "unknown kind" in done.failures[0][1]
        with pytest.raises(UnknownKindError):
            ingest(paths[:1], archive, timezone=None, progress=SilentProgress())
