"""What version 1 of the API adds to searches: chosen fields, several searches, addresses, drafts, going
through all articles, and caching.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from keyed import INSIDE, bearer, error_of, get, make_key

from engines.registry import open_store
from indexer.archive import Archive
from indexer.article import Article
from indexer.indexing import rebuild_index, update_index
from indexer.progress import SilentProgress
from search.model import SearchRequest, SearchResult
from search_app import create_app
from search_app.cli.archives import archive_path
from search_app.cli.publishing import ArchivePublisher
from search_app.lanes import Lane, lane_of
from search_app.service import SearchService
from search_app.settings import Settings

WORDS = {"en": "The harvest of quinces in orchard", "fa": "برداشت میوه harvest در باغ orchard"}


def _article(id_: str) -> Article:
    number, language = int(id_[-1]), id_[:2]
    return Article(
        f"{WORDS[language]} {number}",
        f"{WORDS[language]} lane {number}. Pears, plums and medlars number {number} were weighed twice.",
        language=language,
        url=f"https://paper.example/{id_}/",
        categories=((f"Desk {language}",),),
        external_id=id_,
        file=f"{id_}.jsonl",
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("v1")
    settings = Settings(data=made, deadline=300)
    with Archive(archive_path(settings)) as archive:
        archive.put_batch([_article(id_) for id_ in (*INSIDE, "en-4", "en-5", "en-6")])
        store = open_store("tantivy", made)
        rebuild_index(archive, store, timezone=settings.zone, progress=SilentProgress(), workers=1)
    return made


@pytest.fixture(scope="module")
def client(folder: Path) -> FlaskClient:
    settings = Settings(data=folder, deadline=300)
    service = SearchService(settings)
    return create_app(settings, service, ArchivePublisher(settings, service)).test_client()


def post(client: FlaskClient, path: str, body: object, **headers: str):
    return client.post(path, data=json.dumps(body), content_type="application/json", headers=headers)


def test_fields_chooses_what_hits_have(client: FlaskClient) -> None:
    hits = client.get("/api/v1/search?q=harvest&fields=title,url").json["hits"]
    assert {frozenset(hit) for hit in hits} == {frozenset({"id", "title", "url"})}
    related = client.get("/api/v1/related?id=en-4&fields=shared").json["hits"]
    assert {frozenset(hit) for hit in related} == {frozenset({"id", "shared"})}
    assert error_of(client.get("/api/v1/search?fields=title,colour")) == (400, "bad-request")


def test_facets_chooses_what_is_counted(client: FlaskClient) -> None:
    every = client.get("/api/v1/search?q=harvest").json
    some = client.get("/api/v1/search?q=harvest&facets=language,timeline").json
    assert set(some["facets"]) == {"language"}
    assert some["facets"]["language"] == every["facets"]["language"]
    assert some["timeline"] == every["timeline"]
    none = client.get("/api/v1/search?q=harvest&facets=none").json
    assert not {"facets", "timeline"} & set(none)
    assert none["hits"] == every["hits"]
    assert error_of(client.get("/api/v1/search?facets=colour")) == (400, "bad-request")
    assert client.get("/api/v1/search?q=harvest&facets=1").json["facets"] == every["facets"]


def test_several_searches_in_one_request(client: FlaskClient) -> None:
    searches = [
        {"q": "harvest", "language": ["fa"], "size": 2, "fields": ["title"], "facets": "none"},
        {"q": "harvest", "collapse": False},
        {"page": 0},
        {"colour": "red"},
        {"q": {"a": 1}},
    ]
    answer = post(client, "/api/v1/multi-search", {"searches": searches})
    first, second, *wrong = answer.json["results"]
    assert first["total"] == 3
    assert {frozenset(hit) for hit in first["hits"]} == {frozenset({"id", "title"})}
    assert second["total"] == client.get("/api/v1/search?q=harvest&collapse=0").json["total"]
    assert [one["error"]["status"] for one in wrong] == [400, 400, 400]
    assert all(one["error"]["hint"] for one in wrong)
    assert answer.cache_control.no_store


@pytest.mark.parametrize(
    "body", [[], {}, {"searches": []}, {"searches": ["q"]}, {"searches": [{}] * 11}, {"searches": 5}, None]
)
def test_a_wrong_list_of_searches_is_refused(client: FlaskClient, body: object) -> None:
    assert error_of(post(client, "/api/v1/multi-search", body)) == (400, "bad-request")


def test_bodies_of_another_type_are_refused(client: FlaskClient) -> None:
    for path in ("/api/v1/multi-search", "/api/v1/related"):
        assert error_of(client.post(path, data="q=x")) == (415, "unsupported-media-type")
        assert error_of(client.post(path, data="{", content_type="application/json")) == (400, "bad-request")
        large = client.post(path, data="[" + "1," * 400_000 + "1]", content_type="application/json")
        assert error_of(large) == (413, "request-entity-too-large")
        assert re.search(r"at most [\d,]+ bytes", large.json["error"]["message"])


@pytest.mark.parametrize(
    "url",
    [
        "https://paper.example/en-4/",
        "http://www.paper.example/en-4?utm_source=x",
        "https://paper.example/en-4#top",
    ],
)
def test_an_article_is_found_by_any_spelling_of_its_address(client: FlaskClient, url: str) -> None:
    if "www" in url:
        url = url.replace("www.", "")
    assert client.get("/api/v1/articles", query_string={"url": url}).json["id"] == "en-4"
    related = client.get("/api/v1/related", query_string={"url": url}).json
    assert related["id"] == "en-4"
    assert related["hits"] == client.get("/api/v1/related?id=en-4").json["hits"] != []


def test_an_address_that_is_not_known_is_not_found(client: FlaskClient) -> None:
    for path in ("articles", "related"):
        answer = client.get(f"/api/v1/{path}", query_string={"url": "https://paper.example/nothing"})
        assert error_of(answer) == (404, "not-found")
    assert error_of(client.get("/api/v1/related")) == (400, "bad-request")


def test_articles_related_to_a_draft(client: FlaskClient) -> None:
    text = {"title": "Harvest of quinces", "body": "Pears, plums and medlars of the orchard."}
    plain = post(client, "/api/v1/related?size=3", text).json
    assert "id" not in plain
    assert 0 < len(plain["hits"]) <= 3
    assert {"harvest", "quinces"} & {word.lower() for word in plain["hits"][0]["shared"]}
    html = post(
        client, "/api/v1/related", {"html": "<p>The harvest of <b>quinces</b></p><script>x</script>"}
    ).json
    assert html["hits"]
    assert error_of(post(client, "/api/v1/related", {})) == (422, "invalid-record")
    assert error_of(post(client, "/api/v1/related?size=0", text)) == (400, "bad-request")


def test_a_service_without_the_archive_answers_from_the_index_alone(folder: Path) -> None:
    client = create_app(Settings(data=folder, deadline=300)).test_client()
    assert post(client, "/api/v1/related", {"title": "Harvest of quinces"}).json["hits"]
    for answer in (
        client.get("/api/v1/articles?url=https://paper.example/en-4/"),
        client.get("/api/v1/articles"),
        post(client, "/api/v1/related", {"html": "<p>Harvest</p>"}),
    ):
        assert error_of(answer) == (503, "archive-unavailable")
        assert "id" in answer.json["error"]["hint"]
        assert "only the index" in answer.json["error"]["message"]


def parts(client: FlaskClient, key: str = "", size: int = 2) -> Iterator[list[dict]]:
    cursor, more = 0, True
    headers = bearer(key) if key else {}
    while more:
        answer = client.get(f"/api/v1/articles?size={size}&cursor={cursor}", headers=headers)
        assert answer.status_code == 200
        yield answer.json["articles"]
        cursor, more = answer.json["next"], answer.json["more"]


def test_a_cursor_goes_through_everything_while_articles_change(folder: Path) -> None:
    settings = Settings(data=folder, deadline=300)
    service = SearchService(settings)
    client = create_app(settings, service, ArchivePublisher(settings, service)).test_client()
    seen: list[str] = []
    with Archive(archive_path(settings)) as archive:
        for number, part in enumerate(parts(client)):
            seen += [one["id"] for one in part]
            if number == 0:
                archive.put(_article("en-7"))
                archive.put_batch([_article("fa-8"), _article("fa-9")])
                archive.delete("fa-8")
        assert set(seen) >= {*INSIDE, "en-4", "en-5", "en-6", "en-7", "fa-9", "fa-8"}
        [gone] = [one for part in parts(client) for one in part if one.get("deleted")]
        assert gone == {"id": "fa-8", "deleted": True}
        some = client.get("/api/v1/articles?size=100&language=fa&category=Desk+fa").json["articles"]
        assert {one["id"] for one in some} == {*INSIDE, "fa-9", "fa-8"}
        assert client.get("/api/v1/articles?language=fa&category=Desk+en").json["articles"] == [gone]
        last = client.get(f"/api/v1/articles?cursor={archive.revision}").json
        assert (last["articles"], last["more"]) == ([], False)
        for id_ in ("en-7", "fa-9"):
            archive.delete(id_)
        update_index(
            archive,
            open_store("tantivy", folder),
            timezone=settings.zone,
            progress=SilentProgress(),
            workers=1,
        )
    for wrong in ("cursor=-1", "cursor=x", "size=0", "size=101", "q=harvest"):
        assert error_of(client.get(f"/api/v1/articles?{wrong}")) == (400, "bad-request")


def test_a_filter_holds_in_every_new_route(client: FlaskClient, folder: Path) -> None:
    key = make_key(folder, "persian", "read", "language=fa")
    found = {one["id"] for part in parts(client, key) for one in part}
    assert found == set(INSIDE)
    outside = "https://paper.example/en-4/"
    assert error_of(get(client, f"/api/v1/articles?url={outside}", key)) == (404, "not-found")
    assert error_of(get(client, f"/api/v1/related?url={outside}", key)) == (404, "not-found")
    assert error_of(get(client, "/api/v1/articles?id=en-4", key)) == (404, "not-found")
    searches = {"searches": [{"language": ["en"]}, {"q": "quinces OR language:en"}, {"collapse": False}]}
    results = post(client, "/api/v1/multi-search", searches, **bearer(key)).json["results"]
    assert [one["total"] for one in results] == [0, 0, 3]
    related = post(client, "/api/v1/related", {"title": "The harvest of quinces orchard"}, **bearer(key)).json
    assert {hit["id"] for hit in related["hits"]} <= set(INSIDE)


class Counting(SearchService):
    """Counts its searches."""

    searches = 0

    def search(self, request: SearchRequest) -> SearchResult:
        self.searches += 1
        return super().search(request)


def test_an_answer_is_recognised_by_the_state_of_the_index(folder: Path) -> None:
    service = Counting(Settings(data=folder, deadline=300))
    client = create_app(service=service).test_client()
    first = client.get("/api/v1/search?q=harvest")
    assert service.searches == 1
    assert first.cache_control.max_age == 60
    assert "stale-while-revalidate=600" in first.headers["Cache-Control"]
    again = client.get("/api/v1/search?q=harvest", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert service.searches == 1
    other = client.get("/api/v1/search?q=harvest&size=3")
    assert other.headers["ETag"] != first.headers["ETag"]
    key = make_key(folder, "etag", "read", "language=fa")
    assert get(client, "/api/v1/search?q=harvest", key).headers["ETag"] != first.headers["ETag"]


@pytest.mark.parametrize("path", ["search?q=harvest", "facets/language", "related?id=en-4", "articles/en-4"])
def test_a_commit_changes_the_validators(client: FlaskClient, folder: Path, path: str) -> None:
    settings = Settings(data=folder, deadline=300)
    before = client.get(f"/api/v1/{path}").headers["ETag"]
    assert client.get(f"/api/v1/{path}").headers["ETag"] == before
    with Archive(archive_path(settings)) as archive:
        archive.put(
            Article(
                "Another day", f"Something that is new for {path}.", url=f"https://paper.example/{path[:4]}"
            )
        )
        update_index(
            archive,
            open_store("tantivy", folder),
            timezone=settings.zone,
            progress=SilentProgress(),
            workers=1,
        )
    assert client.get(f"/api/v1/{path}").headers["ETag"] != before


@pytest.mark.parametrize("method", ["zstd", "br", "gzip"])
def test_answers_are_compressed(client: FlaskClient, method: str) -> None:
    answer = client.get("/api/v1/search?q=harvest", headers={"Accept-Encoding": method})
    assert answer.headers["Content-Encoding"] == method
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_every_error_has_a_hint(client: FlaskClient) -> None:
    for path, method in (
        ("search?page=0", "GET"),
        ("articles/none", "GET"),
        ("nowhere", "GET"),
        ("search", "POST"),
    ):
        error = client.open(f"/api/v1/{path}", method=method).json["error"]
        assert set(error) == {"code", "message", "status", "hint"}
        assert len(error["hint"]) > 10


@pytest.mark.parametrize(
    ("path", "method", "lane"),
    [
        ("/api/v1/multi-search", "POST", Lane.HEAVY), ("/api/v1/related", "POST", Lane.COSTLY),
        ("/api/v1/articles", "GET", Lane.HEAVY), ("/api/v1/articles/x", "GET", Lane.SEARCH),
        ("/api/v1/articles/x", "PUT", Lane.WRITE), ("/api/v1/articles/bulk", "POST", Lane.WRITE),
        ("/api/v1/hooks/ghost", "POST", Lane.WRITE), ("/api/v1/openapi.json", "GET", Lane.QUICK),
    ],
)  # fmt: skip
def test_costly_requests_have_lanes_of_their_own(path: str, method: str, lane: Lane) -> None:
    assert lane_of(path, "", method) is lane


def test_related_articles_are_in_the_wanted_language(client: FlaskClient) -> None:
    for language in ("same", "en"):
        hits = client.get(f"/api/v1/related?id=en-4&size=50&language={language}").json["hits"]
        assert {hit["language"] for hit in hits} == {"en"}
    assert error_of(client.get("/api/v1/related?id=en-4&language=xx")) == (400, "bad-request")


def test_related_articles_say_why(client: FlaskClient) -> None:
    article = client.get("/api/v1/articles/en-4").json
    html = f"<p>{article['body']} <a href='{article['url']}'>before</a></p>"
    hits = post(client, "/api/v1/related", {"title": article["title"], "html": html}).json["hits"]
    [reasons] = [hit["reasons"] for hit in hits if hit["id"] == "en-4"]
    assert reasons["links"]
    assert [hit["id"] for hit in hits if hit["reasons"]["links"]] == ["en-4"]
    assert reasons["terms"][0]["weight"] == 1
    assert any(term["title"] for term in reasons["terms"])
    assert all(hit["shared"] == [term["word"] for term in hit["reasons"]["terms"]] for hit in hits)
