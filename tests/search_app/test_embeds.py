import re

import pytest
from flask.testing import FlaskClient
from page_support import tree


def described(client: FlaskClient, url: str, **more: str) -> dict[str, object]:
    answer = client.get("/oembed", query_string={"url": url, **more})
    assert answer.status_code == 200, answer.text
    assert answer.json["version"] == "1.0"
    assert answer.json["type"] == "rich"
    return answer.json


def test_a_saved_search_has_its_first_hits_and_no_script(client: FlaskClient) -> None:
    answer = client.get("/embed?q=bridge&size=2&ui=en")
    page = tree(answer.text)
    assert len(page.xpath("//li")) == 2
    assert page.xpath("//script") == []
    assert set(page.xpath("//a/@target")) == {"_top"}
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    whole = page.xpath("//h1/a/@href")[0]
    assert len(tree(client.get(whole).text).xpath("//ol[@class='hits']/li")) > 2


def test_without_a_search_it_is_a_box(client: FlaskClient) -> None:
    page = tree(client.get("/embed?ui=fa").text)
    assert page.xpath("//form/@target") == ["_top"]
    assert page.xpath("//li") == []
    assert page.xpath("/html/@dir") == ["rtl"]
    assert page.xpath("//input[@type='hidden']/@value") == ["fa"]


def test_no_other_page_may_be_framed(client: FlaskClient) -> None:
    for address in ("/", "/?q=bridge", "/article/doc-1", "/widget"):
        assert "frame-ancestors 'none'" in client.get(address).headers["Content-Security-Policy"]


def test_a_results_page_leads_to_its_description(client: FlaskClient) -> None:
    [link] = tree(client.get("/?q=bridge&language=en").text).xpath("//link[contains(@type, 'oembed')]/@href")
    found = client.get(link.removeprefix("http://localhost")).json
    assert 'src="http://localhost/embed?q=bridge&amp;language=en' in found["html"]
    assert f'height="{found["height"]}"' in found["html"]


def test_the_frame_has_the_height_of_what_it_shows(client: FlaskClient) -> None:
    box = described(client, "http://localhost/")
    few = described(client, "http://localhost/?q=bridge&size=1")
    more = described(client, "http://localhost/?q=bridge&size=2")
    assert box["height"] < few["height"] < more["height"]
    low = described(client, "http://localhost/?q=bridge&size=10", maxheight=str(few["height"]))
    assert low["height"] <= few["height"]
    assert described(client, "http://localhost/", maxwidth="300")["width"] == 300


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://elsewhere.example/?q=bridge",
        "http://localhost/article/doc-1",
        "http://localhost.example/",
        "http://[",
        "javascript:alert(1)",
    ],
)
def test_other_addresses_have_none(client: FlaskClient, url: str) -> None:
    answer = client.get("/oembed", query_string={"url": url})
    assert answer.status_code == 404
    assert answer.json["error"]["code"] == "no-frame"


def test_only_json_and_a_width_that_fits(client: FlaskClient) -> None:
    assert client.get("/oembed?url=http://localhost/&format=xml").status_code == 400
    assert client.get("/oembed?url=http://localhost/&maxwidth=20").status_code == 404


def test_nothing_in_an_address_gets_into_the_tag(client: FlaskClient) -> None:
    html = described(client, 'http://localhost/?q="><script>alert(1)</script>')["html"]
    assert not re.search(r"<script|\"><", html.removesuffix("></iframe>"))
