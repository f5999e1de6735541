import json
from datetime import datetime
from pathlib import Path
from urllib.parse import quote, urljoin

import pytest
from app_documents import DOCUMENTS, HOSTILE_ID
from flask.testing import FlaskClient

from search_app import create_app
from search_app.settings import Settings

HIT = {
    "id", "title", "url", "language", "date", "modified", "authors", "categories", "category", "tags",
    "source", "score", "snippets", "title_html", "title_marks", "others", "image", "captions", "kind",
}  # fmt: skip
ANSWER = {
    "query", "total", "page", "pages", "size", "partial", "matched_words", "wanted_words", "hits", "facets",
    "timeline", "next", "prev", "took_ms", "articles",
}  # fmt: skip


def get(client: FlaskClient, address: str) -> dict:
    response = client.get(address)
    assert response.status_code == 200, response.text
    assert response.mimetype == "application/json"
    return json.loads(response.data)


def test_the_shape_of_an_answer(client: FlaskClient) -> None:
    answer = get(client, "/api/v1/search?q=bridge+library&size=3")
    assert set(answer) == ANSWER
    assert (answer["query"], answer["size"], len(answer["hits"])) == ("bridge library", 3, 3)
    assert answer["took_ms"] > 0
    hit = answer["hits"][0]
    assert set(hit) == HIT
    assert hit["score"] > 0
    assert datetime.fromisoformat(hit["date"]).tzinfo
    assert hit["category"] == hit["categories"][0][-1]
    assert "<mark>" in hit["title_html"] + hit["snippets"][0]["html"]
    for snippet in hit["snippets"]:
        marked = [snippet["text"][start:end].lower() for start, end in snippet["marks"]]
        assert set(marked) <= {"bridge", "library", "books"}
    assert set(answer["facets"]) == {"category", "author", "language", "year", "source", "tag", "kind"}
    assert set(answer["facets"]["year"][0]) == {"value", "count", "selected"}


def test_a_partial_answer_says_so(client: FlaskClient) -> None:
    answer = get(client, "/api/v1/search?q=bridge+library+zeppelin")
    assert answer["partial"]
    assert (answer["matched_words"], answer["wanted_words"]) == (2, 3)


def test_paging_to_the_end_shows_each_article_once(client: FlaskClient) -> None:
    address, seen = "/api/v1/search?size=7", []
    while address:
        answer = get(client, address)
        seen += [hit["id"] for hit in answer["hits"]]
        address = urljoin(address, answer["next"]) if answer["next"] else ""
    assert sorted(seen) == sorted(document.id for document in DOCUMENTS)
    last = get(client, "/api/v1/search?size=7&page=7")
    assert last["next"] is None
    assert get(client, urljoin("/api/v1/search", last["prev"]))["page"] == 6


def test_filters_and_their_counts(client: FlaskClient) -> None:
    answer = get(client, "/api/v1/search?q=bridge")
    for name, buckets in answer["facets"].items():
        for bucket in buckets:
            narrowed = get(client, f"/api/v1/search?q=bridge&{name}={quote(bucket['value'])}")
            assert narrowed["total"] == bucket["count"], (name, bucket)
            assert [b["selected"] for b in narrowed["facets"][name] if b["value"] == bucket["value"]] == [
                True
            ]


def test_related_articles(client: FlaskClient) -> None:
    answer = get(client, "/api/v1/related?id=doc-4&size=3")
    assert answer["id"] == "doc-4"
    assert len(answer["hits"]) == 3
    assert set(answer["hits"][0]) == {"id", "title", "url", "language", "date", "score", "shared", "reasons"}
    assert "doc-4" not in [hit["id"] for hit in answer["hits"]]
    assert answer["hits"][0]["shared"]


def test_an_article_by_any_id(client: FlaskClient) -> None:
    assert get(client, "/api/v1/articles/doc-4")["body"].startswith("Masons mended")
    odd = get(client, "/api/v1/articles/" + quote(HOSTILE_ID, safe=""))
    assert odd["id"] == HOSTILE_ID
    assert odd["url"] is None, "a script is no address"
    assert get(client, "/api/v1/articles/half")["title"] == "Half a letter ? bridge"


def test_status_and_health(client: FlaskClient) -> None:
    status = get(client, "/api/v1/status")
    assert (status["engine"], status["documents"], status["revision"]) == ("tantivy", len(DOCUMENTS), 7)
    assert get(client, "/healthz") == {"status": "ok"}
    assert get(client, "/readyz") == {"status": "ready"}


@pytest.mark.parametrize(
    ("address", "status", "code", "part"),
    [
        ("/api/v1/search?page=x", 400, "bad-request", "page"),
        ("/api/v1/search?from=soon", 400, "bad-request", "2021-05"),
        ("/api/v1/related", 400, "bad-request", "id="),
        ("/api/v1/related?id=doc-1&size=0", 400, "bad-request", "size"),
        ("/api/v1/related?id=doc-1&size=²", 400, "bad-request", "size"),
        ("/api/v1/related?id=nobody", 404, "not-found", "nobody"),
        ("/api/v1/articles/nobody", 404, "not-found", "nobody"),
        ("/api/v1/nowhere", 404, "not-found", ""),
    ],
)
def test_errors_have_one_shape(client: FlaskClient, address: str, status: int, code: str, part: str) -> None:
    response = client.get(address)
    assert response.status_code == status
    answer = json.loads(response.data)
    assert set(answer) == {"error"}
    assert (answer["error"]["code"], answer["error"]["status"]) == (code, status)
    assert part in answer["error"]["message"]
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_only_get_is_answered(client: FlaskClient) -> None:
    response = client.post("/api/v1/search", data={"q": "bridge"})
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
    assert json.loads(response.data)["error"]["code"] == "method-not-allowed"


def test_any_site_may_read_the_api_and_caches_may_keep_it(client: FlaskClient) -> None:
    response = client.get("/api/v1/search?q=bridge")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.cache_control.max_age
    etag = response.headers["ETag"]
    again = client.get("/api/v1/search?q=bridge", headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get("/api/v1/search?q=library").headers["ETag"] != etag


def test_without_an_index_the_reason_stays_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    client = create_app(Settings(data=tmp_path)).test_client()
    for address in ("/api/v1/search", "/readyz", "/api/v1/status", "/"):
        response = client.get(address)
        assert response.status_code == 503
        assert str(tmp_path) not in response.text
    assert str(tmp_path) in caplog.text
    assert client.get("/healthz").status_code == 200
