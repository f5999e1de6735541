import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from indexer.archive import Archive
from indexer.article import Article, RawDocument
from indexer.errors import ArchiveBusyError, ReportError, SourceError
from indexer.extraction_pool import GROUP, ExtractionPool, extract_in_time
from indexer.ingest import MAX_FAILURES, ingest
from indexer.processes import limited
from indexer.progress import SilentProgress
from indexer.sources import Failure, Skipped

ROOT = Path(__file__).parents[2]


def page(n, body="The masons mended the arch of the old bridge, and carts cross it again since Monday."):
    story = "".join(
        f"<p>{body} This is paragraph {n} point {k} of the story about the bridge.</p>" for k in range(4)
    )
    return f"""<!DOCTYPE html><html lang="en"><head><title>Bridge report number {n}</title>
<meta property="og:title" content="Bridge report number {n}"><meta property="og:type" content="article">
<link rel="canonical" href="https://example.org/report-{n}/">
<meta property="article:published_time" content="2024-05-01T09:30:00+00:00"></head>
<body><article><h1>Bridge report number {n}</h1>{story}</article></body></html>"""


class Counting(SilentProgress):
    done = 0

    def advance(self, n=1):
        self.done += n


@pytest.fixture
def archive(tmp_path):
    with Archive(tmp_path / "archive.sqlite") as archive:
        yield archive


def run(archive, *paths, **options):
    return ingest(paths, archive, timezone=UTC, progress=SilentProgress(), **options)


def figures(report):
    return report.added, report.updated, report.unchanged, report.skipped, report.failed


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(3):
        (folder / f"{n}.html").write_text(page(n))
    lines = [{"title": f"Story {n}", "body": "The harvest was good.", "id": f"s{n}"} for n in range(4)]
    (folder / "stories.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\nnot json\n")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    (folder / "empty.html").write_text("")
    return folder


def test_twice_changes_nothing(archive, folder):
    progress = Counting()
    first = ingest([folder], archive, timezone=UTC, progress=progress)
    assert figures(first) == (7, 0, 0, 1, 2)
    assert (first.found, progress.done) == (9, 10)
    assert [origin.removeprefix(f"{folder}/") for origin, _ in first.failures] == [
        "empty.html",
        "stories.jsonl:5",
    ]
    revision = archive.revision
    assert figures(run(archive, folder)) == (0, 0, 7, 1, 2)
    assert archive.revision == revision


def test_articles_have_what_the_page_tells(archive, folder):
    run(archive, folder)
    article = archive.get_by_url("http://example.org/report-1").article
    assert article.title == "Bridge report number 1"
    assert article.body.startswith("The masons mended the arch")
    assert article.language == "en"
    assert article.date == datetime(2024, 5, 1, 9, 30, tzinfo=UTC)
    assert article.file == str(folder / "1.html")


def test_a_changed_article_is_updated_not_doubled(archive, folder):
    run(archive, folder)
    (folder / "1.html").write_text(
        page(1, body="The mayor opened the new bridge on Friday, and the band played.")
    )
    assert figures(run(archive, folder)) == (0, 1, 6, 1, 2)
    assert archive.count() == 7


def test_page_and_export_of_one_article_are_one(archive, folder, tmp_path):
    run(archive, folder)
    export = tmp_path / "export.xml"
    export.write_text(
        """<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><item><title>Bridge report number 1</title><link>https://example.org/report-1/?utm_source=x</link>
<content:encoded>The bridge, as the export has it.</content:encoded>
<wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item></channel></rss>"""
    )
    assert figures(run(archive, export)) == (0, 1, 0, 0, 0)
    assert archive.count() == 7
    assert figures(run(archive, folder, export)) == (0, 0, 8, 1, 2)


def test_an_article_twice_in_one_file_does_not_change_places(archive, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "1", "title": "A"}\n{"id": "1", "title": "B"}\n')
    assert figures(run(archive, path)) == (1, 0, 0, 1, 0)
    assert figures(run(archive, path)) == (0, 0, 1, 1, 0)
    assert archive.get("1").article.title == "A"


def test_the_report_names_what_changed_and_failed(archive, folder, tmp_path):
    run(archive, folder, report=tmp_path / "report.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "report.jsonl").read_text().splitlines()]
    changes = [line["change"] for line in lines]
    assert (changes.count("added"), changes.count("failed")) == (7, 2)
    added = next(line for line in lines if line["change"] == "added")
    assert archive.get(added["id"]).article.title == added["title"]
    assert all(line["reason"] for line in lines if line["change"] == "failed")
    run(archive, folder, report=tmp_path / "report.jsonl")
    assert "added" not in (tmp_path / "report.jsonl").read_text()


def test_wrong_paths_are_told_before_anything_is_written(archive, folder, tmp_path):
    with pytest.raises(SourceError):
        run(archive, folder, tmp_path / "missing")
    with pytest.raises(ReportError, match="cannot be written"):
        run(archive, folder, report=tmp_path / "no" / "report.jsonl")
    assert archive.count() == 0


def test_failures_are_counted_beyond_those_named(archive, tmp_path):
    (tmp_path / "a.jsonl").write_text("bad\n" * (MAX_FAILURES + 7))
    report = run(archive, tmp_path / "a.jsonl")
    assert (report.failed, len(report.failures)) == (MAX_FAILURES + 7, MAX_FAILURES)


def test_an_article_that_the_archive_refuses_does_not_stop_the_others(archive, tmp_path, monkeypatch):
    put = archive.put_batch

    def refusing(articles):
        if any(article.title == "Bad" for article in articles):
            raise ValueError("too odd")
        return put(articles)

    monkeypatch.setattr(archive, "put_batch", refusing)
    (tmp_path / "a.jsonl").write_text('{"title": "A"}\n{"title": "Bad"}\n{"title": "B"}\n')
    report = run(archive, tmp_path / "a.jsonl")
    assert (report.added, report.failed) == (2, 1)
    assert "too odd" in report.failures[0][1]


def test_a_busy_archive_ends_the_ingest(tmp_path, folder):
    with Archive(tmp_path / "a.sqlite") as one, Archive(tmp_path / "a.sqlite", wait=0.1) as other:
        one._connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(ArchiveBusyError):
            run(other, folder)
        one._connection.execute("ROLLBACK")


def documents(count):
    return [RawDocument(page(n).encode(), f"{n}.html") for n in range(count)]


def test_processes_keep_the_order_and_agree_with_one():
    records = [
        *documents(12),
        Skipped("x", "y"),
        Article(title="Hello there", body="", file="f"),
        Failure("z", "w"),
    ]
    with ExtractionPool(UTC, workers=2, inline=1) as pool:
        many = list(pool(records))
        assert pool._pool is not None
    with ExtractionPool(UTC, workers=1) as pool:
        alone = list(pool(records))
        assert pool._pool is None
    assert many == alone
    assert [record for record, _ in many] == records
    assert many[3][1][0].title == "Bridge report number 3"
    assert many[13][1][0].language == "en"


def test_many_articles_are_named_in_processes_in_order_and_as_in_one():
    records = [Article(f"Story {n}", "The harvest was good.", file="f") for n in range(GROUP + 3)]
    records.insert(5, Failure("z", "w"))
    with ExtractionPool(UTC, workers=2) as pool:
        many = list(pool(records))
        assert pool._pool is not None
    with ExtractionPool(UTC, workers=1) as pool:
        assert list(pool(records)) == many
    assert [record for record, _ in many] == records
    assert {article.language for _, (article, *_) in many[6:]} == {"en"}


def test_few_articles_start_no_process():
    with ExtractionPool(UTC, workers=2) as pool:
        assert len(list(pool(Article(f"Story {n}", "", file="f") for n in range(GROUP - 1)))) == GROUP - 1
        assert pool._pool is None


def test_few_pages_start_no_process():
    with ExtractionPool(UTC, workers=2) as pool:
        assert len(list(pool(documents(5)))) == 5
        assert pool._pool is None


def test_pages_are_taken_no_faster_than_they_are_read():
    taken = 0

    def endless():
        nonlocal taken
        for document in documents(100):
            taken += 1
            yield document

    with ExtractionPool(UTC, workers=2, inline=0) as pool:
        next(pool(endless()))
        assert taken <= 16


KILLER = """
import os, sys, time
from datetime import UTC
import indexer.extraction_pool as u
from indexer.article import RawDocument

real = u.extract
def extract(document, **options):
    if document.content == b"kill":
        os._exit(9)
    if document.content == b"sleep":
        time.sleep(3600)
    return real(document, **options)
u.extract = extract

if __name__ == "__main__":
    good = open(sys.argv[1], "rb").read()
    contents = [good, b"kill", good, b"sleep", good, good]
    records = [RawDocument(content, str(n)) for n, content in enumerate(contents)]
    with u.ExtractionPool(UTC, workers=2, inline=0, page_seconds=5) as pool:
        for record, extracted in pool(records):
            print(record.origin, extracted.reason if isinstance(extracted, u.Failure) else "read")
"""


def test_processor_time_is_bounded_in_a_worker():
    def endless(*_):
        while True:
            pass

    with pytest.raises(TimeoutError, match=r"longer than 0\.1 s of processor time"), limited(0.1):
        endless()
    before = signal.getsignal(signal.SIGPROF)
    with limited(5):
        pass
    assert signal.getsignal(signal.SIGPROF) is before


def test_a_page_that_takes_too_long_is_a_failure(monkeypatch):
    def endless(*_, **__):
        while True:
            pass

    monkeypatch.setattr("indexer.extraction_pool.extract", endless)
    failure = extract_in_time(RawDocument(b"<p>", "a.html"), UTC, seconds=0.1)
    assert failure == Failure("a.html", "extraction took longer than 0.1 s of processor time")


def test_a_page_that_kills_or_holds_its_process_is_one_failure(tmp_path):
    (tmp_path / "good.html").write_text(page(1))
    (tmp_path / "killer.py").write_text(KILLER)
    done = subprocess.run(
        [sys.executable, tmp_path / "killer.py", tmp_path / "good.html"],
        capture_output=True,
        text=True,
        timeout=300,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert done.stdout.splitlines() == [
        "0 read",
        "1 extraction of this page ended its process",
        "2 read",
        "3 extraction took longer than 5 s",
        "4 read",
        "5 read",
    ], done.stderr


INGEST = """
import sys
from datetime import UTC
from pathlib import Path
from indexer.archive import Archive
from indexer.ingest import ingest
from indexer.progress import SilentProgress

if __name__ == "__main__":
    folder, archive, report = map(Path, sys.argv[1:])
    with Archive(archive) as archive:
        ingest([folder], archive, timezone=UTC, progress=SilentProgress(), report=report)
"""


def children(pid):
    done = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True)
    return [int(line) for line in done.stdout.split()]


def alive(pid):
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().split()[2]
    except OSError:
        return False


_RECORDS = 2_000
"""So many that a kill comes before all are read."""


def test_a_kill_loses_nothing_reported_and_can_be_repeated(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    lines = (json.dumps({"title": f"Story {n}", "body": "The harvest was good."}) for n in range(_RECORDS))
    (folder / "0.jsonl").write_text("\n".join(lines))
    for n in range(150):
        (folder / f"p{n:03}.html").write_text(page(n))
    script = tmp_path / "run.py"
    script.write_text(INGEST)
    report, path = tmp_path / "report.jsonl", tmp_path / "a.sqlite"
    process = subprocess.Popen(
        [sys.executable, script, folder, path, report], env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    workers, deadline, lines = [], time.monotonic() + 120, 0
    while not (workers and lines >= 400) and time.monotonic() < deadline:
        time.sleep(0.01)
        workers = children(process.pid)
        lines = report.read_bytes().count(b"\n") if report.exists() else 0
        assert process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    reported = [json.loads(line)["id"] for line in report.read_text().splitlines() if line.endswith("}")]
    assert len(reported) >= 400
    deadline = time.monotonic() + 60
    while any(map(alive, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert workers
    assert not any(map(alive, workers))
    with Archive(path) as archive:
        assert all(archive.get(name) for name in reported)
        assert archive.count() < _RECORDS + 150
        again = run(archive, folder, workers=2)
        assert (again.added + again.unchanged, again.updated, again.failed) == (_RECORDS + 150, 0, 0)
        assert again.unchanged >= len(reported)
        assert archive.count() == _RECORDS + 150


UNGUARDED = """
import sys
from datetime import UTC
import indexer.extraction_pool as u
from indexer.article import RawDocument

good = open(sys.argv[1], "rb").read()
with u.ExtractionPool(UTC, workers=2, inline=0) as pool:
    for record, extracted in pool([RawDocument(good, "0"), RawDocument(good, "1")]):
        print(record.origin, len(extracted))
"""


def test_a_script_that_cannot_start_processes_reads_the_pages_itself(tmp_path):
    (tmp_path / "good.html").write_text(page(1))
    (tmp_path / "script.py").write_text(UNGUARDED)
    done = subprocess.run(
        [sys.executable, tmp_path / "script.py", tmp_path / "good.html"],
        capture_output=True,
        text=True,
        timeout=300,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert done.stdout.splitlines() == ["0 1", "1 1"], done.stderr


def test_a_reason_does_not_name_the_origin_again(tmp_path):
    path = tmp_path / "bad.html"
    path.write_text("x", "utf-8")
    with Archive(tmp_path / "archive.sqlite3") as archive:
        report = ingest([path], archive, timezone=UTC, progress=SilentProgress())
    [(origin, reason)] = report.failures
    assert origin == str(path)
    assert str(path) not in reason
