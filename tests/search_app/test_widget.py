import gzip
import re

import pytest
from flask.testing import FlaskClient
from page_support import tree

from analyzers import LANGUAGES
from search_app.texts import texts_in
from search_app.widget.files import widget_files
from search_app.widget.tag import Choices, whole_tag
from search_app.widget.texts import LABELS, texts_json


def test_the_files_load_each_other_by_the_version_of_all(client: FlaskClient) -> None:
    files = widget_files()
    entry = client.get("/widget.js")
    assert entry.mimetype == "text/javascript"
    assert f"?v={files.version}" in entry.text
    for part in files.parts:
        address = f"/widget/{part}.js?v={files.version}"
        answer = client.get(address)
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "%VERSION%" not in answer.text
        for name in re.findall(r'from "\./([a-z]+)\.js', answer.text):
            assert name in files.parts
    # A page that kept an earlier entry gets this version, and does not keep it under the other's name.
    assert "immutable" not in client.get("/widget/search.js?v=000000000000").headers["Cache-Control"]
    assert client.get("/widget/nothing.js").status_code == 404
    assert client.get("/widget.js", headers={"If-None-Match": entry.headers["ETag"]}).status_code == 304


def test_they_are_small_and_parse_nothing_as_html() -> None:
    contents = widget_files().contents
    scripts = {name: text.decode() for name, text in contents.items() if name.endswith(".js")}
    assert len(gzip.compress(contents["widget.js"], 9)) <= 2048
    assert sum(len(gzip.compress(text.encode(), 9)) for text in scripts.values()) <= 12 * 1024
    for text in scripts.values():
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|\beval\b|new Function|document\.write", text
        )
        assert not re.search(r"setAttribute\(\s*[\"']style|cookie|localStorage", text)


def test_the_stylesheet_knows_no_left_or_right() -> None:
    style = widget_files().contents["widget.css"].decode()
    assert not re.search(r"(margin|padding|border|inset)-(left|right)|text-align: (left|right)", style)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_text(language: str) -> None:
    found = texts_json(texts_in(language))
    assert set(LABELS) < set(found["labels"])
    assert found["labels"]["sorts"].keys() == {"relevance", "newest", "oldest"}
    assert "{n}" in found["articles"]["other"]
    assert found["languages"]["fa"]
    if language != "en":
        assert not {found["labels"][name] for name in LABELS} & set(LABELS.values())


def test_plural_forms_follow_the_language() -> None:
    assert set(texts_json(texts_in("ar"))["articles"]) == {"zero", "one", "two", "few", "many", "other"}
    assert texts_json(texts_in("en"))["articles"] == {"one": "{n} article", "other": "{n} articles"}
    assert texts_json(texts_in("fa"))["locale"] == "fa-u-ca-persian-nu-arabext"


def test_texts_come_in_the_language_that_is_asked_for(client: FlaskClient) -> None:
    assert client.get("/widget/texts.json?ui=sq").json["labels"]["search"] == "Kërko"
    answer = client.get("/widget/texts.json", headers={"Accept-Language": "fa"})
    assert answer.json["direction"] == "rtl"
    assert "Accept-Language" in answer.headers["Vary"]


@pytest.mark.parametrize("mode", ["inline", "dropdown", "dialog"])
def test_the_tag_is_a_form_of_its_own(mode: str) -> None:
    tag = whole_tag(Choices(mode, "fa", "fa", shortcut=True, related=True), "https://search.example")
    page = tree(tag)
    [form] = page.xpath("//fehrest-search/form")
    assert form.get("action") == "https://search.example/"
    assert form.xpath("./input[@type='hidden']/@name") == ["language"]
    assert len(form.xpath("./input[@type='search']")) == (mode != "dialog")
    assert page.xpath("//script/@src") == ["https://search.example/widget.js"]
    assert page.xpath("//link/@href") == ["https://search.example/widget.css"]
    assert page.xpath("//fehrest-search/@shortcut") == ["Slash"]
    assert page.xpath("//fehrest-related/@dir") == ["rtl"]


def test_the_page_prints_the_tag_for_the_choices(client: FlaskClient) -> None:
    page = tree(client.get("/widget?mode=dropdown&lang=sq&language=nonsense&plain=1&ui=en").text)
    tag = page.xpath("string(//textarea)")
    assert 'mode="dropdown"' in tag
    assert 'lang="sq"' in tag
    assert "widget.css" not in tag
    assert "nonsense" not in tag
    assert "http://localhost/widget.js" in tag
    assert page.xpath("//div[@class='live']/fehrest-search/@mode") == ["dropdown"]
    assert page.xpath("//select[@name='lang']/option[@selected]/@value") == ["sq"]


def test_highlights_can_be_had_without_html(client: FlaskClient) -> None:
    hit = client.get("/api/v1/search?q=bridge").json["hits"][0]
    for start, end in hit["title_marks"]:
        assert f"<mark>{hit['title'][start:end]}</mark>" in hit["title_html"]
    for found in client.get("/api/v1/suggest?q=bri").json["suggestions"]:
        start, end = found["mark"]
        assert f"<mark>{found['text'][start:end]}</mark>" in found["html"]
