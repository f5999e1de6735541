"""Stories in the markup of many themes, builders and systems: only the text is extracted."""

from datetime import UTC, datetime

import pytest

from indexer.article import Article, RawDocument
from indexer.extraction import extract
from tests.indexer.extraction.builder_pages import BUILDERS
from tests.indexer.extraction.rtl_pages import RTL
from tests.indexer.extraction.system_pages import SYSTEMS
from tests.indexer.extraction.theme_pages import CLASSIC, ThemePage

PAGES = [*CLASSIC, *BUILDERS, *RTL, *SYSTEMS]
each = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def story(page: ThemePage) -> Article:
    found = extract(RawDocument(page.html.encode(), f"{page.name}.html", "https://valley.example/story/"))
    assert found.kind == "article"
    return found.articles[0]


def moment(text: str | None) -> datetime | None:
    found = datetime.fromisoformat(text) if text else None
    return found.replace(tzinfo=found.tzinfo or UTC) if found else None


@each
def test_title_and_text(page: ThemePage) -> None:
    article = story(page)
    assert article.title == page.title
    assert article.body.split("\n\n") == page.paragraphs


@each
def test_who_and_when_and_where(page: ThemePage) -> None:
    article = story(page)
    assert article.authors == page.authors
    assert article.source == page.source
    assert (article.date, article.modified) == (moment(page.date), moment(page.modified))
    assert (article.category, article.tags) == (page.category, page.tags)
    assert article.language == page.language
