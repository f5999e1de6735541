"""The plugin in a real WordPress, with a real service: what is published there is found here."""

import re
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from scripts.plugin import build
from tests.wordpress.plugged import CLOSED, SECONDS, Service, seconds_until
from tests.wordpress.site import ZONE

sys.path.append(str(Path(__file__).parents[1] / "syncing"))
from syncing_support import counts, run

TEHRAN = ZoneInfo(ZONE)
OLD = {"post_date": "2020-02-02 10:00:00"}
SEND = ["do_action", "fehrest_send"]
MILL = (
    "The windmill on the north shore grinds barley again, and its keeper, a baker by trade, sells flat bread "
    "to hikers from a hatch under the sails."
)


def para(text):
    return f"<!-- wp:paragraph -->\n<p>{text}</p>\n<!-- /wp:paragraph -->\n\n"


def tale(word, n=1):
    return para(f"The {word} left the pier at {n + 3} with {n + 5} goats and a brass band on board.") + para(
        f"Halfway across the fog came down, and {n + 7} players of the band showed the pilot the way."
    )


@pytest.fixture(scope="module")
def service(wordpress, tmp_path_factory):
    """A service whose archive was synced from the site, which has the plugin and one post from before."""
    folder = tmp_path_factory.mktemp("plugin")
    wordpress.clear()
    wordpress.posts({"post_title": "Lighthouse from before", "post_content": tale("lighthouse"), **OLD})
    run(folder / "archive.sqlite3", wordpress.url, timezone=TEHRAN)
    wordpress.install(build(folder))
    with Service(folder) as running:
        assert wordpress.call(["activate_plugin", "fehrest/fehrest.php"]) == [None]
        yield running
        wordpress.call(["update_option", "fehrest", {}], ["deactivate_plugins", "fehrest/fehrest.php"])


@pytest.fixture
def setup(wordpress, service):
    """Changes the settings; returns a function for further changes."""

    def change(**options):
        wordpress.call(["set_up", settings(service, **options)])

    change()
    return change


def settings(service, **options):
    return {"address": service.url, "write_key": service.write_key, **options}


def is_found(service, words, *titles):
    return lambda: sorted(service.search(words)) == sorted(titles)


def article_of(wordpress, service, post):
    [id_] = wordpress.call(["get_post_meta", post, "_fehrest_id", True])
    return id_, service.get(f"articles/{id_}")


def test_what_is_published_is_found(wordpress, service, setup, record_property):
    [arts, _] = wordpress.call(
        ["wp_insert_term", "Arts", "category"], ["wp_insert_term", "ferries", "post_tag"]
    )
    [crafts] = wordpress.call(["wp_insert_term", "Crafts", "category", {"parent": arts["term_id"]}])
    person = {"user_login": "clara", "user_pass": "-", "display_name": "Clara Penhale"}
    [clara] = wordpress.call(["wp_insert_user", person])
    fields = {"post_author": clara, "post_category": [crafts["term_id"]], "tags_input": ["ferries"], **OLD}
    post = wordpress.post("A gazebo at sea", tale("gazebo"), **fields)
    seconds = seconds_until(is_found(service, "gazebo", "A gazebo at sea"))
    record_property("seconds until found", seconds)
    _, article = article_of(wordpress, service, post)
    assert article["authors"] == ["Clara Penhale"]
    assert article["categories"] == [["Arts", "Crafts"]]
    assert article["tags"] == ["ferries"]
    assert article["date"].startswith("2020-02-02T10:00")
    assert article["modified"] == article["date"]
    assert article["url"] == wordpress.call(["get_permalink", post])[0]
    assert wordpress.call(["rows_of_queue"]) == [[]]
    wordpress.call(["wp_update_term", arts["term_id"], "category", {"name": "Arts and more"}])
    seconds_until(
        lambda: article_of(wordpress, service, post)[1]["categories"] == [["Arts and more", "Crafts"]]
    )


def test_an_editors_day(wordpress, service, setup):
    changed, trashed, deleted, private, secret = wordpress.posts(
        *({"post_title": f"Windmill {n}", "post_content": tale("windmill", n)} for n in range(5))
    )
    seconds_until(is_found(service, "windmill", *(f"Windmill {n}" for n in range(5))))
    wordpress.call(
        ["wp_update_post", {"ID": changed, "post_content": tale("windmill", 40), "post_title": "Windmill A"}],
        ["wp_trash_post", trashed],
        ["wp_delete_post", deleted, True],
        ["wp_update_post", {"ID": private, "post_status": "private"}],
        ["wp_update_post", {"ID": secret, "post_password": "sesame"}],
    )
    seconds_until(is_found(service, "windmill", "Windmill A"))
    assert "with 45 goats" in article_of(wordpress, service, changed)[1]["body"]
    wordpress.call(
        ["wp_untrash_post", trashed],
        ["wp_publish_post", trashed],
        ["wp_update_post", {"ID": secret, "post_password": ""}],
    )
    seconds_until(is_found(service, "windmill", "Windmill A", "Windmill 1", "Windmill 4"))


def test_drafts_stay_and_scheduled_posts_arrive(wordpress, service, setup):
    later = {"post_status": "future", "post_date": "2099-02-02 10:00:00"}
    draft, future = wordpress.posts(
        {"post_title": "Draft of a zeppelin", "post_content": tale("zeppelin"), "post_status": "draft"},
        {"post_title": "Zeppelin on time", "post_content": tale("zeppelin"), **later},
    )
    assert wordpress.call(["rows_of_queue"]) == [[]]
    assert service.search("zeppelin") == []
    wordpress.call(["wp_publish_post", future])
    seconds_until(is_found(service, "zeppelin", "Zeppelin on time"))
    wordpress.call(["wp_delete_post", draft, True])
    assert service.search("zeppelin") == ["Zeppelin on time"]


def test_what_a_service_that_is_away_misses_arrives_later(wordpress, service, setup):
    setup(address=CLOSED)
    first = wordpress.post("Balloon one", tale("balloon", 1))
    assert wordpress.call(["rows_of_queue"])[0][0]["pause"] == "60"
    wordpress.call(["failed_just_now"])
    second = wordpress.post("Balloon two", tale("balloon", 2))
    _, rows, page = wordpress.call(
        ["wp_set_current_user", 1], ["rows_of_queue"], ["printed", "Fehrest\\Settings_Page::show"]
    )
    assert "2 posts wait to be sent" in page
    assert "Away" in page
    assert [int(row["post_id"]) for row in rows] == [first, second]
    assert rows[0]["attempts"] == "1"
    assert rows[0]["error"]
    assert rows[1]["attempts"] == "0", "the second one did not wait for a service that is away"
    for pause in ("120", "240"):
        wordpress.call(["rows_due"], SEND)
        assert wordpress.call(["rows_of_queue"])[0][0]["pause"] == pause
    wordpress.call(["update_option", "fehrest", settings(service)], SEND)
    seconds_until(is_found(service, "balloon", "Balloon one", "Balloon two"))
    assert wordpress.call(["rows_of_queue"], ["get_option", "fehrest_last_error"]) == [[], False]


def test_what_the_service_refuses_waits_for_its_next_change(wordpress, service, setup):
    wordpress.call(["update_option", "paper_breaks", 1])
    post = wordpress.post("Broken kite", tale("kite"))
    [row] = wordpress.call(["rows_of_queue"])[0]
    assert int(row["pause"]) > 10**9
    assert "content" in row["error"]
    _, page = wordpress.call(["wp_set_current_user", 1], ["printed", "Fehrest\\Settings_Page::show"])
    assert "1 post was refused" in page
    assert "Broken kite" in page
    wordpress.call(["delete_option", "paper_breaks"])
    wordpress.call(["wp_update_post", {"ID": post, "post_title": "Whole kite"}])
    seconds_until(is_found(service, "kite", "Whole kite"))


def test_push_and_sync_make_one_article(wordpress, service, setup):
    [[old]] = wordpress.call(["get_posts", {"s": "Lighthouse", "fields": "ids"}])
    wordpress.call(["wp_update_post", {"ID": old, "post_title": "Lighthouse of today"}])
    new = wordpress.post("Lighthouse that is new", tale("lighthouse", 9))
    seconds_until(is_found(service, "lighthouse", "Lighthouse of today", "Lighthouse that is new"))
    archive = service.data / "archive.sqlite3"
    added, _, deleted, failed = counts(run(archive, wordpress.url, timezone=TEHRAN))
    assert (added, deleted, failed) == (0, 0, 0)
    assert sorted(service.search("lighthouse")) == ["Lighthouse of today", "Lighthouse that is new"]
    wordpress.call(["wp_trash_post", new])
    seconds_until(is_found(service, "lighthouse", "Lighthouse of today"))
    assert counts(run(archive, wordpress.url, timezone=TEHRAN))[0] == 0


@pytest.mark.parametrize("made_by", ["wpml", "polylang"])
def test_languages_are_sent_and_elements_are_not(wordpress, setup, made_by):
    [here, there] = wordpress.posts(
        {"post_title": "Here", "post_content": tale("anchor") + "[fehrest_search]"},
        {"post_title": "There", "post_content": tale("anchor", 3)},
    )
    wordpress.call(
        ["update_option", "paper_languages", {here: "en", there: "sq"}],
        ["update_option", f"paper_{made_by}", "sq"],
    )
    [sent, link, page] = wordpress.call(
        ["sent_for", here], ["get_permalink", there], ["Fehrest\\Languages::current"]
    )
    wordpress.call(["delete_option", "paper_languages"], ["delete_option", f"paper_{made_by}"])
    assert (sent["lang"], page) == ("en", "sq")
    assert sent["translations"] == {"sq": {"link": link}}
    assert "fehrest" not in sent["content"]["rendered"]


def test_texts_are_in_the_language_of_the_site(wordpress, setup):
    plural = ("%s post still waits.", "%s posts still wait.")
    texts = wordpress.call(
        ["translated", "fa_IR", "Write key", *plural, 1], ["translated", "ar", "Write key", *plural, 2]
    )
    assert texts == [
        ["کلید نوشتن", "%s نوشته هنوز در انتظار است."],
        ["مفتاح الكتابة", "مقالتان (%s) ما زالتا تنتظران."],
    ]


def test_results_are_those_of_the_service(wordpress, service, setup):
    wordpress.call(["update_option", "posts_per_page", 2])
    wordpress.posts(
        *({"post_title": f"Compass {n}", "post_content": tale("compass " * n, n)} for n in range(1, 6))
    )
    seconds_until(lambda: len(service.search("compass")) == 5)
    setup(replace_results=True)
    pages = [shown(wordpress, f"/page/{page}/?s=compasses") for page in (1, 2, 3)]
    assert [title for page in pages for title in page] == service.search("compasses")
    setup(replace_results=True, address=CLOSED)
    assert shown(wordpress, "/?s=compasses") == [], "WordPress's own search does not know forms of words"
    assert len(shown(wordpress, "/?s=compass")) == 2
    assert wordpress.call(["get_option", "_transient_fehrest_search_down"]) == ["1"]
    wordpress.call(["update_option", "posts_per_page", 10])


def shown(wordpress, path):
    """The titles on a page of results."""
    return re.findall(r"entry-title[^>]*>(?:<a[^>]*>)?([^<]+)<", wordpress.get(path))


def test_elements_on_pages(wordpress, service, setup):
    setup(replace_form=True, related=True, read_key=service.read_key, mode="dropdown")
    content = (
        tale("sextant")
        + '[fehrest_search mode="dialog" language="fa"]'
        + '<!-- wp:fehrest/search {"placeholder":"Sea \\u003e land"} /-->'
        + '<!-- wp:fehrest/related {"size":3} /-->[fehrest_related size="4"]'
    )
    post = wordpress.post("Sextants", content)
    [link, form] = wordpress.call(["get_permalink", post], ["get_search_form", {"echo": False}])
    page = wordpress.get(link.removeprefix(wordpress.url))
    assert f'<script type="module" src="{service.url}/widget.js" id="fehrest-widget-js"></script>' in page
    assert f"{service.url}/widget.css" in page
    shortcode, block = re.findall(r"<fehrest-search.*?</fehrest-search>", page)[:2]
    assert '<fehrest-search mode="dialog"' in shortcode
    assert '<input type="hidden" name="language" value="fa">' in shortcode
    assert f'action="{service.url}/"' in block
    assert 'name="q"' in block
    assert "Sea &gt; land" in block
    assert re.findall(r'<fehrest-related for-url="([^"]+)" size="(\d)"', page) == [(link, n) for n in "345"]
    assert f'key="{service.read_key}"' in block
    assert form.startswith('<fehrest-search mode="dropdown"')
    assert "fehrest-related" not in wordpress.get("/")
    setup(replace_form=True, replace_results=True)
    [form] = wordpress.call(["get_search_form", {"echo": False}])
    assert f'action="{wordpress.url}/"' in form
    [field] = re.findall(r'name="s" id="([^"]+)"', form)
    assert f'<fehrest-search for="{field}"' in form
    setup(address="")
    page = wordpress.get(link.removeprefix(wordpress.url))
    assert "<fehrest" not in page
    assert "widget.js" not in page


def test_the_panel_of_the_editor_looks_a_draft_up(wordpress, service, setup):
    wordpress.posts({"post_title": "Lamp of Cape Orsa", "post_content": tale("lamp of Cape Orsa", 4), **OLD})
    wordpress.call(SEND)
    seconds_until(is_found(service, "orsa", "Lamp of Cape Orsa"))
    draft = {"title": "Boats", "content": tale("boat") + para("They saw the lamp of Cape Orsa shine.")}
    found = wordpress.call(["drafted", draft])[0]
    [link, *_] = [one for one in found["links"] if one["title"] == "Lamp of Cape Orsa"]
    assert "lamp" in link["phrase"]
    assert {"links", "related", "back"} == found.keys()
    assert any(one["title"] == "Lamp of Cape Orsa" for one in found["related"])
    assert service.read_key not in str(found)
    setup(address=CLOSED)
    assert wordpress.call(["drafted", draft]) == [{"error": 502}]
    assert wordpress.call(["drafted", draft, 0]) == [{"error": 401}]


def test_the_sidebar_of_a_real_editor(wordpress, service, setup, browser):
    """From right to left: it follows the text, names a copy, and sets a link, which can be undone."""
    wordpress.post("Clock of Mount Ferro", para("It strikes nine, and children count along."), **OLD)
    wordpress.post("Windmill from before", para(MILL), **OLD)
    wordpress.call(SEND, ["update_option", "paper_locale", "fa_IR"])
    seconds_until(is_found(service, "ferro", "Clock of Mount Ferro"))
    seconds_until(is_found(service, "barley", "Windmill from before"))
    context = browser.new_context(base_url=wordpress.url)
    context.set_default_timeout(1000 * SECONDS)
    try:
        page = context.new_page()
        write_post(page, "Boats", "They saw the clock of Mount Ferro shine at night.", MILL)
        page.get_by_role("button", name="این پیش‌نویس در بایگانی").click()
        sidebar = page.locator(".fehrest-draft")
        expect(sidebar.locator(".fehrest-draft-published")).to_contain_text("Windmill from before")
        expect(sidebar).to_have_css("direction", "rtl")
        sidebar.get_by_role("button", name="پیوند بده").first.click()
        link = page.locator(".block-editor-rich-text__editable a")
        expect(link).to_have_text("clock of Mount Ferro")
        assert "clock-of-mount-ferro" in link.get_attribute("href")
        expect(sidebar.get_by_role("button", name="پیوند بده")).to_have_count(0)
        page.locator(".components-snackbar").get_by_role("button", name="برگردان").click()
        expect(link).to_have_count(0)
        assert service.write_key not in page.content()
    finally:
        context.close()
        wordpress.call(["update_option", "paper_locale", ""])


def write_post(page, title, *paragraphs):
    """Log in, and type a new post."""
    page.goto("/wp-login.php?redirect_to=%2Fwp-admin%2Fpost-new.php")
    page.fill("#user_login", "editor")
    page.fill("#user_pass", "a-word-for-tests")
    page.click("#wp-submit")
    heading = page.locator(".editor-post-title__input")
    heading.wait_for()
    page.evaluate("wp.data.dispatch('core/preferences').set('core/edit-post', 'welcomeGuide', false)")
    heading.fill(title)
    for paragraph in paragraphs:
        page.keyboard.press("Enter")
        page.keyboard.insert_text(paragraph)


def test_settings(wordpress, service, setup):
    setup(write_key="fk_0123456789abcdefghij<end>")
    _, page, died = wordpress.call(
        ["wp_set_current_user", 1],
        ["printed", "Fehrest\\Settings_Page::show"],
        ["reason_of_death", "Fehrest\\Settings_Page::test"],
    )
    assert "fk_0123" not in page
    assert "••••••••end&gt;" in page
    assert page.count('name="_wpnonce"') == 2
    assert died
    nobody = wordpress.call(
        ["printed", "Fehrest\\Settings_Page::show"], ["reason_of_death", "Fehrest\\Settings_Page::test"]
    )
    assert nobody == ["", "You may not do this."]
    clean = "Fehrest\\Options::sanitize"
    kept, wrong, forgotten = wordpress.call(
        [
            clean,
            {
                "address": "https://search.example/ ",
                "write_key": "",
                "mode": "x",
                "post_types": ["post", "y"],
            },
        ],
        [clean, {"address": "javascript:alert(1)"}],
        [clean, {"forget_write_key": "1", "related_size": "900"}],
    )
    assert (kept["address"], kept["mode"], kept["post_types"]) == (
        "https://search.example",
        "dropdown",
        ["post"],
    )
    assert kept["write_key"].startswith("fk_0123")
    assert kept["push"] is False
    assert wrong["address"] == service.url
    assert (forgotten["write_key"], forgotten["related_size"]) == ("", 20)


def test_the_test_of_the_connection(wordpress, service, setup):
    cases = [
        ({"address": ""}, "address of the service is missing"),
        ({"address": CLOSED}, "cannot be reached"),
        ({"address": wordpress.url}, "not Fehrest"),
        ({"write_key": ""}, "write key is missing"),
        ({"write_key": "fk_wrong"}, "refuses the write key: This key is wrong"),
        ({"write_key": service.read_key}, "may not write"),
        ({"read_key": "fk_wrong"}, "refuses the read key"),
    ]
    good, *found = wordpress.call(
        ["findings", settings(service)], *(["findings", settings(service, **options)] for options, _ in cases)
    )
    assert [each["ok"] for each in good] == [True, True]
    assert re.search(r"\d+ articles", good[0]["message"])
    for (options, message), bad in zip(cases, found, strict=True):
        assert any(not each["ok"] and message in each["message"] for each in bad), options


def test_commands(wordpress, service, setup, monkeypatch):
    monkeypatch.setenv("SITE_CLI", "1")
    wordpress.call(["emptied"], ["set_up", settings(service, push=False)])
    posts = wordpress.posts(
        *({"post_title": f"Rudder {n}", "post_content": tale("rudder", n), **OLD} for n in range(3))
    )
    assert service.search("rudder") == []
    dry, sent, _, after = wordpress.call(
        ["command", "sync", {"dry-run": True}],
        ["command", "sync", {"batch": "2"}],
        ["wp_trash_post", posts[0]],
        ["command", "sync"],
    )
    assert dry == ["Success: 3 posts would be sent, 0 would be removed."]
    assert sent == ["ticks: 3", "Success: 3 posts were sent, 0 were removed."]
    assert after[-1] == "Success: 2 posts were sent, 1 were removed."
    seconds_until(is_found(service, "rudder", "Rudder 1", "Rudder 2"))
    _, away, status = wordpress.call(
        ["set_up", settings(service, address=CLOSED)], ["command", "sync"], ["command", "status"]
    )
    assert away[-1].startswith("Error: The service does not answer")
    assert "waiting: 0, refused: 0" in status
    assert status[-1] == "Error: The connection does not work."


def test_uninstalling_leaves_nothing(wordpress, service, setup):
    wordpress.post("Telescope", tale("telescope"))
    try:
        assert wordpress.call(["uninstalled"]) == [[]]
    finally:
        wordpress.call(["delete_option", "fehrest_schema"])
    assert wordpress.call(["rows_of_queue"]) == [[]], "the table is made again while the plugin is active"
