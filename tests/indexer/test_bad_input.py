"""No input stops an ingest: each broken file is kept, or named with its reason."""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from datetime import UTC
from pathlib import Path

import pytest
from broken_files import BROKEN, PAGE, export, fill, lines, post, story
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.archive import Archive
from indexer.ingest import ingest
from indexer.progress import SilentProgress
from indexer.sources import Failure, open_source

ROOT = Path(__file__).parents[2]
SECONDS = 60
GOOD = 3


def fehrest(*arguments, **options):
    """The real command in a separate process."""
    command = [sys.executable, "-m", "search_app", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=900, **options)


def report_of(path):
    by_name = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        name = os.path.basename(row["origin"])
        by_name[name.rsplit(":", 1)[0] if name.rsplit(":", 1)[-1].isdigit() else name].append(row)
    return by_name


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """The folder, the kinds of its files, the finished command and its report."""
    home = tmp_path_factory.mktemp("corpus")
    folder = home / "in"
    folder.mkdir()
    made = fill(folder)
    for number in range(GOOD):
        page = PAGE.replace("stone bridge", f"good bridge {number}")
        (folder / f"zz-good-{number}.html").write_text(page, "utf-8")
    done = fehrest("--data", home / "data", "ingest", folder, "--report", home / "report.jsonl", "--json")
    return home, made, done, report_of(home / "report.jsonl")


def test_the_command_ends_well_and_says_partial(corpus):
    home, made, done, report = corpus
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    told = json.loads(done.stdout)
    rows = [row for rows in report.values() for row in rows]
    assert len(made) > 75
    assert told["added"] == told["index"]["indexed"] == sum(row["change"] == "added" for row in rows)
    assert told["failed"] == sum(row["change"] == "failed" for row in rows)
    assert told["skipped"] == sum(row["change"] == "skipped" for row in rows)
    with Archive(home / "data" / "archive.sqlite3") as archive:
        assert archive.count() == told["added"]


def test_good_pages_beside_them_are_all_taken(corpus):
    *_, report = corpus
    assert all(report[f"zz-good-{number}.html"][0]["change"] == "added" for number in range(GOOD))


@pytest.mark.parametrize("name", sorted(BROKEN.keys() - {"folder.html", "link-above"}))
def test_every_broken_file_is_kept_or_named_with_its_reason(corpus, name):
    _, made, _, report = corpus
    rows, wanted = report[name], BROKEN[name][0]
    assert rows or name not in made, "passed over in silence"
    assert all(row["change"] == "added" or row["reason"] for row in rows)
    changes = {"kept" if row["change"] == "added" else row["change"] for row in rows}
    assert wanted == "any" or wanted in changes or name not in made


def test_nothing_of_a_file_outside_gets_in(corpus):
    home, *_ = corpus
    assert b"root:" not in (home / "data" / "archive.sqlite3").read_bytes()


def test_again_nothing_changes(corpus):
    home, _, done, _ = corpus
    again = fehrest("--data", home / "data", "ingest", home / "in", "--json")
    told, before = json.loads(again.stdout), json.loads(done.stdout)
    assert again.returncode == 3
    assert (told["added"], told["updated"], told["unchanged"]) == (0, 0, before["added"])
    assert told["failed"] == before["failed"]


def test_files_and_folders_that_may_not_be_read_are_named():
    with tempfile.TemporaryDirectory() as folder:  # pytest's own folders are not accessible to other users
        home = Path(folder)
        (home / "good.html").write_text(PAGE)
        (home / "closed.html").write_text(PAGE)
        (home / "inner").mkdir()
        (home / "names-only").mkdir()
        (home / "names-only" / "a.html").write_text(PAGE)
        home.chmod(0o755)
        (home / "closed.html").chmod(0)
        (home / "inner").chmod(0)
        (home / "names-only").chmod(0o444)
        user = os.geteuid()
        if user == 0:  # root may read everything
            os.seteuid(65534)
        try:
            records = list(open_source(home).records())
        finally:
            os.seteuid(user)
        (home / "inner").chmod(0o755)
        (home / "names-only").chmod(0o755)
    reasons = {Path(row.origin).name: row.reason for row in records if isinstance(row, Failure)}
    assert reasons == dict.fromkeys(
        ("closed.html", "a.html", "inner"), "it cannot be read: Permission denied"
    )
    assert len(records) == 4


def ingested(tmp_path, name, make):
    make(tmp_path / name)
    report = tmp_path / "report.jsonl"
    with Archive(tmp_path / "archive.sqlite3") as archive:
        done = ingest([tmp_path / name], archive, timezone=UTC, progress=SilentProgress(), report=report)
        articles = {row.id: row.article for row in archive.changes()}
    return done, articles, [json.loads(line) for line in report.read_text().splitlines()]


def limited(size):
    """Files of this process may not grow beyond ``size`` bytes, like on a full disk."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_a_full_disk_is_said_and_nothing_is_lost(tmp_path):
    source = tmp_path / "a.jsonl"
    text = "The orchard gave good apples, and the mill stood at the river in the valley. " * 40
    lines(*(story(id=f"s{n}", title=f"Story {n}", body=f"{n} {text}") for n in range(300)))(source)
    data = ("--data", tmp_path / "data")
    full = fehrest(*data, "ingest", source, "--json", preexec_fn=limited(800_000))
    assert full.returncode == 1
    assert "Traceback" not in full.stderr
    assert full.stderr.splitlines()[-1].startswith("Error: The archive ")
    assert "free space" in full.stderr
    with Archive(tmp_path / "data" / "archive.sqlite3") as archive:
        kept = archive.count()
    again = json.loads(fehrest(*data, "ingest", source, "--json").stdout)
    assert (again["added"] + again["unchanged"], again["unchanged"]) == (300, kept)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")
def test_a_report_on_a_full_disk_is_said_and_the_archive_keeps_what_it_took(tmp_path):
    source = tmp_path / "a.jsonl"
    lines(*(story(id=f"s{n}", title=f"Story {n}") for n in range(20)))(source)
    done = fehrest("--data", tmp_path / "data", "ingest", source, "--report", "/dev/full")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "The report /dev/full cannot be written: No space left on device" in done.stderr
    with Archive(tmp_path / "data" / "archive.sqlite3") as archive:
        assert archive.count() == 20


def test_dates_that_lie_ahead_are_kept_and_told_absurd_ones_are_not_taken(tmp_path):
    values = {"ahead": "2150-01-01", "slip": "9999-12-31", "old": "0001-01-01", "then": "2019-05-01"}
    rows = [story(id=name, title=name, date=date) for name, date in values.items()]
    done, articles, report = ingested(tmp_path, "a.jsonl", lines(*rows))
    assert done.added == 4
    years = {name: article.date and article.date.year for name, article in articles.items()}
    assert years == {"ahead": 2150, "slip": None, "old": None, "then": 2019}
    notes = {row["id"]: row["note"] for row in report if "note" in row}
    assert notes == {"ahead": "its date is in the future: 2150-01-01"}


def test_the_second_of_two_with_one_id_is_named(tmp_path):
    rows = [story(id="1"), story(id="1", title="Another"), story(id="2")]
    done, articles, report = ingested(tmp_path, "a.jsonl", lines(*rows))
    assert (done.added, done.skipped, len(articles)) == (2, 1, 2)
    [skipped] = [row for row in report if row["change"] == "skipped"]
    assert skipped["reason"] == "it is in its file twice: Another"


def test_half_an_export_gives_its_whole_posts_and_names_the_half(tmp_path):
    half = export(post(1) + post(2) + post(3)[:200], end="")
    done, articles, report = ingested(tmp_path, "a.xml", lambda path: path.write_text(half))
    assert (done.added, done.failed) == (2, 1)
    assert {article.title for article in articles.values()} == {"The library 1", "The library 2"}
    [failed] = [row for row in report if row["change"] == "failed"]
    assert failed["reason"].startswith("the post is broken")


_ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
_FIELDS = (
    "id",
    "title",
    "body",
    "lang",
    "url",
    "authors",
    "category",
    "categories",
    "tags",
    "date",
    "source",
)
_RECORD = st.fixed_dictionaries({}, optional=dict.fromkeys(_FIELDS, _ANY_JSON))
_PIECES = st.sampled_from([
    b"<item>", b"</item>", b"<title>", b"</title>", b"<![CDATA[", b"]]>", b"<!DOCTYPE a [",
    b"<!ENTITY a 'b'>]>",
    b"&a;", b"&#xD800;", b"\0", b"\xff", b"<wp:status>publish</wp:status>", b"</channel></rss>", b"<!--",
    b"-->", b"<wp:post_type>post</wp:post_type>", b"<content:encoded>", b"</content:encoded>",
    b"<p>A bridge.</p>", b"<wp:post_date>9999-99-99 99:99:99</wp:post_date>", b"\n", b"words ",
    b"<category nicename='x'>",
])  # fmt: skip
_XML = st.lists(_PIECES, max_size=40).map(lambda parts: export("").encode()[:-16] + b"".join(parts))
_HTML = st.lists(
    st.sampled_from(PAGE.replace("<", "\n<").split("\n")) | st.text(max_size=20), max_size=40
).map(lambda parts: "".join(parts).encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    ("name", "contents"),
    [
        ("a.html", st.binary(max_size=2000) | _HTML),
        ("a.html.gz", st.binary(max_size=500).map(lambda tail: b"\x1f\x8b\x08" + tail)),
        ("a.txt", st.binary(max_size=2000) | st.text(max_size=1000).map(str.encode)),
        ("a.jsonl", st.binary(max_size=1000) | st.lists(_RECORD, max_size=5).map(
            lambda rows: "\n".join(map(json.dumps, rows)).encode())),
        ("a.json", st.binary(max_size=1000) | (_ANY_JSON | st.lists(_RECORD, max_size=5)).map(
            lambda value: json.dumps(value).encode())),
        ("a.xml", st.binary(max_size=500).map(lambda tail: export("").encode()[:-16] + tail) | _XML),
    ],
)  # fmt: skip
def test_any_bytes_come_to_an_end_in_the_archive_or_the_report(tmp_path_factory, name, contents):
    home = tmp_path_factory.mktemp("any")
    (home / "in").mkdir()
    report = home / "report.jsonl"

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(contents)
    def holds(content):
        (home / "in" / name).write_bytes(content)
        began = time.process_time()
        with Archive(home / f"{time.monotonic_ns()}.sqlite3") as archive:
            done = ingest([home / "in"], archive, timezone=UTC, progress=SilentProgress(), report=report)
            assert archive.count() == done.added
            assert all(row.article and row.article.title for row in archive.changes())
        assert time.process_time() - began < SECONDS
        assert len(report.read_text("utf-8").splitlines()) >= done.failed + done.skipped + done.added >= 1

    holds()


def test_a_source_of_any_kind_is_opened_by_its_content(tmp_path):
    fill(tmp_path)
    kinds = {name.split("-")[0]: open_source(tmp_path / name).name for name in BROKEN if "-cut" in name}
    assert kinds == {"page": "page", "packed": "page", "json": "json", "array": "json", "export": "wordpress",
        "rest": "json", "archive": "warc",
    }  # fmt: skip
