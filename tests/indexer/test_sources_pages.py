import gzip
import os

import pytest

from indexer.article import RawDocument
from indexer.errors import SourceError
from indexer.sources import Failure, Skipped, open_source
from indexer.sources.files import MAX_PAGE

PAGE = b"<!DOCTYPE html><html><title>The museum</title><p>It opens.</p></html>"


def names(records, kind):
    return [os.path.basename(record.origin) for record in records if isinstance(record, kind)]


@pytest.fixture
def folder(tmp_path):
    for name in ("b.html", "a.htm", "sub/c.xhtml", "sub/saved.php", "dump.txt", "index.html?p=12", "page"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(PAGE)
    (tmp_path / "d.html.gz").write_bytes(gzip.compress(PAGE))
    (tmp_path / "e.jsonl").write_text('{"title": "In lines"}')
    for name in (".hidden.html", "b_files/frame.html", ".git/x.html", "__MACOSX/y.html"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(PAGE)
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (tmp_path / "script.php").write_text("<?php echo '<html>'; ?>")
    return tmp_path


def test_a_folder_is_searched_in_order(folder):
    records = list(open_source(folder).records())
    assert names(records, RawDocument) == [
        "a.htm",
        "b.html",
        "d.html.gz",
        "dump.txt",
        "index.html?p=12",
        "page",
        "c.xhtml",
        "saved.php",
    ]
    assert all(record.content == PAGE for record in records if isinstance(record, RawDocument))
    assert names(records, Skipped) == ["photo.jpg", "script.php"]
    assert [record.title for record in records if hasattr(record, "title")] == ["In lines"]


def test_a_folder_is_read_lazily(folder):
    records = open_source(folder).records()
    next(records)
    (folder / "b.html").write_bytes(PAGE + b"later")
    assert next(records).content.endswith(b"later")


def test_broken_pages_are_failures_and_the_rest_goes_on(tmp_path):
    (tmp_path / "a.html").write_bytes(b" \n")
    (tmp_path / "b.html.gz").write_bytes(gzip.compress(PAGE * 9)[:40])
    (tmp_path / "c.html.gz").write_bytes(gzip.compress(b"x" * (MAX_PAGE + 1)))
    (tmp_path / "d.html").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "e.html")
    (tmp_path / "f.html").write_bytes(PAGE)
    records = list(open_source(tmp_path).records())
    reasons = {
        os.path.basename(record.origin): record.reason for record in records if isinstance(record, Failure)
    }
    assert set(reasons) == {"a.html", "b.html.gz", "c.html.gz", "d.html"}
    assert "empty" in reasons["a.html"]
    assert "larger than" in reasons["c.html.gz"]
    assert names(records, Skipped) == ["e.html"]
    assert names(records, RawDocument) == ["f.html"]


def test_loops_of_links_end(tmp_path):
    (tmp_path / "a.html").write_bytes(PAGE)
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert len(list(open_source(tmp_path).records())) == 1


def test_what_is_no_source_says_so(tmp_path):
    with pytest.raises(SourceError, match="no file or folder"):
        open_source(tmp_path / "missing")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    with pytest.raises(SourceError, match=r"Known kinds: wordpress, .*json, feed, mhtml, page"):
        open_source(tmp_path / "photo.jpg")
