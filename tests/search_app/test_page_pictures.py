"""Images, captions and kinds of articles: kept, searched and shown, on every engine."""

import json
from datetime import UTC

import pytest

from engines.registry import open_store
from indexer.archive import Archive
from indexer.indexing import update_index
from indexer.ingest import ingest
from indexer.progress import SilentProgress
from search_app.application import make_app
from search_app.service import SearchService
from search_app.settings import Settings
from tests.every_engine import EVERY_ENGINE, ready

IMAGE = {
    "url": "https://town.example/files/heron.jpg",
    "alt": "A heron stands on the weir",
    "caption": "The heron at the weir in April",
    "width": 1200,
    "height": 800,
}
TEXT = "The miller opened the sluice before noon. Nobody had expected so much water. "
RECORDS = (
    {"id": "a", "title": "Water at the mill", "body": TEXT * 3, "image": IMAGE,
     "captions": ["Ropes drying at the boathouse", "A green lantern"]},
    {"id": "b", "title": "The heron census", "body": f"Seven herons were counted. {TEXT * 2}"},
    {"id": "c", "title": "Morning at the quay", "body": "Three minutes of sound.", "kind": "audio"},
    {"id": "d", "title": "گلستان در بهار", "body": "باغبانان شهر کار را آغاز کردند.", "language": "fa",
     "captions": ["درختان آلوچه در کنار رودخانه"], "kind": "gallery"},
)  # fmt: skip


@pytest.fixture(scope="module", params=EVERY_ENGINE)
def client(request, tmp_path_factory):
    engine = ready(request, request.param)
    data = tmp_path_factory.mktemp(engine)
    file = data / "articles.jsonl"
    file.write_text("".join(json.dumps({"language": "en", **record}) + "\n" for record in RECORDS), "utf-8")
    options = {"timezone": UTC, "progress": SilentProgress(), "workers": 1}
    with Archive(data / "archive.sqlite3") as archive:
        ingest([file], archive, **options)
        update_index(archive, open_store(engine, data), **options)
    return make_app(SearchService(Settings(engine=engine, data=data))).test_client()


def hits(client, address):
    found = client.get(f"/api/v1/search?{address}")
    assert found.status_code == 200, found.text
    return found.get_json()["hits"]


def ids(client, address):
    return [hit["id"] for hit in hits(client, address)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("boathouse", ["a"]),
        ("boathouses", ["a"]),
        ("boat*", ["a"]),
        ("caption:rope", ["a"]),
        ("caption:miller", []),
        ("captions:lantern", ["a"]),
        ('"green lantern"', ["a"]),
        ('"boathouse green"', []),
        ('"much water ropes"', []),
        ('"sluice before noon"', ["b", "a"]),
        ("stands weir", ["a"]),
        ("miller lantern", ["a"]),
        ("miller -lantern", ["b"]),
        ("درخت", ["d"]),
        ("شرح:آلوچه", ["d"]),
    ],
)
def test_captions_and_the_alternative_text_are_searched(client, query, expected):
    assert sorted(ids(client, f"q={query}")) == sorted(expected)


def test_a_word_in_a_caption_weighs_less_than_one_in_the_text(client):
    found = {hit["id"]: hit["score"] for hit in hits(client, "q=heron")}
    assert 0 < found["a"] < found["b"] / 2


def test_a_caption_is_a_snippet_where_it_has_words_that_the_text_lacks(client):
    [hit] = hits(client, "q=boathouse")
    assert [(one["text"], one.get("caption")) for one in hit["snippets"]] == [
        ("Ropes drying at the boathouse", True)
    ]
    assert str(hit["snippets"][0]["html"]) == "Ropes drying at the <mark>boathouse</mark>"
    [hit] = hits(client, "q=miller lantern&explain=1")
    assert [bool(one.get("caption")) for one in hit["snippets"]] == [False, True]
    assert [part["found"] for part in hit["why"]] == [["miller"], ["lantern"]]
    assert not any(one.get("caption") for hit in hits(client, "q=miller") for one in hit["snippets"])
    page = client.get("/?q=boathouse").text
    assert "Ropes drying at the <mark>boathouse</mark>" in page
    assert "Caption:" in page
    assert "Ropes" not in client.get(f"/article/{hit['id']}?q=boathouse").text.partition("<header>")[0]


def test_the_image_and_the_captions_are_in_every_answer(client):
    [hit] = hits(client, "q=boathouse")
    assert hit["image"] == IMAGE
    assert hit["captions"] == ["Ropes drying at the boathouse", "A green lantern", IMAGE["caption"]]
    assert hit["kind"] == "article"
    assert client.get("/api/v1/articles/a").get_json()["image"] == IMAGE
    other = client.get("/api/v1/articles/b").get_json()
    assert (other["image"], other["captions"]) == (None, [])
    lines = [json.loads(line) for line in client.get("/results.jsonl?q=boathouse").text.splitlines()]
    assert [(line["image"], line["kind"]) for line in lines] == [(IMAGE, "article")]
    table = client.get("/results.csv?q=boathouse").text
    assert IMAGE["url"] in table
    assert '{"' not in table


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind:audio", {"c"}),
        ("kind:galleries", {"d"}),
        ("نوع:گالری", {"d"}),
        ("lloji:zë", {"c"}),
        ("-kind:article", {"c", "d"}),
        ("kind:audio OR kind:gallery", {"c", "d"}),
        ("kind:audio heron", set()),
    ],
)
def test_kinds_are_searched(client, query, expected):
    assert set(ids(client, f"q={query}")) == expected


def test_kinds_are_a_facet_that_needs_two_of_them(client):
    found = client.get("/api/v1/search?q=").get_json()["facets"]["kind"]
    assert {value["value"]: value["count"] for value in found} == {"article": 2, "audio": 1, "gallery": 1}
    assert ids(client, "kind=audio") == ["c"]
    assert "Picture gallery" in client.get("/?q=").text
    assert 'href="/?q=heron&amp;kind=article' not in client.get("/?q=heron").text
    assert "kind=" in client.get("/?q=heron&kind=article").text
