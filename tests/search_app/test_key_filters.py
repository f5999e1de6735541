"""The fixed filter of a key: nothing in a request widens it."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from keyed import INSIDE, OUTSIDE, bearer, error_of, get, make_key, publish

from search_app import create_app
from search_app.service import SearchService
from search_app.settings import Settings

LEAKS = ("en-", "quince", "Mira", "Desk en", "Wire en", "tag en")
"""Words that only occur in articles outside the filter."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("filters")
    publish(made)
    return made


@pytest.fixture(scope="module")
def client(folder: Path) -> FlaskClient:
    settings = Settings(data=folder)
    service = SearchService(settings)
    service.dictionaries()
    return create_app(settings, service).test_client()


@pytest.fixture(
    scope="module", params=["language=fa", "category=Desk fa", "category=Desk fa > Fruit", "tag=tag fa"]
)
def filtered(request: pytest.FixtureRequest, folder: Path) -> str:
    return make_key(folder, request.param, "read", request.param)


def ids(answer: dict) -> list[str]:
    return sorted(hit["id"] for hit in answer["hits"])


@pytest.mark.parametrize(
    "query",
    [
        "", "q=harvest", "q=language:en", "q=lang:en+OR+lang:fa", "q=harvest+OR+language:en", "q=quinces",
        "q=-language:fa", "q=*", "q=quin*", "q=quimces~", 'q="harvest of quinces"', "language=en",
        "match=any&q=quinces+harvest", "language=en&language=fa", "category=Desk+en", "tag=shared+tag",
        "category=Desk+fa&category=Desk+en", "author=Mira+Orchard", "source=Wire+en", "year=2021",
        "collapse=0", "collapse=1&prefer=en", "explain=1&q=harvest",
        "from=2000&to=2030", "q=id:en-1", "q=author:mira", "filter=language%3Den", "scope=", "key=",
    ],
)  # fmt: skip
def test_no_search_finds_or_counts_anything_outside(client: FlaskClient, filtered: str, query: str) -> None:
    answer = get(client, f"/api/v1/search?{query}", filtered)
    assert answer.status_code == 200
    content = answer.json
    assert set(ids(content)) <= set(INSIDE)
    assert content["articles"] <= len(INSIDE)
    assert content["total"] <= len(INSIDE)
    selected = [b["value"] for f in content["facets"].values() for b in f if b["count"] and b["value"]]
    assert not [value for value in selected if any(leak in value for leak in (*LEAKS, "en"))]
    assert all(other["id"] in INSIDE for hit in content["hits"] for other in hit["others"])
    assert sum(bar["count"] for bar in content["timeline"]) <= len(INSIDE)


def test_the_filter_finds_all_inside(client: FlaskClient, filtered: str) -> None:
    answer = get(client, "/api/v1/search?q=harvest", filtered).json
    assert (ids(answer), answer["total"]) == (list(INSIDE), 3)
    assert len(client.get("/api/v1/search?q=harvest&collapse=0").json["hits"]) == 6


def test_facets_count_inside_only(client: FlaskClient, filtered: str) -> None:
    for name, wanted in (
        ("language", {"fa"}),
        ("author", {"سیما کوهپایه"}),
        ("category", {"Desk fa", "Desk fa > Fruit"}),
        ("tag", {"shared tag", "tag fa"}),
        ("source", {"Wire fa"}),
    ):
        for query in ("", "?language=en", f"?{name}=Mira+Orchard", "?find=&q=harvest"):
            answer = get(client, f"/api/v1/facets/{name}{query}", filtered).json
            found = {one["value"] for one in answer["values"] if one["count"]}
            assert found <= wanted
            assert all(one["count"] <= 3 for one in answer["values"])
        assert get(client, f"/api/v1/facets/{name}?find=mira", filtered).json["matching"] == 0


def test_articles_outside_do_not_exist(client: FlaskClient, filtered: str) -> None:
    for id_ in OUTSIDE:
        assert error_of(get(client, f"/api/v1/articles/{id_}", filtered)) == (404, "not-found")
        assert error_of(get(client, f"/api/v1/related?id={id_}", filtered)) == (404, "not-found")
        same = get(client, f"/api/v1/articles/{id_}", filtered).text.replace(id_, "nobody")
        assert same == get(client, "/api/v1/articles/nobody", filtered).text
    assert get(client, "/api/v1/articles/fa-1", filtered).json["others"] == []
    assert client.get("/api/v1/articles/fa-1").json["others"][0]["id"] == "en-1"


def test_related_articles_are_inside(client: FlaskClient, filtered: str) -> None:
    answer = get(client, "/api/v1/related?id=fa-1&size=50", filtered).json
    assert ids(answer) == ["fa-2", "fa-3"]
    assert len(ids(client.get("/api/v1/related?id=fa-1&size=50").json)) == 2  # stories


def test_the_status_counts_inside_only(client: FlaskClient, filtered: str) -> None:
    assert get(client, "/api/v1/status", filtered).json["documents"] == 3
    assert client.get("/api/v1/status").json["documents"] == 6


def test_suggestions_come_from_the_language_of_the_filter(client: FlaskClient, folder: Path) -> None:
    key = make_key(folder, "suggesting", "read", "language=fa")
    texts = [s["text"] for s in client.get("/api/v1/suggest?q=ha").json["suggestions"]]
    assert any("harvest" in text for text in texts)
    for query in ("q=mira", "q=quin", "q=The", "q=quin&language=en", "q=Desk+en"):
        assert get(client, f"/api/v1/suggest?{query}", key).json["suggestions"] == []
    found = get(client, "/api/v1/suggest?q=سیما", key).json["suggestions"]
    assert found[0]["text"] == "سیما کوهپایه"
    assert "count" not in found[0]


def texts(answer) -> list[tuple[str, int | None]]:
    return [(one["text"], one.get("count")) for one in answer.json["suggestions"]]


def test_suggestions_of_any_filter_come_from_inside_with_their_counts(
    client: FlaskClient, folder: Path
) -> None:
    key = make_key(folder, "desk", "read", "category=Desk fa")
    assert texts(client.get("/api/v1/suggest?q=desk&size=50")) == [("Desk en", 3), ("Desk fa", 3)]
    assert texts(client.get("/api/v1/suggest?q=fruit"))[0] == ("Fruit", 3)
    for text in ("mira", "quin", "the harvest", "desk en"):
        assert texts(client.get(f"/api/v1/suggest?q={text}"))
        assert texts(get(client, f"/api/v1/suggest?q={text}", key)) == []
    assert texts(get(client, "/api/v1/suggest?q=desk", key)) == [("Desk fa", 3)]
    assert texts(get(client, "/api/v1/suggest?q=سیما", key))[0] == ("سیما کوهپایه", 3)
    titles = [text for text, _ in texts(get(client, "/api/v1/suggest?q=برداشت&size=50", key))]
    assert [text for text in titles if text.startswith("برداشت میوه") and text[-1].isdigit()]
    one = make_key(folder, "one tag", "read", "tag=tag en", "language=en", "source=Wire en")
    assert texts(get(client, "/api/v1/suggest?q=mira", one)) == [("Mira Orchard", 3)]
    assert texts(get(client, "/api/v1/suggest?q=سیما", one)) == []


def test_suggestions_of_several_languages(client: FlaskClient, folder: Path) -> None:
    key = make_key(folder, "two languages", "read", "language=fa", "language=sq")
    assert texts(get(client, "/api/v1/suggest?q=mira", key)) == []
    assert texts(get(client, "/api/v1/suggest?q=سیما", key)) == [("سیما کوهپایه", 3)]
    assert texts(get(client, "/api/v1/suggest?q=سیما&language=fa", key)) == [("سیما کوهپایه", None)]
    assert texts(get(client, "/api/v1/suggest?q=سیما&language=sq", key)) == []
    assert texts(get(client, "/api/v1/suggest?q=quin&language=en", key)) == []


def test_corrections_lead_to_nothing_outside(client: FlaskClient, filtered: str) -> None:
    for query in ("quincez", "quimces", "mirra", "hravest"):
        answer = get(client, f"/api/v1/search?q={query}", filtered).json
        for offer in answer.get("suggestions", ()):
            assert set(ids(get(client, f"/api/v1/search{offer['url']}", filtered).json)) <= set(INSIDE)
            assert offer["total"] <= 3
            assert "quince" not in offer["text"]


def test_two_facets_are_combined_and_two_values_are_alternatives(client: FlaskClient, folder: Path) -> None:
    none = make_key(folder, "none", "read", "language=fa", "category=Desk en")
    assert get(client, "/api/v1/search?collapse=0", none).json["total"] == 0
    both = make_key(folder, "both", "read", "language=fa", "language=en")
    assert get(client, "/api/v1/search?collapse=0", both).json["total"] == 6


def test_the_filter_also_holds_for_a_key_in_the_address(client: FlaskClient, filtered: str) -> None:
    answer = client.get(f"/api/v1/search?key={filtered}&language=en")
    assert answer.json["total"] == 0
    assert client.get(f"/api/v1/articles/en-1?key={filtered}").status_code == 404


def test_a_cached_answer_of_another_client_is_not_taken_for_a_keys(
    client: FlaskClient, filtered: str
) -> None:
    free = client.get("/api/v1/search?q=harvest")
    kept = client.get(
        "/api/v1/search?q=harvest", headers=bearer(filtered, **{"If-None-Match": free.headers["ETag"]})
    )
    assert kept.status_code == 200
    assert kept.json["total"] == 3
