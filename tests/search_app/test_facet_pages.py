"""Facets on the page: trees, what remains visible, and the page with all values of one."""

import pytest
from app_documents import DOCUMENTS
from flask.testing import FlaskClient
from lxml import html
from page_support import total, tree

from engines.port.model import PATH_SEPARATOR

TAGS = {tag for document in DOCUMENTS for tag in document.tags}


def page(client: FlaskClient, address: str) -> html.HtmlElement:
    response = client.get(address)
    assert response.status_code == 200, response.text
    return tree(response.text)


def values(shown: html.HtmlElement) -> dict[str, int]:
    links = shown.xpath("//section[@class='facet']//li/a")
    return {link.xpath("string(bdi)"): int(link.xpath("string(span[@class='n'])")) for link in links}


def test_categories_are_a_tree_that_opens_where_one_is_chosen(client: FlaskClient) -> None:
    shown = page(client, "/?ui=en")
    [culture] = shown.xpath("//section[@data-facet='category']/ul/li[a/bdi='Culture']")
    assert "Heritage" in culture.xpath("details/ul/li/a/bdi/text()")
    assert culture.xpath("details/ul/li[a/bdi='Heritage']/details/ul/li/a/bdi/text()") == ["Bridges"]
    assert not shown.xpath("//section[@data-facet='category']//details[@open]")
    path = PATH_SEPARATOR.join(("Culture", "Heritage", "Bridges"))
    chosen = client.get("/", query_string={"category": path, "ui": "en"}).text
    opened = tree(chosen).xpath("//section[@data-facet='category']//details[@open]/parent::li/a/bdi/text()")
    assert opened == ["Culture", "Heritage"]
    [link] = tree(chosen).xpath("//section[@data-facet='category']//a[@aria-current='true']")
    assert link.xpath("string(bdi)") == "Bridges"
    assert "selected" in link.text_content()


def test_a_chosen_value_stays_in_sight_though_nothing_has_it(client: FlaskClient) -> None:
    shown = page(client, "/?q=bridge&tag=no+such+tag&ui=en")
    [link] = shown.xpath("//section[@data-facet='tag']//a[@aria-current='true']")
    assert (link.xpath("string(bdi)"), link.xpath("string(span[@class='n'])")) == ("no such tag", "0")


def test_a_chosen_value_far_down_is_shown(client: FlaskClient) -> None:
    last = sorted(TAGS)[-1]
    shown = tree(client.get("/", query_string={"tag": last, "ui": "en"}).text)
    assert shown.xpath("//section[@data-facet='tag']//a[@aria-current='true']/bdi/text()") == [last]


def test_more_leads_to_all_values_with_the_same_search(client: FlaskClient) -> None:
    start = page(client, "/?q=bridge&ui=en")
    [more] = start.xpath("//section[@data-facet='tag']/p[@class='more']/a/@href")
    shown = page(client, more)
    wanted = {tag for document in DOCUMENTS if "bridge" in document.body for tag in document.tags}
    assert set(values(shown)) == wanted
    assert shown.xpath("string(//p[@class='count'])").startswith(f"{len(wanted)} values")
    assert total(page(client, shown.xpath("string(//p[@class='back']/a/@href)"))) == total(start)


@pytest.mark.parametrize("ui", ["en", "fa"])
def test_the_form_finds_values_and_each_leads_to_its_articles(client: FlaskClient, ui: str) -> None:
    start = page(client, f"/?language=en&ui={ui}")
    [form] = start.xpath("//section[@data-facet='tag']/form")
    fields = {field.get("name"): field.get("value") for field in form.xpath("input[@type='hidden']")}
    shown = tree(client.get(form.get("action"), query_string={**fields, "find": "OF 1"}).text)
    links = shown.xpath("//section[@class='facet']//li/a")
    assert links
    for link in links:
        assert {"of", "1"} <= set(link.xpath("string(bdi)").replace("1", " 1 ").split())
        found = page(client, link.get("href"))
        assert found.xpath("//div[@class='chips']//bdi/text()")[-1:] or found
        assert len(found.xpath("//ol[@class='hits']/li")) >= 1
    assert shown.xpath("//input[@id='find']/@value") == ["OF 1"]


def test_counts_of_the_page_are_those_of_the_results(client: FlaskClient) -> None:
    shown = page(client, "/facets/author?q=bridge&ui=en")
    links = shown.xpath("//section[@class='facet']//li/a")
    assert links
    for link in links:
        assert total(page(client, link.get("href"))) == int(link.xpath("string(span[@class='n'])"))


def test_nothing_found_says_so(client: FlaskClient) -> None:
    shown = page(client, "/facets/author?find=zzzz&ui=en")
    assert "No value contains these letters" in shown.xpath("string(//main)")
    assert "0 of" in shown.xpath("string(//p[@class='count'])")


def test_languages_are_found_by_the_names_that_are_shown(client: FlaskClient) -> None:
    assert set(values(page(client, "/facets/language?find=فارسي&ui=fa"))) == {"فارسی"}
    assert set(values(page(client, "/facets/language?find=pers&ui=en"))) == {"Persian"}


def test_values_as_json(client: FlaskClient) -> None:
    answer = client.get("/api/v1/facets/tag?q=bridge&find=OF+1&size=2").json
    assert (answer["facet"], len(answer["values"])) == ("tag", 2)
    assert answer["total"] > answer["matching"] > 2
    value = answer["values"][0]
    found = client.get("/api/v1/search", query_string={"q": "bridge", "tag": value["value"]}).json
    assert found["total"] == value["count"]
    wrong = client.get("/api/v1/facets/tag?size=0")
    assert (wrong.status_code, wrong.json["error"]["code"]) == (400, "bad-request")
    assert client.get("/api/v1/facets/colour").status_code == 404


def test_there_is_no_such_facet(client: FlaskClient) -> None:
    assert client.get("/facets/colour").status_code == 404
