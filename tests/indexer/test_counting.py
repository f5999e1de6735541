"""The number of records is shown before they are read, if counting is cheap."""

import gzip

from indexer.counting import expected_records
from indexer.sources import open_source


def fill(folder):
    (folder / "deep").mkdir()
    (folder / "deep" / "a.html").write_text("<html><p>A bridge.</p></html>")
    (folder / "b.html.gz").write_bytes(gzip.compress(b"<html><p>A library.</p></html>"))
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    (folder / "c.jsonl").write_text('{"title": "A", "body": "B"}\n' * 5)
    (folder / "d.xml").write_text(
        '<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel>\n'
        + "<item><title>T</title><wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item>\n" * 3
        + "</channel></rss>"
    )


def test_as_many_as_are_read(tmp_path):
    fill(tmp_path)
    assert expected_records([tmp_path]) == 11 == len(list(open_source(tmp_path).records()))
    assert expected_records([tmp_path / "c.jsonl", tmp_path / "deep"]) == 6


def test_nobody_knows_what_is_in_a_packed_file(tmp_path):
    fill(tmp_path)
    (tmp_path / "e.jsonl.gz").write_bytes(gzip.compress(b"{}"))
    assert expected_records([tmp_path]) is None


def test_very_large_exports_are_not_read_twice(tmp_path):
    fill(tmp_path)
    assert expected_records([tmp_path], most=100) is None


def test_an_unreadable_file_counts_as_the_failure_that_it_will_be(tmp_path):
    (tmp_path / "gone.jsonl").symlink_to(tmp_path / "nowhere")
    assert expected_records([tmp_path]) == 1
