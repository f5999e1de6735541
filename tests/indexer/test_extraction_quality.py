"""Floors of extraction on public pages with gold, pinned beside the number of pages measured.

The sets are not part of the project; where they are absent these tests are skipped, and say so.
"""

import json
from functools import cache
from pathlib import Path

import pytest

from benchmarks.extraction import DATA, Outcome, Page, fields, load, ours, run
from indexer.article import RawDocument
from indexer.extraction import extract

SEED = DATA.parent / "seed"


@cache
def outcome(name: str) -> tuple[list[Page], Outcome]:
    path = DATA / f"{name}.tar.zst"
    if not path.is_file():
        pytest.skip(f"{path} is absent: the quality of extraction on real pages was NOT checked")
    pytest.importorskip("zstandard", reason="zstandard is not installed: real pages were NOT checked")
    pages = load(path)
    return pages, run(pages, ours(captions=False))


@pytest.mark.parametrize(
    ("name", "wordpress", "pages", "floor"),
    [
        ("scrapinghub", False, 181, 0.983),
        ("scrapinghub", True, 63, 0.981),
        ("naeb-a", False, 210, 0.939),
        ("naeb-a", True, 58, 0.961),
    ],
)
def test_text_of_real_pages(name: str, wordpress: bool, pages: int, floor: float) -> None:
    found, result = outcome(name)
    keys = [page.key for page in found if page.wordpress or not wordpress]
    assert len(keys) == pages
    assert result.f1(keys)[0] >= floor


@pytest.mark.parametrize(("field", "floor"), [("title", 0.955), ("date", 0.84), ("authors", 0.91)])
def test_fields_of_real_pages(field: str, floor: float) -> None:
    found, result = outcome("naeb-a")
    hits, total = fields(found, result)[field]
    assert hits / total >= floor


def test_a_real_category_page_saved_as_text() -> None:
    path = SEED / "category-page.txt"
    if not path.is_file():
        pytest.skip(f"{path} is absent: the real category page was NOT checked")
    gold = json.loads(Path(SEED / "category-page.gold.json").read_text(encoding="utf-8"))
    found = extract(RawDocument(path.read_bytes(), path.name))
    assert found.kind == "text-dump"
    assert [
        {
            "title": article.title,
            "category": article.category,
            "date": article.date.date().isoformat() if article.date else None,
            "authors": list(article.authors),
            "source": article.source,
        }
        for article in found.articles
    ] == gold
    for article in found.articles:
        assert len(article.body) > 500
        assert "FacebookTwitter" not in article.body
        assert "0 comments" not in article.body
        assert not any(
            author == line.strip() for author in article.authors for line in article.body.splitlines()
        )
