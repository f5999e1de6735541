import json

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from page_support import faults

NAMES = st.sampled_from(
    ["q", "category", "author", "language", "year", "source", "tag", "from", "to", "sort", "page", "size",
     "exact", "match", "ui", "id", "x"]
)  # fmt: skip
SYNTAX = st.text(st.sampled_from("abپل «»\"'()[]{}|+-*?~:^\\/<>&=%#\x00\n 0123456789۲٣OR"), max_size=40)
DATES = st.builds("{}-{}-{}".format, st.integers(-1, 12000), st.integers(-1, 14), st.integers(-1, 33))
VALUES = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=40),
    SYNTAX,
    DATES,
    st.integers().map(str),
    st.just("x" * 3000),
)
PARAMETERS = st.lists(st.tuples(NAMES, VALUES), max_size=8)
RELAXED = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@RELAXED
@given(PARAMETERS)
def test_no_address_breaks_the_page(app: Flask, parameters: list[tuple[str, str]]) -> None:
    response = app.test_client().get("/", query_string=parameters, follow_redirects=True)
    assert response.status_code == 200
    assert faults(response.text.replace("\x00", "")) == []


@RELAXED
@given(PARAMETERS, st.sampled_from(["search", "related", "status"]))
def test_no_address_breaks_the_api(app: Flask, parameters: list[tuple[str, str]], route: str) -> None:
    response = app.test_client().get(f"/api/v1/{route}", query_string=parameters)
    assert response.status_code in (200, 400, 404)
    assert ("error" in json.loads(response.data)) == (response.status_code != 200)


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
