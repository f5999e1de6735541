from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from app_documents import DOCUMENTS, HOSTILE_ID
from flask.testing import FlaskClient
from lxml import html
from page_support import total, tree

from search_app.urls import Urls

PAGES = (
    "/?ui=en",
    "/?q=bridge&ui=en",
    "/?q=bridge&language=en&year=2014&year=2016&page=1&ui=en",
    "/?q=bridge+library&from=2014-02&to=2016&sort=newest&match=any&exact=1&ui=en",
    "/?q=zeppelin+bridge&language=fa&ui=en",
    "/?q=zeppelin&language=fa&exact=1&ui=en",
    "/article/doc-5?q=bridge&ui=en",
    "/article/doc-2?ui=fa",
)


def page(client: FlaskClient, address: str) -> html.HtmlElement:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return tree(response.text)


@pytest.mark.parametrize("address", PAGES)
def test_every_link_leads_to_a_page(client: FlaskClient, address: str) -> None:
    links = {urljoin(address, link) for link in page(client, address).xpath("//a/@href | //link/@href")}
    assert len(links) >= 8
    for link in sorted(links):
        if not urlsplit(link).scheme and "#" not in link:
            assert client.get(link).status_code == 200, link


@pytest.mark.parametrize("address", ["/?ui=en", "/?q=bridge&ui=en", "/?q=bridge&from=2014&to=2019&ui=en"])
def test_a_count_is_the_number_of_articles_behind_its_link(client: FlaskClient, address: str) -> None:
    start = page(client, address)
    links = start.xpath("//section[@class='facet']//li/a")
    assert len(links) > 20
    for link in links:
        promised = int(link.xpath("string(span[@class='n'])"))
        assert total(page(client, link.get("href"))) == promised, link.get("href")


@pytest.mark.parametrize(
    "address",
    [
        "/?q=bridge&ui=en",
        "/?year=2015&ui=en",
        "/?from=2014-03-05&to=2015-11-20&ui=en",
        "/?from=2014-03-01&to=2014-04-20&ui=en",
    ],
)
def test_a_bar_leads_to_as_many_articles_as_it_says(client: FlaskClient, address: str) -> None:
    start = page(client, address)
    bars = start.xpath("//svg//a")
    assert len(bars) > 1
    for bar in bars:
        promised = int(bar.get("aria-label").rpartition(":")[2].split()[0])
        assert total(page(client, bar.get("href"))) == promised, bar.get("href")


def test_choosing_more_values_widens_and_removing_one_comes_back(client: FlaskClient) -> None:
    start = page(client, "/?q=bridge&year=2014&ui=en")
    other = start.xpath("//div[@class='facets']//li/a[bdi='2016']")[0]
    both = page(client, other.get("href"))
    assert total(both) == total(start) + int(other.xpath("string(span[@class='n'])"))
    chips = both.xpath("//div[@class='chips']//a")
    assert [chip.xpath("string(bdi)") for chip in chips] == ["2014", "2016", ""]
    assert total(page(client, chips[1].get("href"))) == total(start)
    cleared = page(client, chips[2].get("href"))
    assert not cleared.xpath("//div[@class='chips']")
    assert cleared.xpath("string(//input[@id='q']/@value)") == "bridge"


def test_paging_to_the_end_shows_each_article_once(client: FlaskClient) -> None:
    address, seen = "/?size=7&ui=en", []
    while address:
        shown = page(client, address)
        seen += shown.xpath("//ol[@class='hits']//h2/a/@href")
        following = shown.xpath("//nav[@class='pages']//a[@rel='next']/@href")
        address = following[0] if following else ""
    links = Urls()
    assert sorted(url.split("?")[0] for url in seen) == sorted(links.article(one.id) for one in DOCUMENTS)


def test_back_to_the_search_keeps_its_filters_its_page_and_the_place(client: FlaskClient) -> None:
    address = "/?q=bridge&language=en&from=2012&sort=newest&size=2&page=2&ui=en"
    [link] = page(client, address).xpath("//ol[@class='hits']/li[2]//h2/a/@href")
    [back] = page(client, link).xpath("//p[@class='back']/a/@href")
    found, _, anchor = back.partition("#")
    again = page(client, found)
    assert page(client, address).xpath("//ol[@class='hits']//h2/a/@href") == again.xpath(
        "//ol[@class='hits']//h2/a/@href"
    )
    [place] = again.xpath("//ol[@class='hits']/li[@id=$anchor]", anchor=anchor)
    assert link in place.xpath(".//a/@href")
    assert not page(client, "/article/doc-1?ui=en").xpath("//p[@class='back']")
    # The search box of the article's page begins a new search.
    assert not page(client, link).xpath("//form[@role='search']//input[@name='language' or @name='page']")


def test_the_home_page_begins_with_values_of_the_readers_language(client: FlaskClient) -> None:
    def values(address: str) -> list[str]:
        shown = page(client, address)
        return shown.xpath("//section[@data-facet='category']/ul/li/a/bdi/text()")

    own = values("/?ui=sq&language=sq")
    assert own
    assert values("/?ui=sq")[: len(own)] == own
    # With a search the most frequent come first, as ever.
    assert values("/?ui=sq&q=bridge+OR+ura+OR+پل")[: len(own)] != own


def test_a_page_after_the_last_leads_to_the_last(client: FlaskClient) -> None:
    response = client.get("/?q=bridge&size=10&page=9999")
    assert response.status_code == 302
    last = page(client, response.headers["Location"])
    assert last.xpath("//nav[@class='pages']//*[@aria-current='page']")
    assert not last.xpath("//a[@rel='next']")


def test_search_is_another_name_of_the_page(client: FlaskClient) -> None:
    response = client.get("/search?q=%D9%BE%D9%84&year=2015")
    assert response.status_code == 301
    assert response.headers["Location"].endswith("/?q=%D9%BE%D9%84&year=2015")


def test_forms_carry_the_state_that_they_do_not_ask_for(client: FlaskClient) -> None:
    address = "/?q=bridge&tag=tag+1&year=2014&from=2014&to=2015&match=any&exact=1&sort=oldest&size=5&ui=en"
    expected = sorted(parse_qsl(urlsplit(address).query))
    shown = page(client, address)
    for form in shown.forms:
        fields = sorted((name, value) for name, value in form.form_values() if value)
        given = sorted(
            (name, value + {"from": "-01-01", "to": "-12-31"}.get(name, "")) for name, value in expected
        )
        assert fields == given, form.get("class")


def test_hostile_texts_stay_texts(client: FlaskClient) -> None:
    links = Urls(ui="en")
    addresses = (
        "/?q=bridge&size=100&ui=en",
        "/?q=%3Cscript%3Ealert(1)%3C/script%3E&tag=%22%3E%3Cimg+src=x%3E&ui=en",
        "/?from=%3Cb%3E&ui=%3Cb%3E",
        links.article(HOSTILE_ID, "<b>x</b>"),
    )
    for address in addresses:
        text = client.get(address).text
        shown = tree(text)
        assert not shown.xpath(
            "//script[not(@src) and not(@type='application/ld+json')] | //img | //h1//b | //b | //i | //u"
        )
        assert not [link for link in shown.xpath("//@href") if link.lower().startswith("javascript")]
    article = page(client, links.article(HOSTILE_ID))
    assert article.xpath("string(//h1)") == "<script>alert('bridge')</script> & \"marks\""


def test_each_hit_has_its_articles_language_and_direction(client: FlaskClient) -> None:
    shown = page(client, "/?size=100&ui=en")
    found = {(a.get("lang"), a.get("dir")) for a in shown.xpath("//ol[@class='hits']//article")}
    assert {("en", "ltr"), ("sq", "ltr"), ("fa", "rtl"), ("ar", "rtl"), ("und", "auto")} <= found


@pytest.mark.parametrize(("ui", "way"), [("en", "ltr"), ("fa", "rtl"), ("ar", "rtl"), ("sq", "ltr")])
def test_the_interface_speaks_the_chosen_language_on_every_link(
    client: FlaskClient, ui: str, way: str
) -> None:
    shown = page(client, f"/?q=bridge&ui={ui}")
    root = shown.xpath("/html")[0]
    assert (root.get("lang"), root.get("dir")) == (ui, way)
    assert shown.xpath("//nav[@class='switch']//a[@aria-current]/@lang") == [ui]
    for link in shown.xpath("//main//a/@href"):
        assert ("ui", ui) in parse_qsl(urlsplit(link).query), link


def test_the_browsers_language_is_used_where_none_is_chosen(client: FlaskClient) -> None:
    response = client.get("/", headers={"Accept-Language": "de, ar;q=0.8, en;q=0.5"})
    assert 'lang="ar"' in response.text
    assert "Accept-Language" in response.headers["Vary"]
    assert "ui=" not in tree(response.text).xpath("string(//main//a/@href)")


def test_numbers_and_dates_have_the_languages_digits(client: FlaskClient) -> None:
    shown = page(client, "/article/doc-2?ui=fa")
    about = shown.xpath("string(//p[@class='about'])")
    assert "۳ مارس ۲۰۱۴" in about
    assert "۱۲ اسفند ۱۳۹۲" in about


def test_a_search_that_finds_nothing_shows_ways_that_find_something(client: FlaskClient) -> None:
    shown = page(client, "/?q=Masons&language=fa&from=2001&to=2002&exact=1&ui=en")
    assert "Nothing found" in shown.xpath("string(//h1)")
    ways = shown.xpath("//div[@class='nothing']//a[span]")
    assert ways
    for way in ways:
        assert total(page(client, way.get("href"))) == int(way.xpath("string(span)")) > 0
    other = page(client, "/?q=Masons&language=fa&ui=en").xpath("//ul[@class='inline']//a")
    assert [link.xpath("string()").split()[0] for link in other] == ["English"]


def test_other_forms_are_offered_where_the_exact_one_is_nowhere(client: FlaskClient) -> None:
    shown = page(client, "/?q=mason&exact=1&ui=en")
    [way] = shown.xpath("//div[@class='nothing']//a[span]")
    assert way.text.strip() == "Find other forms of these words too"
    assert total(page(client, way.get("href"))) == int(way.xpath("string(span)")) > 0
    [both] = page(client, "/?q=mason&exact=1&language=fa&ui=en").xpath("//div[@class='nothing']//a[span]")
    assert total(page(client, both.get("href"))) == int(both.xpath("string(span)")) > 0


def test_a_partial_answer_says_so(client: FlaskClient) -> None:
    shown = page(client, "/?q=bridge+library+zeppelin&ui=en")
    notice = shown.xpath("//p[@class='notice']")[0]
    assert "These have 2 of 3." in notice.text_content()
    assert total(page(client, notice.xpath(".//a/@href")[0])) >= total(shown) > 0


def test_what_was_not_understood_is_named(client: FlaskClient) -> None:
    shown = page(client, "/?from=soon&page=x&to=2020&ui=en")
    notices = [notice.text_content() for notice in shown.xpath("//p[@class='notice']")]
    assert notices == [
        "“soon” was not understood and was ignored.",
        "“x” was not understood and was ignored.",
    ]


def test_the_reading_page(client: FlaskClient) -> None:
    shown = page(client, "/article/doc-4?q=bridge&ui=en")
    assert [p.text for p in shown.xpath("//div[@class='text']/p")][1:] == [
        "A second paragraph.",
        "Bakers tried a rye loaf.",
    ]
    assert shown.xpath("//p[@class='original']/a/@href") == ["https://paper.example/4"]
    assert shown.xpath("//link[@rel='canonical']/@href") == ["https://paper.example/4"]
    assert "q=bridge" in shown.xpath("string(//p[@class='back']/a/@href)")
    related = shown.xpath("//section[@class='related']//li")
    assert related
    assert related[0].xpath(".//p[@class='shared']/bdi")
    for link in shown.xpath("//p[@class='path']/a | //p[@class='about']//a | //ul[@class='inline']//a"):
        assert total(page(client, link.get("href"))) > 0


def test_nothing_is_painted_before_all_that_may_move_is_read(client: FlaskClient) -> None:
    shown = tree(client.get("/?q=bridge").text)
    (place,) = shown.xpath("//head/link[@rel='expect'][@blocking='render']/@href")
    (awaited,) = shown.xpath(f"//*[@id='{place.removeprefix('#')}']")
    assert awaited.xpath("preceding::main")
    assert not awaited.xpath("following::*[not(self::p or self::div or self::button)]")


def test_the_site_can_be_mounted_under_a_path(client: FlaskClient) -> None:
    response = client.get("/?q=bridge", base_url="http://localhost/archive")
    shown = tree(response.text)
    elsewhere = "//main//a/@href | //form/@action | //link[not(starts-with(@href, '#'))]/@href"
    paths = {urlsplit(link).path for link in shown.xpath(elsewhere)}
    assert paths
    assert all(path.startswith("/archive/") for path in paths), paths
