"""Floors of extraction on public pages with gold, pinned with a hash of the pages.

The sets are not part of the project. If they are missing, these tests are skipped with a message. ``python -m
benchmarks.extraction_floors`` pins a better level, and a lower one only with ``--lower``.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from benchmarks import extraction_floors
from benchmarks.extraction import DATA, Page, load, ours, run
from benchmarks.extraction_floors import digest, floors_of, levels, lowered, pinned
from indexer.article import RawDocument
from indexer.extraction import extract

SEED = DATA.parent / "seed"
PINS: dict[str, Any] = pinned()
FLOORS = [(name, level) for name, pin in PINS.items() for level in pin["floors"]]


@cache
def pages_of(name: str) -> list[Page]:
    path = DATA / f"{name}.tar.zst"
    if not path.is_file():
        pytest.skip(f"{path} is absent: the quality of extraction on real pages was NOT checked")
    pytest.importorskip("zstandard", reason="zstandard is not installed: real pages were NOT checked")
    return load(path)


@cache
def measured(name: str) -> dict[str, float]:
    pages = pages_of(name)
    return levels(pages, run(pages, ours(captions=False)))


@pytest.mark.parametrize("name", PINS)
def test_the_floors_are_those_of_these_pages(name: str) -> None:
    assert len(pages_of(name)) == PINS[name]["pages"]
    assert digest(DATA / f"{name}.tar.zst") == PINS[name]["sha256"], "pin the floors of the new pages"


@pytest.mark.parametrize(("name", "level"), FLOORS)
def test_no_floor_is_lowered(name: str, level: str) -> None:
    assert measured(name)[level] >= PINS[name]["floors"][level]


@pytest.mark.parametrize("name", PINS)
def test_the_floors_are_near_the_present_level(name: str) -> None:
    present = floors_of(measured(name))
    far = {level for level, floor in PINS[name]["floors"].items() if present[level] - floor > 0.003}
    assert not far, "pin the better level"


def test_a_floor_is_lowered_only_on_demand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert lowered({"text": 0.98, "title": 0.9}, {"text": 0.97, "title": 0.95}) == ["text"]
    pages_of("scrapinghub")
    pages_of("naeb-a")
    pins = pinned()
    pins["naeb-a"]["floors"]["title"] = 0.999  # type: ignore[index]
    path = tmp_path / "floors.json"
    path.write_text(json.dumps(pins), encoding="utf-8")
    monkeypatch.setattr(extraction_floors, "PINNED", path)
    monkeypatch.setattr(extraction_floors, "load", lambda path: pages_of(path.name.split(".")[0])[:20])
    assert extraction_floors.main([]) == 1
    assert pinned()["naeb-a"] == pins["naeb-a"]
    assert extraction_floors.main(["--lower"]) == 0
    assert pinned()["naeb-a"]["pages"] == 20


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
