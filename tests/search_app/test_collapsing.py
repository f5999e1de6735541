"""Stories in the application: the API, the page, the command line's settings."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from page_support import total, tree

from engines.port.model import Document
from engines.registry import open_store
from search.documents import index_document
from search.model import SearchRequest
from search_app import create_app
from search_app.service import SearchService
from search_app.settings import Settings

ENGLISH = Document(
    "clock-en",
    "The clock of the town hall rings again",
    "The clock was mended in a week.",
    "en",
    url="https://paper.example/clock",
    date=datetime(2020, 4, 1, tzinfo=UTC),
    story=5,
)
PERSIAN = replace(
    ENGLISH,
    id="clock-fa",
    title="ساعت تالار شهر دوباره می‌زند",
    body="ساعت یک‌هفته‌ای تعمیر شد.",
    language="fa",
    url="javascript:alert(1)",
)
COPY = replace(ENGLISH, id="clock-copy", title="Town hall clock rings once more", date=None)
ALONE = Document("bees", "Bees and a clock", "A clock stands by the hives.", "en")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("stories")
    store = open_store("tantivy", made)
    engine = store.create()
    engine.add(index_document(document, UTC) for document in (ENGLISH, PERSIAN, COPY, ALONE))
    engine.commit(1)
    store.publish(engine)
    engine.close()
    return made


def client(folder: Path, collapse: int = 1) -> FlaskClient:
    return create_app(service=SearchService(Settings(data=folder, collapse=collapse))).test_client()


def ask(client: FlaskClient, address: str) -> dict:
    with client.get(address) as response:
        assert response.status_code == 200, response.text
        return json.loads(response.data)


def test_a_hit_tells_the_others_of_its_story(folder: Path) -> None:
    answer = ask(client(folder), "/api/v1/search?q=clock")
    assert (answer["total"], answer["articles"]) == (2, 3)
    hit = next(hit for hit in answer["hits"] if hit["id"].startswith("clock"))
    persian, copy = hit["others"]
    assert persian == {
        "id": "clock-fa",
        "title": PERSIAN.title,
        "language": "fa",
        "url": None,
        "date": "2020-04-01T00:00:00+00:00",
        "kind": "translation",
        "matched": False,
    }
    assert (copy["kind"], copy["matched"]) == ("duplicate", True)


def test_collapsing_is_turned_off_by_address_and_by_setting(folder: Path) -> None:
    for collapse, address, number in (
        (1, "q=clock", 2),
        (1, "q=clock&collapse=0", 3),
        (0, "q=clock", 3),
        (0, "q=clock&collapse=1", 2),
        (1, "q=clock&fold=0", 3),
        (0, "q=clock&fold=1", 2),
        (0, "q=clock&fold=0&collapse=1", 2),
    ):
        answer = ask(client(folder, collapse), f"/api/v1/search?{address}&size=1")
        assert answer["total"] == number
        following = ask(client(folder, collapse), "/api/v1/search" + answer["next"])
        assert (following["total"], following["page"]) == (number, 2)
        assert "fold=" not in answer["next"]


def test_an_error_names_the_parameter_that_was_used(folder: Path) -> None:
    for name in ("collapse", "fold"):
        with client(folder).get(f"/api/v1/search?q=clock&{name}=perhaps") as response:
            assert response.status_code == 400
            assert f"'{name}'" in response.json["error"]["message"]


def test_an_article_and_its_others(folder: Path) -> None:
    answer = ask(client(folder), "/api/v1/articles/clock-fa")
    assert [(other["id"], other["kind"]) for other in answer["others"]] == [
        ("clock-en", "translation"),
        ("clock-copy", "translation"),
    ]
    assert ask(client(folder), "/api/v1/articles/bees")["others"] == []


def test_related_articles_are_of_other_stories(folder: Path) -> None:
    answer = ask(client(folder), "/api/v1/related?id=clock-en")
    assert {hit["id"] for hit in answer["hits"]} <= {"bees"}


def test_the_page_shows_the_others_under_the_hit(folder: Path) -> None:
    with client(folder).get("/?q=clock") as response:
        page = response.text
    assert page.count('<div class="others"') == 1
    assert PERSIAN.title in page
    with client(folder).get("/?q=clock&collapse=0") as response:
        assert 'class="others"' not in response.text


def test_what_is_offered_counts_stories_as_the_search_does(folder: Path) -> None:
    service = SearchService(Settings(data=folder))
    service.warm()
    service.dictionaries()
    for offer in service.did_you_mean(service.search(SearchRequest("clokc"))):
        assert service.search(offer.request).total == offer.total


def test_the_page_leads_to_each_article_by_itself_and_back(folder: Path) -> None:
    collapsed = tree(client(folder).get("/?q=clock&ui=en").text)
    [link] = collapsed.xpath("//a[contains(., 'All 3 with translations')]/@href")
    assert "collapse=0" in link
    apart = tree(client(folder).get(link).text)
    assert total(apart) == 3
    [back] = apart.xpath("//a[contains(., 'Collapse translations')]/@href")
    assert total(tree(client(folder).get(back).text)) == total(collapsed) == 2
    assert not tree(client(folder).get("/?q=hives&ui=en").text).xpath("//a[contains(., 'with translations')]")


def test_the_page_prefers_the_language_of_its_interface(folder: Path) -> None:
    for ui, shown in (("fa", "clock-fa"), ("en", "clock-copy")):
        page = tree(client(folder).get(f"/?q=clock OR ساعت&ui={ui}").text)
        assert page.xpath(f'//h2/a[contains(@href, "/article/{shown}")]')
        assert not page.xpath('//a[contains(@href, "prefer=")]')


def test_the_api_prefers_what_is_asked_for(folder: Path) -> None:
    answer = ask(client(folder), "/api/v1/search?q=clock OR ساعت&prefer=fa")
    assert "clock-fa" in {hit["id"] for hit in answer["hits"]}
