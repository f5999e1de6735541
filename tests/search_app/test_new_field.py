"""A field is one line: ``place`` is declared here, and everything follows, on every engine."""

import csv
import io
import json
from datetime import UTC

import pytest
from page_support import faults, tree

from engines.port.errors import OutdatedIndexError
from engines.port.fields import FIELDS, Field
from engines.registry import open_store
from indexer.archive import Archive
from indexer.freshness import is_current
from indexer.indexing import rebuild_index, update_index
from indexer.ingest import ingest
from indexer.progress import SilentProgress
from search_app.application import make_app
from search_app.service import SearchService
from search_app.settings import Settings
from tests.every_engine import EVERY_ENGINE, ready

LINE = Field("place", many=True, facet=7, aliases=("town",))
MOOD = Field("mood", facet=8)
RECORDS = (
    {"id": "a", "title": "A ferry returns", "body": "It sailed at dawn.", "place": ["Old Harbour", "Quay"]},
    {"id": "b", "title": "A clock is wound", "body": "The harbour heard it.", "place": "Market Square"},
    {"id": "c", "title": "Plums are weighed", "body": "The harvest came early.", "authors": ["Ada Hill"]},
)


def options(**more):
    return {"timezone": UTC, "progress": SilentProgress(), "workers": 1} | more


def taken(folder, records, name="articles.jsonl"):
    """The records in the archive of a folder; the report of the ingest."""
    file = folder / name
    file.write_text("".join(json.dumps({"language": "en", **record}) + "\n" for record in records), "utf-8")
    with Archive(folder / "archive.sqlite3") as archive:
        return ingest([file], archive, **options())


@pytest.fixture(scope="module", autouse=True)
def _declared():
    with FIELDS.also(LINE):
        yield


@pytest.fixture(scope="module", params=EVERY_ENGINE)
def engine(request):
    return ready(request, request.param)


@pytest.fixture(scope="module")
def client(engine, tmp_path_factory):
    data = tmp_path_factory.mktemp(engine)
    taken(data, RECORDS)
    with Archive(data / "archive.sqlite3") as archive:
        update_index(archive, open_store(engine, data), **options())
    return make_app(SearchService(Settings(engine=engine, data=data))).test_client()


def answer(client, address):
    found = client.get(address)
    assert found.status_code == 200, found.text
    return found.get_json()


def titles(client, address):
    return {hit["title"][0:7] for hit in answer(client, f"/api/v1/search?{address}")["hits"]}


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("q=place:harbour", {"A ferry"}),
        ("q=PLACE:harbours", {"A ferry"}),
        ('q=place:"old harbour"', {"A ferry"}),
        ('q=place:"harbour quay"', set()),
        ("q=town:market", {"A clock"}),
        ("q=place:mark*", {"A clock"}),
        ("q=-place:harbour", {"A clock", "Plums a"}),
        ("q=harbour", {"A ferry", "A clock"}),
        ("q=place:harvest&match=any", set()),
        ("place=Quay", {"A ferry"}),
        ("place=Quay&place=Market Square", {"A ferry", "A clock"}),
        ("place=quay", {"A ferry"}),
        ("place=nowhere", set()),
    ],
)
def test_it_is_searched_and_filtered(client, address, expected):
    assert titles(client, address) == expected


def test_it_is_a_facet_of_the_api(client):
    found = answer(client, "/api/v1/search?q=harbour&place=Quay")
    assert found["facets"]["place"] == [
        {"value": "Market Square", "count": 1, "selected": False},
        {"value": "Old Harbour", "count": 1, "selected": False},
        {"value": "Quay", "count": 1, "selected": True},
    ]
    assert list(found["facets"]) == list(FIELDS.facets)
    values = answer(client, "/api/v1/facets/place?find=square")
    assert [(one["value"], one["count"]) for one in values["values"]] == [("Market Square", 1)]


def test_it_is_a_facet_of_the_page(client):
    page = client.get("/?q=harbour&place=Quay").text
    assert faults(page) == []
    group = tree(page).xpath("//*[contains(., 'Old Harbour')]//a[contains(@href, 'place=Old+Harbour')]")
    assert group
    assert "Place" in tree(page).text_content()
    assert "Market Square" in client.get("/facets/place").text


def test_the_answer_says_that_the_field_matched(client):
    [hit] = answer(client, "/api/v1/search?q=place:harbour&explain=1")["hits"]
    assert [(part["typed"], part["found"]) for part in hit["why"]] == [("harbour", ["Harbour"])]


def test_it_is_in_the_json_of_an_article(client):
    hits = answer(client, "/api/v1/search?size=9&sort=newest")["hits"]
    by_title = {hit["title"]: hit for hit in hits}
    assert by_title["A ferry returns"]["place"] == ["Old Harbour", "Quay"]
    assert by_title["Plums are weighed"]["place"] == []
    article = answer(client, f"/api/v1/articles/{by_title['A clock is wound']['id']}")
    assert article["place"] == ["Market Square"]


def test_it_is_a_column_of_the_table(client):
    rows = list(csv.DictReader(io.StringIO(client.get("/results.csv").text.removeprefix("\ufeff"))))
    assert {row["title"]: row["place"] for row in rows} == {
        "A ferry returns": "Old Harbour; Quay",
        "A clock is wound": "Market Square",
        "Plums are weighed": "",
    }


def test_what_is_exported_as_lines_can_be_ingested_again(client, tmp_path):
    records = [json.loads(line) for line in client.get("/results.jsonl").text.splitlines()]
    assert taken(tmp_path, records).added == 3
    with Archive(tmp_path / "archive.sqlite3") as archive:
        places = {found.article.title: found.article.extra for found in archive.changes()}
    assert places == {
        "A ferry returns": (("place", ("Old Harbour", "Quay")),),
        "A clock is wound": (("place", ("Market Square",)),),
        "Plums are weighed": (),
    }


def test_the_reading_page_shows_it_with_a_label(client):
    hits = answer(client, "/api/v1/search?q=place:harbour")["hits"]
    page = client.get(f"/article/{hits[0]['id']}").text
    assert faults(page) == []
    [about] = tree(page).xpath("//p[@class='about']")
    assert "Place: Old Harbour · Quay" in " ".join(about.text_content().split())
    [link] = about.xpath(".//a[contains(., 'Quay')]/@href")
    assert titles(client, link.partition("?")[2]) == {"A ferry"}
    [plums] = answer(client, "/api/v1/search?q=plums")["hits"]
    assert "Place:" not in tree(client.get(f"/article/{plums['id']}").text).text_content()


def test_an_index_of_other_fields_is_rebuilt_and_the_archive_keeps_what_it_has(engine, request, tmp_path):
    ready(request, engine)
    store = open_store(engine, tmp_path)
    with FIELDS.also(MOOD):
        taken(tmp_path, [record | {"mood": "Calm"} for record in RECORDS])
    with Archive(tmp_path / "archive.sqlite3") as archive:
        rebuild_index(archive, store, **options())
        store.open().close()
        with FIELDS.also(MOOD):
            with pytest.raises(OutdatedIndexError, match=r"other fields.*fehrest reindex"):
                store.open()
            assert not is_current(archive, store)
            assert update_index(archive, store, **options()).rebuilt == "its layout changed"
            assert is_current(archive, store)
            client = make_app(SearchService(Settings(engine=engine, data=tmp_path))).test_client()
            assert titles(client, "q=mood:calm place:market") == {"A clock"}
        assert update_index(archive, store, **options()).rebuilt == "its layout changed"
        assert is_current(archive, store)


def test_a_changed_value_is_an_update_of_the_article(tmp_path):
    taken(tmp_path, RECORDS)
    assert taken(tmp_path, RECORDS).unchanged == 3
    report = taken(tmp_path, [RECORDS[0] | {"place": "Quay"}, *RECORDS[1:]])
    assert (report.updated, report.unchanged) == (1, 2)
