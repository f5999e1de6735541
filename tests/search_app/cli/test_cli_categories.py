"""Joining categories by the command line, and what readers and programs see of it."""

import json
import os
from datetime import UTC, datetime

import lxml.html
import pytest
from cli_support import fehrest, one, one_line_error

from indexer.archive import Archive
from indexer.article import Article
from indexer.progress import SilentProgress
from indexer.stories import group_stories
from search_app import create_app
from search_app.service import SearchService
from search_app.settings import Settings

LANGUAGES = ("en", "fa", "ar", "sq")
CULTURE = ("Culture", "فرهنگ", "ثقافة", "Kulturë")
TOWN = ("Town", "شهر", "مدينة", "Qytet")
TITLES = ("Lanterns at the mill", "فانوس‌ها در آسیاب", "فوانيس في الطاحونة", "Fenerë te mulliri")


def article(number, place, *categories, linked=True):
    """An article in one of the languages. Without links it is a story of its own."""
    urls = [f"https://paper.example/{language}/{number}" for language in LANGUAGES]
    return Article(
        f"{TITLES[place]} {number}",
        f"{TITLES[place]} {number}.",
        language=LANGUAGES[place],
        url=urls[place],
        date=datetime(2021, 1 + number, 1 + place, tzinfo=UTC),
        categories=categories,
        translations=tuple(url for url in urls if url != urls[place]) if linked else (),
    )


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """Three stories in four languages in each of two categories, and two articles more."""
    folder = tmp_path_factory.mktemp("categories")
    rows = [
        article(number, place, (names[place],))
        for names, numbers in ((CULTURE, range(3)), (TOWN, range(3, 6)))
        for number in numbers
        for place in range(4)
    ]
    rows.append(article(9, 0, ("Culture", "Film"), linked=False))
    rows.append(article(8, 1, ("فرهنگ",), ("Culture",), linked=False))
    with Archive(folder / "archive.sqlite3") as archive:
        archive.put_batch(rows)
        group_stories(archive, SilentProgress(), workers=1)
    assert fehrest("--data", folder, "reindex").exit_code == 0
    return folder


@pytest.fixture(scope="module")
def client(data):
    return create_app(service=SearchService(Settings(data=data), look_every=0)).test_client()


@pytest.fixture
def joined(data):
    assert fehrest("--data", data, "categories", "join", *CULTURE).exit_code == 0
    yield data / "categories.toml"
    (data / "categories.toml").unlink(missing_ok=True)


def answer(client, query):
    response = client.get(f"/api/v1/search?{query}")
    assert response.status_code == 200, response.text
    return json.loads(response.data)


def counts(found):
    return {bucket["value"]: bucket["count"] for bucket in found["facets"]["category"]}


def facet(client, query):
    """The labels of the page's categories, with their titles, numbers and links."""
    page = lxml.html.fromstring(client.get(f"/?{query}").text)
    links = page.xpath("//section[@data-facet='category']//li/a")
    return {link.findtext("bdi"): link for link in links}


def test_the_list_proposes_with_evidence_what_linked_stories_show(data):
    listed = fehrest("--data", data, "categories", "list").stdout
    assert "      5  en, fa        Culture\n" in listed
    assert "Town (en) and Qytet (sq)" in listed
    assert "of the stories in en and sq, 3 have the first, 3 the second and 3 both" in listed
    found = one(fehrest("--data", data, "categories", "list", "--json"))
    groups = [{name for _, name in proposal["names"]} for proposal in found["proposals"]]
    assert groups == [set(CULTURE), set(TOWN)]
    assert found["joined"] == []


def test_nothing_is_joined_by_itself(data, client):
    assert not (data / "categories.toml").exists()
    assert counts(answer(client, "")) == dict.fromkeys((*CULTURE[2:], *TOWN), 3) | {
        "Culture": 5,
        "فرهنگ": 4,
        "Culture > Film": 1,
    }


def test_a_joined_category_is_counted_once_in_each_story(client, joined):
    found = answer(client, "")
    assert counts(found) == dict.fromkeys(TOWN, 3) | {"Culture": 5, "Culture > Film": 1}
    assert counts(answer(client, "collapse=0"))["Culture"] == 14
    [bucket] = [one for one in found["facets"]["category"] if "names" in one]
    assert [tuple(name.values()) for name in bucket["names"]] == [*zip(LANGUAGES, CULTURE, strict=True)]


@pytest.mark.parametrize("name", CULTURE)
def test_any_of_the_names_finds_all_articles(client, joined, name):
    found = answer(client, f"category={name}&size=50")
    assert (found["total"], found["articles"]) == (5, 14)
    assert [one["value"] for one in found["facets"]["category"] if one["selected"]] == ["Culture"]
    assert counts(found)["Culture"] == 5
    assert len(client.get(f"/results.jsonl?category={name}").text.splitlines()) == 14


def test_each_reader_sees_the_name_in_their_language(client, joined):
    for language, name in zip(LANGUAGES, CULTURE, strict=True):
        shown = facet(client, f"ui={language}")
        assert name in shown
        assert not set(CULTURE) - {name} & shown.keys()
        assert set(shown[name].get("title").split(" · ")) == set(CULTURE) - {name}
        assert "Film" in shown
    chosen = facet(client, "category=Kulturë&ui=fa")["فرهنگ"]
    assert chosen.get("aria-current") == "true"
    assert "category" not in chosen.get("href")
    page = lxml.html.fromstring(client.get("/?category=Kulturë&ui=fa").text)
    assert "فرهنگ" in page.find_class("chips")[0].text_content()
    assert "Film" in [link.findtext("bdi") for link in page.find_class("below")[0].xpath(".//a")]


def test_all_values_of_the_facet_are_found_by_any_name(client, joined):
    found = json.loads(client.get("/api/v1/facets/category?find=kultur").data)
    assert [(one["value"], one["count"]) for one in found["values"]] == [("Culture", 5)]
    page = lxml.html.fromstring(client.get("/facets/category?ui=ar").text)
    assert "ثقافة" in [one.text for one in page.xpath("//section//bdi")]


def test_an_answer_changes_with_the_categories(data, client, joined):
    before = client.get("/api/v1/search")
    assert client.get("/api/v1/search", headers={"If-None-Match": before.headers["ETag"]}).status_code == 304
    assert fehrest("--data", data, "categories", "separate", "ثقافة").exit_code == 0
    after = client.get("/api/v1/search", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert {"Culture", "ثقافة"} <= counts(json.loads(after.data)).keys()
    assert fehrest("--data", data, "categories", "separate", *CULTURE[:2]).exit_code == 0
    assert "category" not in joined.read_text("utf-8").partition("\n")[2]


def test_a_broken_file_keeps_the_categories(client, joined, caplog):
    assert "Culture" in counts(answer(client, ""))
    joined.write_text('[[category]]\nen = "Culture"\n', "utf-8")
    assert "Kulturë" not in counts(answer(client, "size=3"))
    assert "as a list" in caplog.text


def test_a_backup_has_the_joined_categories(data, joined, tmp_path):
    assert fehrest("--data", data, "backup", tmp_path / "all.zip").exit_code == 0
    there = tmp_path / "there"
    there.mkdir()
    (there / "categories.toml").write_text("# mine\n")
    assert fehrest("--data", there, "restore", tmp_path / "all.zip").exit_code == 0
    assert (there / "categories.toml").read_bytes() == joined.read_bytes()
    [kept] = there.glob("categories-before-*.toml")
    assert kept.read_text() == "# mine\n"
    assert os.listdir(there).count("archive.sqlite3") == 1


def test_names_are_checked(data, joined):
    def message(*arguments):
        return one_line_error(fehrest("--data", data, "categories", *arguments))

    assert "There is no category 'Sea'" in message("join", "Culture", "Sea")
    assert "is below 'Culture'" in message("join", "Culture", "Film")
    assert "at least two" in message("join", "Town")
    assert "'Town' is not joined" in message("separate", "Town")
    before = joined.read_text("utf-8")
    assert "One category" in fehrest("--data", data, "categories", "join", "kulture", "culture").stdout
    assert joined.read_text("utf-8") == before
