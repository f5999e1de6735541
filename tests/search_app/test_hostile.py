import json
from urllib.parse import quote

import pytest
from app_documents import publish
from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from page_support import faults

from engines.port.model import Document
from search_app import create_app
from search_app.service import NotFoundError, SearchService
from search_app.settings import Settings

NAMES = st.sampled_from(
    ["q", "category", "author", "language", "year", "source", "tag", "from", "to", "sort", "page", "size",
     "exact", "match", "ui", "id", "x", "calendar", "prefer", "fold", "collapse", "explain", "find", "part"]
)  # fmt: skip
MEANT = {
    "calendar": ["gregorian", "jalali", "hijri", "Hijri"],
    "prefer": ["en", "fa", "ar", "sq", "und", "xx"],
    "match": ["all", "any"],
    "sort": ["relevance", "newest", "oldest"],
    "language": ["en", "fa", "ar", "sq", "und"],
    "year": ["2012", "1390", "1433", "0"],
    "ui": ["en", "fa", "ar", "sq"],
    **{name: ["0", "1", "yes", "off"] for name in ("fold", "collapse", "explain", "exact")},
}
"""Valid values, so that flags are combined and not only refused."""
SYNTAX = st.text(st.sampled_from("abپل «»\"'()[]{}|+-*?~:^\\/<>&=%#\x00\n 0123456789۲٣OR"), max_size=40)
CATEGORIES = ("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi",
              "Pf", "Po", "Sm", "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Co", "Cn")  # fmt: skip
LETTER = st.sampled_from(CATEGORIES).flatmap(lambda kind: st.characters(codec="utf-8", categories=(kind,)))
"""Characters of all classes with equal probability."""
AROUND = st.sampled_from(
    ["{}", "{} date:2010", "{} OR d", "-{}", '"{}"', "title:{}", "{}*", "*{}", "?{}", "{}~", "{}~2", "+{}",
     "({}", "{} bridge", "bridge {}", "date:{}", "language:{}", "{0}{0} OR {0}"]
)  # fmt: skip
TYPED = st.builds(str.format, AROUND, st.text(LETTER, min_size=1, max_size=3))
LONG = st.builds(
    lambda piece, times: (piece * times)[:3000],
    st.one_of(TYPED, SYNTAX, st.sampled_from(["*e* ", "a~2 ", "( ", "a OR ", "x", "می‌", "پل* ", '" '])),
    st.integers(2, 1500),
)
DATES = st.builds("{}-{}-{}".format, st.integers(-1, 12000), st.integers(-1, 14), st.integers(-1, 33))
VALUES = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=40),
    SYNTAX,
    DATES,
    st.integers().map(str),
    TYPED,
    LONG,
)


def _pair(name: str) -> st.SearchStrategy[tuple[str, str]]:
    meant = [st.sampled_from(MEANT[name])] if name in MEANT else [TYPED] if name == "q" else []
    return st.tuples(st.just(name), st.one_of(*meant, VALUES))


PARAMETERS = st.lists(NAMES.flatmap(_pair), max_size=8)
RELAXED = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module", params=["tantivy", "whoosh"])
def app(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, service: SearchService
) -> Flask:
    if request.param == "tantivy":
        return create_app(service=service)
    folder = tmp_path_factory.mktemp("hostile")
    publish(folder, request.param)
    return create_app(service=SearchService(Settings(data=folder, engine=request.param)))


@RELAXED
@given(PARAMETERS)
@example([("q", "ـ date:2010")])
@example([("q", "ۦ OR d")])
def test_no_address_breaks_the_page(app: Flask, parameters: list[tuple[str, str]]) -> None:
    response = app.test_client().get("/", query_string=parameters, follow_redirects=True)
    assert response.status_code == 200
    assert faults(response.text.replace("\x00", "")) == []


@RELAXED
@given(PARAMETERS, st.sampled_from(["search", "related", "status", "suggest", "facets/tag"]))
@example([("q", "ـ date:2010")], "search")
@example([("q", "ۦ OR d")], "search")
def test_no_address_breaks_the_api(app: Flask, parameters: list[tuple[str, str]], route: str) -> None:
    response = app.test_client().get(f"/api/v1/{route}", query_string=parameters)
    assert response.status_code in (200, 400, 404)
    assert ("error" in json.loads(response.data)) == (response.status_code != 200)


@RELAXED
@given(PARAMETERS, st.sampled_from(["author", "category", "year"]))
def test_no_address_breaks_the_values_of_a_facet(
    app: Flask, parameters: list[tuple[str, str]], facet: str
) -> None:
    response = app.test_client().get(f"/facets/{facet}", query_string=parameters)
    assert response.status_code == 200
    assert faults(response.text.replace("\x00", "")) == []


@RELAXED
@given(PARAMETERS, st.sampled_from(["csv", "jsonl", "bib", "ris", "atom"]))
def test_no_address_breaks_a_file(app: Flask, parameters: list[tuple[str, str]], form: str) -> None:
    response = app.test_client().get(f"/results.{form}", query_string=parameters)
    assert response.status_code in (200, 400)


@RELAXED
@given(st.binary(max_size=60))
def test_bytes_that_are_no_text(app: Flask, junk: bytes) -> None:
    query = "q=" + "".join(f"%{byte:02X}" for byte in junk)
    client = app.test_client()
    for address in ("/", "/api/v1/search", "/search"):
        assert client.get(f"{address}?{query}", follow_redirects=True).status_code == 200


@RELAXED
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=30))
def test_no_id_breaks_an_article(app: Flask, id_: str) -> None:
    client = app.test_client()
    for prefix in ("/article/", "/api/v1/articles/"):
        address = prefix + "".join(f"%{byte:02X}" for byte in id_.encode())
        assert client.get(address, follow_redirects=True).status_code in (200, 404)


@pytest.mark.parametrize(
    "id_", ["//chronicle.example/a//b", "/a", "///", "a//b/", "http://chronicle.example/"]
)
def test_an_id_is_read_as_it_is(service: SearchService, id_: str) -> None:
    asked: list[str] = []

    class Asked(SearchService):
        def article(self, id_: str) -> Document:
            asked.append(id_)
            raise NotFoundError(id_)

    app = create_app(service=Asked(service.settings))
    response = app.test_client().get(f"/api/v1/articles/{quote(id_, safe='')}")
    assert (response.status_code, asked) == (404, [id_])
