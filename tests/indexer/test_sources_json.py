import gzip
import io
import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from indexer.article import Article
from indexer.sources import Failure, open_source
from indexer.sources.json_stream import MAX_RECORD, values

TIRANA = timezone(timedelta(hours=2))
DATA = Path(__file__).parents[3] / "shared" / "data" / "articles" / "articles-20k.jsonl.gz"


def read(path, content, **options):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(open_source(path, **options).records())


def one(tmp_path, **record):
    [article] = read(tmp_path / "a.jsonl", json.dumps({"title": "T", "body": "B", **record}), timezone=TIRANA)
    return article


def test_all_fields(tmp_path):
    article = one(
        tmp_path,
        id=7,
        title="  The  harvest &amp; the fair ",
        body="One.\r\n\r\n\r\nTwo.",
        lang="en-GB",
        authors=["A. Reaper", {"name": "B. Thresher"}, None],
        categories=[["News", "Farms"], "Fairs"],
        tags="wheat, rye، oats",
        date="2024-05-01T09:30:00",
        modified="2024-05-02T00:00:00Z",
        source="The Weekly",
        url="https://example.org/harvest",
    )
    assert article == Article(
        title="The harvest & the fair",
        body="One.\n\nTwo.",
        language="en",
        url="https://example.org/harvest",
        authors=("A. Reaper", "B. Thresher"),
        categories=(("News", "Farms"), ("Fairs",)),
        tags=("wheat", "rye", "oats"),
        date=datetime(2024, 5, 1, 9, 30, tzinfo=TIRANA),
        modified=datetime(2024, 5, 2, tzinfo=UTC),
        source="The Weekly",
        external_id="7",
    )
    assert article.file.endswith("a.jsonl")


def test_other_names_for_the_same_fields(tmp_path):
    article = one(
        tmp_path, body=None, text="Text", author="A", category="Town", language="sq", tags=["x", "x"]
    )
    assert (article.body, article.authors, article.categories) == ("Text", ("A",), (("Town",),))
    assert (article.language, article.tags) == ("sq", ("x",))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"date_jalali": "1384-12-24"}, datetime(2006, 3, 15, tzinfo=TIRANA)),
        ({"date": "1384/12/24", "lang": "fa"}, datetime(2006, 3, 15, tzinfo=TIRANA)),
        ({"date": "2024-05-01"}, datetime(2024, 5, 1, tzinfo=TIRANA)),
        ({"date": 1714555800}, datetime(2024, 5, 1, 9, 30, tzinfo=UTC)),
        ({"date": "0000-00-00 00:00:00"}, None),
        ({"date": "some day"}, None),
        ({"date": 1e300}, None),
        ({"date": True}, None),
    ],
)
def test_dates(tmp_path, fields, expected):
    assert one(tmp_path, **fields).date == expected


def test_null_is_missing(tmp_path):
    names = "id lang language author authors category categories tags date date_jalali modified source url"
    article = one(tmp_path, **dict.fromkeys(names.split()))
    assert article == Article(title="T", body="B")


def test_markup_in_the_body_is_understood(tmp_path):
    article = one(tmp_path, body="<p>One <b>bold</b> word.</p><script>x()</script><p>Two.</p>")
    assert article.body == "One bold word.\n\nTwo."
    assert one(tmp_path, body="if a < b and b > c").body == "if a < b and b > c"


def test_a_story_without_title_is_named_by_its_beginning(tmp_path):
    assert one(tmp_path, title=None, body="Short.\n\nMore").title == "Short."
    assert one(tmp_path, title="", body="word " * 50).title.endswith(" word…")


def test_addresses_that_are_none_are_dropped(tmp_path):
    assert one(tmp_path, url="javascript:alert(1)").url is None


BROKEN = b"""{"title": "First", "body": "ok"}
not json
[1, 2]

{"title": null}
{"title": {"deep": 1}, "body": "x"}
{"title": "half
\xff\xfe{}
"""


def test_each_bad_line_is_one_named_failure_and_the_rest_goes_on(tmp_path):
    deep = b"[" * 200_000 + b"]" * 200_000 + b"\n"
    records = read(tmp_path / "a.jsonl", BROKEN + deep + b'{"title": "Last", "body": "ok"}')
    failures = {
        record.origin.rpartition(":")[2]: record.reason for record in records if isinstance(record, Failure)
    }
    assert [record.title for record in records if isinstance(record, Article)] == ["First", "Last"]
    assert list(failures) == ["2", "3", "5", "6", "7", "8", "9"]
    assert "not JSON" in failures["2"]
    assert "a list" in failures["3"]
    assert "neither title nor body" in failures["5"]
    assert "must be text" in failures["6"]
    assert "not UTF-8" in failures["8"]
    assert "nested too deeply" in failures["9"]


def test_an_endless_line_is_not_held(tmp_path):
    records = read(tmp_path / "a.jsonl", b'{"title": "' + b"x" * MAX_RECORD + b'"}\n{"title": "ok"}\n')
    assert isinstance(records[0], Failure)
    assert "longer than" in records[0].reason
    assert records[1].title == "ok"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", '[{"title": "A"}, {"title": "B"}]'),
        ("a.json", '\ufeff[\n {"title":\n "A"},\n {"title": "B"}\n]\n'),
        ("a.json", '{"title": "A"}\n{"title": "B"}\n'),
        ("a.json", '{\n "title": "A"\n}\n{\n "title": "B"\n}\n'),
        ("a.ndjson", '\ufeff{"title": "A"}\r\n{"title": "B"}'),
        ("no-suffix", '{"title": "A"}\n{"title": "B"}'),
    ],
)
def test_every_form(tmp_path, name, content):
    assert [record.title for record in read(tmp_path / name, content)] == ["A", "B"]
    assert [record.title for record in read(tmp_path / f"{name}.gz", gzip.compress(content.encode()))] == [
        "A",
        "B",
    ]


@pytest.mark.parametrize("chunk", [1, 7, 100])
def test_a_long_array_in_small_pieces(chunk):
    rows = [{"title": f"Title {n}", "body": "ب" * n} for n in range(40)]
    file = io.BytesIO(json.dumps(rows, ensure_ascii=False).encode())
    assert list(values(file, chunk)) == list(enumerate(rows, 1))


@pytest.mark.parametrize(
    "content", ["", "[]", "[", '[{"title": "A"}, {"tit', "\xff[", "[" * 100_000, "nothing"]
)
def test_broken_arrays_are_reported(tmp_path, content):
    records = read(tmp_path / "a.json", content)
    assert isinstance(records[-1], Failure)
    assert [record.title for record in records[:-1]] == (["A"] if "title" in content else [])


def test_a_cut_gzip_keeps_what_was_whole(tmp_path):
    lines = b"".join(json.dumps({"title": f"T{n}", "body": "x" * 50}).encode() + b"\n" for n in range(5000))
    packed = gzip.compress(lines)
    records = read(tmp_path / "a.jsonl.gz", packed[: len(packed) // 2])
    assert len(records) > 100
    assert isinstance(records[-1], Failure)
    assert all(isinstance(record, Article) for record in records[:-1])


def test_the_shared_archive_is_read_wholly():
    if not DATA.is_file():
        pytest.skip(f"the shared articles are not there: {DATA}")
    count = dated = 0
    for record in open_source(DATA).records():
        assert isinstance(record, Article), record
        assert record.title
        count += 1
        dated += record.date is not None
    assert count == 19_117
    assert dated == 12_226 + 2_019


def test_pages_of_a_text_stay_apart(tmp_path):
    [first, second, third] = [
        read(tmp_path / "a.jsonl", json.dumps({"title": "T", "body": body}))[0].body
        for body in ("One.\n\f\nTwo goes\f\fon.\f", "\fOne.", "<p>One</p>\f<p>Two</p>")
    ]
    assert first == "One.\n\n\fTwo goes\f\fon."
    assert second == "One."
    assert third == "One\n\nTwo"
