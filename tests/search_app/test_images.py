"""Lead images on pages: from named hosts only, with a place reserved, and with the article's own words."""

from datetime import UTC

import pytest
from page_support import faults, tree

from engines.port.model import Document, Image
from engines.registry import open_store
from search.documents import index_document
from search_app.application import make_app
from search_app.service import SearchService
from search_app.settings import Settings, SettingsError
from search_app.views.images import ImageHosts

HERON = Image("https://files.town.example/heron.jpg", "A heron at the weir", "The heron in April", 1200, 800)
OTHER = Image("https://other.example/b.jpg")
DOCUMENTS = (
    Document("a", "Water at the mill", "The miller opened the sluice.", "en", image=HERON),
    Document("b", "آب در آسیاب", "آسیابان دریچه را باز کرد. miller", "fa", image=OTHER),
)


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """Opens a page with settings, on one index for all of them."""
    data = tmp_path_factory.mktemp("images")
    store = open_store("tantivy", data)
    engine = store.create()
    engine.add(index_document(document, UTC) for document in DOCUMENTS)
    engine.commit(1)
    store.publish(engine)
    engine.close()

    def open_page(address, **settings):
        service = SearchService(Settings(data=data, timezone="UTC", **settings))
        answer = make_app(service).test_client().get(address)
        assert answer.status_code == 200, answer.text
        return answer

    return open_page


def images(answer):
    assert faults(answer.text) == []
    return tree(answer.text).xpath("//main//img")


def test_without_named_hosts_no_page_loads_an_image(opened):
    answer = opened("/?q=miller")
    assert images(answer) == []
    assert "img-src 'self' data:;" in answer.headers["Content-Security-Policy"]


def test_images_of_named_hosts_are_shown_with_their_place_reserved(opened):
    answer = opened("/?q=miller", image_hosts="Files.Town.example, .elsewhere.example")
    [image] = images(answer)
    shown = {name: image.get(name) for name in ("src", "alt", "width", "height", "loading", "decoding")}
    assert shown == {
        "src": HERON.url, "alt": HERON.alt, "width": "1200", "height": "800",
        "loading": "lazy", "decoding": "async",
    }  # fmt: skip
    policy = answer.headers["Content-Security-Policy"]
    assert "img-src 'self' data: files.town.example *.elsewhere.example elsewhere.example;" in policy
    assert images(opened("/?q=miller", image_hosts="files.town.example", images="off")) == []
    off = opened("/?q=miller", image_hosts="files.town.example", images="off")
    assert "files.town.example" not in off.headers["Content-Security-Policy"]


def test_an_article_shows_its_image_with_the_caption_and_names_it_to_previews(opened):
    answer = opened("/article/a", image_hosts="files.town.example")
    assert [image.get("src") for image in images(answer)] == [HERON.url]
    page = tree(answer.text)
    assert page.xpath("string(//figcaption)") == HERON.caption
    named = {each.get("property"): each.get("content") for each in page.xpath("//meta[@property]")}
    assert named["og:image"] == HERON.url
    assert (named["og:image:width"], named["og:image:alt"]) == ("1200", HERON.alt)
    # Previews are made elsewhere, so the hosts of pages do not matter.
    assert OTHER.url in opened("/article/b").text


def test_an_image_without_a_text_is_decorative_and_one_without_a_size_gets_a_usual_one(opened):
    [image] = images(opened("/article/b", image_hosts="other.example"))
    assert (image.get("alt"), image.get("width"), image.get("height")) == ("", "3", "2")


@pytest.mark.parametrize(
    ("hosts", "shown"),
    [
        ("files.town.example", True), (".town.example", True), (".example", True), ("town.example", False),
        ("", False), (".own.example", False),
    ],
)  # fmt: skip
def test_hosts(hosts, shown):
    found = ImageHosts.of(Settings(image_hosts=hosts)).view(HERON)
    assert bool(found) is shown


def test_settings_that_make_no_sense_are_refused():
    with pytest.raises(SettingsError, match="use on or off"):
        Settings.load({"FEHREST_IMAGES": "maybe"})
    with pytest.raises(SettingsError, match="FEHREST_IMAGE_HOSTS"):
        Settings.load({"FEHREST_IMAGE_HOSTS": "https://town.example/x; script-src *"})
