import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from indexer.archive import Archive, canonical_url
from indexer.ingest import ingest
from indexer.progress import SilentProgress

SAMPLE = Path(__file__).parents[1] / "index_data" / "sample"
EXPECTED = json.loads((Path(__file__).parent / "sample_expected.json").read_text("utf-8"))
ZONE = ZoneInfo("Europe/Tirane")


def taken(folder, *paths):
    with Archive(folder / "archive.sqlite3") as archive:
        report = ingest(paths, archive, timezone=ZONE, progress=SilentProgress(), workers=1)
        articles = [row.article for row in archive.changes()]
    return report, articles


@pytest.fixture(scope="module")
def ingested(tmp_path_factory):
    return taken(tmp_path_factory.mktemp("sample"), SAMPLE / "pages", SAMPLE / "export.xml")


@pytest.fixture(scope="module")
def articles(ingested):
    return {canonical_url(article.url or ""): article for article in ingested[1]}


def addresses(articles):
    return sorted(canonical_url(article.url or article.title) for article in articles)


WANTED = sorted(canonical_url(row["url"]) for row in EXPECTED)


def test_exactly_the_articles_that_are_there(ingested):
    report, articles = ingested
    assert addresses(articles) == WANTED
    assert report.failed == 0, report.failures


def test_the_whole_folder_gives_the_same_articles(tmp_path):
    report, articles = taken(tmp_path, SAMPLE)
    assert addresses(articles) == WANTED
    assert report.failed == 0, report.failures


def test_every_language_has_its_share(articles):
    assert Counter(article.language for article in articles.values()) == dict.fromkeys(
        ["en", "fa", "ar", "sq"], 15
    )


def by_name(row):
    return row["url"].rstrip("/").rsplit("/", 1)[-1]


def found(articles, row):
    article = articles.get(canonical_url(row["url"]))
    if article is None:
        pytest.fail(f"{row['url']} is not in the archive")
    return article


@pytest.mark.parametrize("row", EXPECTED, ids=by_name)
@pytest.mark.parametrize("name", ["title", "language", "source", "category"])
def test_what_an_article_is(articles, row, name):
    assert getattr(found(articles, row), name) == row[name]


@pytest.mark.parametrize("row", EXPECTED, ids=by_name)
@pytest.mark.parametrize("name", ["authors", "tags"])
def test_the_names_of_an_article(articles, row, name):
    assert list(getattr(found(articles, row), name)) == row[name]


@pytest.mark.parametrize("row", EXPECTED, ids=by_name)
def test_the_categories_of_an_article(articles, row):
    assert [list(path) for path in found(articles, row).categories] == row["categories"]


@pytest.mark.parametrize("row", EXPECTED, ids=by_name)
def test_the_date_of_an_article(articles, row):
    article = found(articles, row)
    if row["date"] is None:
        assert article.date is None
        return
    assert article.date is not None
    wanted = datetime.fromisoformat(row["date"])
    if wanted.tzinfo is None:
        assert article.date.astimezone(ZONE).date() == wanted.date()
    else:
        assert article.date == wanted


@pytest.mark.parametrize("row", EXPECTED, ids=by_name)
def test_the_running_text_of_an_article(articles, row):
    body = found(articles, row).body
    paragraphs = body.split("\n\n")
    others = sum(row[kind] for kind in ("headings", "quotes", "list_items", "table_rows", "captions"))
    assert row["first"] in body
    assert row["last"] in body
    assert body.startswith(row.get("lead", ""))  # a lead that the theme shows above the text
    assert row["paragraphs"] <= len(paragraphs)
    if not row["table_rows"]:
        assert len(paragraphs) <= row["paragraphs"] + others + ("lead" in row)
    assert body.index(row["first"]) <= max(0, len(body) // 2)


@pytest.mark.parametrize("row", [row for row in EXPECTED if row["absent"]], ids=by_name)
def test_nothing_of_the_page_around_an_article(articles, row):
    body = found(articles, row).body
    assert [text for text in row["absent"] if text in body] == []
