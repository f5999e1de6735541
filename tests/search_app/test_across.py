"""Searching in other languages on the page and in the API."""

import json

import lxml.html
import pytest
from flask.testing import FlaskClient


def answer(client: FlaskClient, query: str) -> dict:
    response = client.get(f"/api/v1/search?{query}")
    assert response.status_code == 200, response.text
    return json.loads(response.data)


def page(client: FlaskClient, query: str) -> lxml.html.HtmlElement:
    response = client.get(f"/?{query}")
    assert response.status_code == 200
    return lxml.html.fromstring(response.text)


def counts(found: dict) -> dict[str, int]:
    return {bucket["value"]: bucket["count"] for bucket in found["facets"]["language"]}


def test_the_api_finds_translations_and_names_them(client: FlaskClient) -> None:
    plain, across = answer(client, "q=library"), answer(client, "q=library&across=1")
    assert set(counts(plain)) == {"en"}
    assert set(counts(across)) == {"en", "fa", "ar", "sq"}
    assert across["total"] > plain["total"]
    assert {one["typed"] for one in across["translations"]} == {"library"}
    assert "translations" not in plain
    assert "why" not in across["hits"][0]


def test_a_hit_explains_its_translation(client: FlaskClient) -> None:
    found = answer(client, "q=library&across=1&explain=1&language=sq")
    assert found["hits"]
    assert all(hit["why"][0]["kind"] == "translation" for hit in found["hits"])


def test_addresses_keep_what_was_asked(client: FlaskClient) -> None:
    found = answer(client, "q=library&across=1&skip=bibliotekë&size=5")
    assert "across=1" in found["next"]
    assert "skip=bibliotek%C3%AB" in found["next"]
    assert set(counts(found)) == {"en", "fa", "ar"}


@pytest.mark.parametrize("value", ["across=2", "meaning=perhaps"])
def test_other_values_are_refused(client: FlaskClient, value: str) -> None:
    assert client.get(f"/api/v1/search?q=library&{value}").status_code == 400


def test_the_page_says_what_the_switch_adds(client: FlaskClient) -> None:
    [switch] = page(client, "q=library&hl=en").find_class("across")
    [link] = switch.xpath(".//a")
    assert link.text_content() == "In other languages"
    assert "across=1" in link.get("href")
    added = [one.text_content() for one in switch.find_class("n")]
    plain, across = answer(client, "q=library"), answer(client, "q=library&across=1")
    expected = {language: n for language, n in counts(across).items() if language not in counts(plain)}
    assert sorted(int(one.rpartition("+")[2]) for one in added) == sorted(expected.values())


def test_the_page_shows_the_words_and_leaves_one_out(client: FlaskClient) -> None:
    shown = page(client, "q=library&across=1&hl=en")
    [switch] = shown.find_class("across")
    words = {one.find("bdi").text: one.get("href") for one in switch.xpath(".//li/a")}
    assert switch.xpath("string(.//li[@class='typed'])") == "library ≈"
    assert "bibliotekë" in words
    assert {line.text_content() for line in shown.xpath("//ul[@class='why']/li")} <= {
        f"library ≈ {word}" for word in ("کتابخانه", "مكتبة", "المكتبة", "biblioteka", "biblioteke")
    }
    without = page(client, words["bibliotekë"].partition("?")[2])
    left = [one.text_content() for one in without.xpath("//div[contains(@class, 'across')]//li")]
    assert not any("bibliotekë" in one for one in left)
    assert left[-1] == "All words again"


def test_words_without_translations_have_no_switch(client: FlaskClient) -> None:
    for query in ("q=zzz&hl=en", "q=%22library%22&hl=en", "q=library&exact=1&hl=en", "hl=en"):
        assert page(client, query).find_class("across") == []


def test_the_ranking_by_meaning_stays_off_in_links(client: FlaskClient) -> None:
    assert "meaning=0" in answer(client, "q=library&meaning=0&size=2")["next"]
