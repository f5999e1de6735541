"""What the editors' rules do on the page and in the API."""

import pytest
from app_documents import publish
from page_support import faults, tree

from search_app import create_app
from search_app.settings import Settings


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ruled")
    publish(folder, "tantivy")
    rules = folder / "rules.txt"
    rules.write_text(
        "[bridge]\npin: doc-7\nhide: doc-0\nnote: The <b>old</b> bridge is closed.\n"
        "[ferry times]\nredirect: /article/doc-7\n[quay]\nnote: سلام\nlanguage: fa\n",
        "utf-8",
    )
    return create_app(Settings(data=folder)).test_client()


def test_a_pinned_article_and_a_note_are_on_top(site):
    page = site.get("/?q=bridge&explain=1&ui=en").text
    assert faults(page) == []
    first = tree(page).xpath("//ol[contains(@class, 'hits')]//h2/a/@href | //*[@class='hits']//h2/a/@href")[0]
    assert "/article/doc-7" in first
    assert "The <b>old</b> bridge is closed." in tree(page).xpath("string(//*[@class='notice'])")
    assert "chosen by the editors" in page


def test_the_api_reports_what_editors_decided(site):
    found = site.get("/api/v1/search?q=bridge&explain=1&size=100").json
    assert found["editors_notes"] == ["The <b>old</b> bridge is closed."]
    assert found["hits"][0]["id"] == "doc-7"
    assert found["hits"][0]["why"][0] == {"typed": "bridge", "found": [], "kind": "pinned"}
    ids = [hit["id"] for hit in found["hits"]]
    assert "doc-0" not in ids
    assert "redirect" not in found
    assert "editors_notes" not in site.get("/api/v1/search?q=ferry").json


def test_a_redirect_leads_readers_there_unless_they_chose_filters(site):
    response = site.get("/?q=Ferry+Times")
    assert (response.status_code, response.headers["Location"]) == (302, "/article/doc-7")
    assert response.cache_control.no_store
    assert site.get("/?q=ferry+times&language=en").status_code == 200
    assert site.get("/api/v1/search?q=ferry+times").json["redirect"] == "/article/doc-7"


def test_a_rule_for_a_language_holds_on_its_pages(site):
    assert "سلام" in site.get("/?q=quay&ui=fa").text
    assert "سلام" not in site.get("/?q=quay&ui=ar").text
