"""The widget on pages of another origin: plain, with a strict policy, right to left, in a loud theme, without
JavaScript, and with a service that is away.
"""

import contextlib
import gzip
import itertools
import json
import re
import urllib.request
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Error, Page, Request, expect

from tests.browser.host_pages import THEME, HostPages, host_pages
from tests.browser.pages import Pages
from tests.browser.test_axe import BY_TAGS, RULES, violations

Visit = Callable[..., Page]
MODES = pytest.mark.parametrize("mode", ["inline", "dropdown", "dialog"])
LIVE = ".fehrest-live"
OPTION = "[role=listbox] [role=option]"
HITS = ".fehrest-hits > li"
NUMBERS = itertools.count()


@pytest.fixture(scope="module")
def host(site: str) -> Iterator[HostPages]:
    with host_pages(site) as pages:
        yield pages


@pytest.fixture(scope="module")
def pages(browser: Browser, host: HostPages) -> Iterator[Pages]:
    # Pictures of the sample are on hosts that do not exist.
    opened = Pages(browser, host.origin, alone=False, expected=("ERR_NAME_NOT_RESOLVED",))
    yield opened
    opened.close()


@pytest.fixture
def visit(pages: Pages, host: HostPages, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Opens a page of the other site with these choices for the tag. Any error in the console fails."""

    def open_(
        choices: str = "",
        *,
        body: str | None = None,
        width: int = 900,
        script: bool = True,
        fresh: bool = False,
        **page: str,
    ) -> Page:
        address = host.put(f"/{next(NUMBERS)}", host.tag(choices) if body is None else body, **page)
        opened = pages.open(script=script, fresh=fresh, viewport={"width": width, "height": 800})
        opened.goto(address)
        return opened

    failed = request.session.testsfailed
    yield open_
    assert pages.give_back(keep=request.session.testsfailed == failed) == []


def field(page: Page):
    return page.locator("input[name=q]").last


def ask(page: Page, text: str) -> None:
    field(page).click()
    field(page).press_sequentially(text, delay=15)


def begin(page: Page, mode: str, text: str) -> None:
    """Type a query, after opening the dialog in that mode."""
    if mode == "dialog":
        page.locator("fehrest-search > form button").click()
        expect(page.locator("dialog")).to_be_visible()
    ask(page, text)


@MODES
def test_a_strict_policy_and_trusted_types_allow_it(visit: Visit, host: HostPages, mode: str) -> None:
    service = host.service
    policy = (
        f"default-src 'none'; script-src {service}; connect-src {service}; style-src {service}; "
        f"form-action {service}; base-uri 'none'; require-trusted-types-for 'script'"
    )
    page = visit(f"mode={mode}&lang=en", policy=policy)
    # The policy of the page decides about pictures, which load when they are near the window.
    page.expected += ["Loading the image"]  # type: ignore[attr-defined]
    begin(page, mode, "lantern")
    shown = page.locator(f"{OPTION} .fehrest-title" if mode == "dropdown" else HITS)
    expect(shown.first).to_be_visible()
    assert page.locator("mark").count() > 0
    expect(page.locator(LIVE)).to_have_text("64 articles")


@pytest.mark.parametrize(
    ("mode", "language"),
    [
        ("inline", "en"),
        ("inline", "fa"),
        ("inline", "ar"),
        ("inline", "sq"),
        ("dropdown", "fa"),
        ("dialog", "en"),
    ],
)
def test_axe_finds_nothing_and_nothing_overflows(visit: Visit, mode: str, language: str) -> None:
    page = visit(f"mode={mode}&lang={language}", lang=language, width=320)
    begin(page, mode, "lantern")
    expect(page.locator(LIVE)).not_to_be_empty()
    if mode != "dropdown":
        page.locator(".fehrest-filters summary").click()
    page.evaluate(AXE_SCRIPT)
    assert violations(page, BY_TAGS, RULES, mode) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_theme_that_styles_every_element_leaves_it_usable(visit: Visit) -> None:
    page = visit("mode=inline&lang=en", head=f"<style>{THEME}</style>", width=360)
    ask(page, "lantern")
    expect(page.locator(HITS).first).to_be_visible()
    form = page.locator(".fehrest-form").bounding_box()
    button = page.locator(".fehrest-form button").bounding_box()
    own = field(page).bounding_box()
    assert form
    assert own
    assert button
    assert abs(own["y"] - button["y"]) < 8, "the field and its button are on one line"
    assert own["height"] < 70
    assert own["x"] >= form["x"] - 1
    assert button["x"] + button["width"] <= 361
    first = page.locator(HITS).first.bounding_box()
    assert first
    assert first["x"] >= 0
    assert first["x"] + first["width"] <= 361


def test_right_to_left_in_a_list_under_the_field(visit: Visit) -> None:
    page = visit("mode=dropdown&lang=fa", lang="fa", width=700)
    ask(page, "فان")
    expect(page.locator(f"{OPTION} .fehrest-title").first).to_be_visible()
    box, panel = field(page).bounding_box(), page.locator("[role=listbox]").bounding_box()
    assert box
    assert panel
    assert abs((panel["x"] + panel["width"]) - (box["x"] + box["width"])) < 12
    assert panel["y"] >= box["y"] + box["height"]
    assert "۶" in page.locator(".fehrest-all").inner_text()
    assert "مقاله" in page.locator(LIVE).inner_text() or page.wait_for_timeout(1200) is None
    expect(page.locator(LIVE)).to_contain_text("مقاله")


@MODES
def test_without_javascript_it_is_a_plain_form(visit: Visit, host: HostPages, mode: str) -> None:
    page = visit(f"mode={mode}&lang=fa&language=fa", script=False, lang="fa")
    if mode != "dialog":
        field(page).fill("فانوس")
    page.locator("fehrest-search button").click()
    page.wait_for_url(f"{host.service}/?*")
    assert page.locator(".hits h2").count() == 10
    assert "language=fa" in page.url


def test_until_it_is_used_only_two_kilobytes_are_loaded(visit: Visit, host: HostPages) -> None:
    page = visit("lang=en&plain=1", fresh=True)
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    page.reload()
    page.wait_for_load_state("networkidle")
    ours = [request.url for request in asked if request.url.startswith(host.service)]
    assert ours == [f"{host.service}/widget.js"]
    entry = page.request.get(ours[0]).body()
    assert len(gzip.compress(entry, 9)) <= 2048
    field(page).focus()
    expect(field(page)).to_have_attribute("role", "combobox")
    scripts = {
        request.url
        for request in asked
        if "/widget" in request.url and request.url.split("?")[0].endswith(".js")
    }
    assert len(scripts) == 6
    assert sum(len(gzip.compress(page.request.get(url).body(), 9)) for url in scripts) <= 12 * 1024


def test_nothing_moves_while_it_loads(visit: Visit) -> None:
    page = visit("lang=en", fresh=True)
    page.evaluate("""
        window.moved = 0;
        new PerformanceObserver(list => list.getEntries().forEach(one => { moved += one.value; }))
            .observe({type: 'layout-shift', buffered: true});
    """)
    before = page.locator("#after").bounding_box()
    field(page).focus()
    page.wait_for_load_state("networkidle")
    assert page.locator("#after").bounding_box() == before
    assert page.evaluate("moved") == 0


def test_arrows_and_enter_in_the_page(visit: Visit) -> None:
    page = visit("mode=inline&lang=en")
    address = page.url
    ask(page, "lant")
    expect(page.locator(OPTION).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    text = page.locator("[aria-selected=true]").inner_text()
    assert field(page).get_attribute("aria-activedescendant") == page.locator(
        "[aria-selected=true]"
    ).get_attribute("id")
    page.keyboard.press("Enter")
    value = field(page).input_value()
    assert text.startswith(value)
    expect(page.locator(HITS).first).to_be_visible()
    expect(page.locator(OPTION).first).to_be_hidden()
    field(page).fill("canal")
    page.keyboard.press("Enter")
    expect(page.locator(".fehrest-hits mark").first).to_have_text("canal")
    assert page.url == address


def test_enter_in_a_list_goes_to_the_page_and_an_article_to_itself(visit: Visit, host: HostPages) -> None:
    page = visit("mode=dropdown&lang=en&language=en")
    ask(page, "lantern")
    expect(page.locator(".fehrest-all")).to_be_visible()
    links = page.locator(f"a{OPTION.split()[-1]}")
    assert links.first.get_attribute("href").startswith("https://lanterns.example/en/")
    page.keyboard.press("ArrowUp")
    assert "64" in page.locator("[aria-selected=true]").inner_text()
    page.keyboard.press("Escape")
    expect(page.locator("[role=listbox]")).to_be_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{host.service}/?*")
    assert "q=lantern" in page.url
    assert "language=en" in page.url


def test_an_earlier_answer_never_replaces_a_later_one(visit: Visit) -> None:
    page = visit("mode=inline&lang=en")
    held = []
    page.route(lambda url: "q=can&" in url and "/search" in url, lambda route: held.append(route))
    ask(page, "can")
    page.wait_for_timeout(500)
    assert held
    field(page).press_sequentially("al", delay=15)
    expect(page.locator(".fehrest-hits mark").first).to_have_text("canal")
    empty = {"total": 0, "hits": [], "facets": {}, "page": 1, "pages": 0, "size": 10}
    # A request that was cancelled is as good.
    with contextlib.suppress(Error):
        held[0].fulfill(status=200, json=empty)
    page.wait_for_timeout(300)
    expect(page.locator(".fehrest-hits mark").first).to_have_text("canal")


@pytest.mark.parametrize("late", [False, True])
def test_nothing_is_asked_while_a_word_is_being_composed(visit: Visit, late: bool) -> None:
    page = visit("mode=inline&lang=fa", lang="fa", fresh=True)
    held = []
    # A reader may begin before the scripts are there.
    page.route("**/widget/search.js*", lambda route: held.append(route) if late else route.continue_())
    field(page).click()
    if late:
        page.wait_for_timeout(100)
    else:
        expect(field(page)).to_have_attribute("role", "combobox")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "q=" in request.url else None)
    client = page.context.new_cdp_session(page)
    client.send("Input.imeSetComposition", {"text": "فان", "selectionStart": 3, "selectionEnd": 3})
    for route in held:
        route.continue_()
    expect(field(page)).to_have_attribute("role", "combobox")
    page.wait_for_timeout(500)
    assert asked == []
    client.send("Input.insertText", {"text": "فانوس"})
    expect(page.locator(HITS).first).to_be_visible()


def test_paging_moves_the_focus_and_says_the_number_once(visit: Visit) -> None:
    page = visit("mode=inline&lang=en")
    ask(page, "lantern")
    expect(page.locator(LIVE)).to_have_text("64 articles")
    first = page.locator(HITS).first.inner_text()
    page.get_by_role("button", name="Next").click()
    expect(page.locator(".fehrest-count")).to_be_focused()
    assert page.locator(HITS).first.inner_text() != first
    assert page.locator(".fehrest-hits").get_attribute("start") == "11"
    page.locator(".fehrest-filters summary").click()
    box = page.locator(".fehrest-value input[name=year]").first
    box.check()
    expect(page.locator(".fehrest-count")).not_to_have_text("64 articles")
    expect(page.locator(".fehrest-value input:checked")).to_be_focused()
    page.locator("select").select_option("oldest")
    expect(page.locator("a.fehrest-all")).to_have_attribute("href", re.compile("year=.*sort=oldest"))
    assert page.locator(LIVE).count() == 1


def test_the_dialog_opens_by_key_and_gives_the_focus_back(visit: Visit) -> None:
    page = visit("mode=dialog&lang=en&shortcut=1")
    press = (
        "code => document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'ظ', code, bubbles: true}))"
    )
    page.evaluate(press, "KeyA")
    assert page.locator("dialog").count() == 0
    page.evaluate(press, "Slash")
    expect(page.locator("dialog input")).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("dialog input")).to_have_value("/")
    # The first time Escape empties the field, as in any field for searching.
    page.keyboard.press("Escape")
    expect(page.locator("dialog input")).to_have_value("")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    button = page.locator("fehrest-search > form button")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()


def test_under_a_field_of_the_theme(visit: Visit, host: HostPages) -> None:
    theirs = '<form action="/results"><input id="s" name="s" aria-label="Find"></form>'
    script = f'<script type="module" src="{host.service}/widget.js"></script>'
    page = visit(body=f'{theirs}<fehrest-search for="s" filters="language=en"></fehrest-search>{script}')
    box = page.locator("#s")
    box.click()
    box.press_sequentially("lantern", delay=15)
    expect(page.locator(OPTION).last).to_be_visible()
    expect(page.locator(f"{OPTION} .fehrest-all")).to_have_text("All results (64)")
    assert f"{host.service}/?q=lantern&language=en" in page.locator("a[role=option]").last.get_attribute(
        "href"
    )
    page.keyboard.press("Enter")
    page.wait_for_url("**/results?s=lantern")


def test_several_on_one_page_do_not_disturb_each_other(visit: Visit, host: HostPages) -> None:
    page = visit(body=host.tag("lang=en&language=en") + host.tag("lang=en&language=fa&mode=dropdown"))
    one, other = page.locator("fehrest-search").first, page.locator("fehrest-search").last
    one.locator("input[name=q]").click()
    one.locator("input[name=q]").press_sequentially("lantern", delay=15)
    expect(one.locator(HITS).first).to_be_visible()
    other.locator("input[name=q]").click()
    other.locator("input[name=q]").press_sequentially("فانوس", delay=15)
    expect(other.locator(OPTION).last).to_be_visible()
    assert one.locator(HITS).count() == 10
    names = page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(names) == len(set(names))
    assert page.locator(LIVE).count() == 1


def test_the_back_button_restores_the_results(visit: Visit, host: HostPages) -> None:
    page = visit("mode=inline&lang=en")
    host.put("/elsewhere", "Elsewhere")
    ask(page, "lantern")
    expect(page.locator(HITS).first).to_be_visible()
    page.get_by_role("button", name="Next").click()
    expect(page.locator(".fehrest-hits")).to_have_attribute("start", "11")
    page.goto(f"{host.origin}/elsewhere")
    page.go_back()
    expect(page.locator(".fehrest-hits")).to_have_attribute("start", "11")
    expect(field(page)).to_have_value("lantern")


@MODES
def test_where_the_service_is_away_the_form_still_goes_to_the_page(
    visit: Visit, host: HostPages, mode: str
) -> None:
    page = visit(f"mode={mode}&lang=en")
    page.expected += ["ERR_FAILED", "Failed to fetch", "dynamically imported"]  # type: ignore[attr-defined]
    page.route(
        lambda url: "/api/" in url or (mode == "dialog" and "/widget/" in url), lambda route: route.abort()
    )
    if mode != "dialog":
        ask(page, "lantern")
        expect(page.get_by_text("The search cannot be reached.").first).to_be_visible()
        page.keyboard.press("Enter")
    else:
        page.locator("fehrest-search button").click()
    page.wait_for_url(f"{host.service}/*")


def test_related_articles_say_why(visit: Visit, host: HostPages) -> None:
    script = f'<script type="module" src="{host.service}/widget.js"></script>'
    canonical = '<link rel="canonical" href="https://lanterns.example/en/3">'
    body = f'<fehrest-related lang="en" size="3"></fehrest-related>{script}'
    page = visit(body=body, head=canonical)
    expect(page.locator("fehrest-related li")).to_have_count(3)
    assert (
        page.locator("fehrest-related li a")
        .first.get_attribute("href")
        .startswith("https://lanterns.example/")
    )
    assert "Shared words:" in page.locator("fehrest-related li").first.inner_text()
    page.evaluate(AXE_SCRIPT)
    assert violations(page, BY_TAGS, RULES, "related") == []


def test_related_articles_that_cannot_be_had_leave_what_was_there(visit: Visit, host: HostPages) -> None:
    script = f'<script type="module" src="{host.service}/widget.js"></script>'
    inside = f'<a href="{host.service}/">The archive</a>'
    page = visit(body=f'<fehrest-related for-id="no-such">{inside}</fehrest-related>{script}')
    page.expected += ["404"]  # type: ignore[attr-defined]
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("link", name="The archive")).to_be_visible()


def test_a_frame_fits_and_leads_out_of_itself(visit: Visit, host: HostPages) -> None:
    found = f"{host.service}/?q=lantern&ui=en"
    with urllib.request.urlopen(f"{host.service}/oembed?url={quote(found)}") as answer:
        html = json.loads(answer.read())["html"]
    page = visit(body=html, width=320)
    frame = page.frame_locator("iframe")
    expect(frame.locator("li")).to_have_count(5)
    root = "document.documentElement"
    assert page.frames[1].evaluate(f"{root}.scrollHeight <= innerHeight && {root}.scrollWidth <= innerWidth")
    frame.locator("li a").first.click()
    page.wait_for_url(f"{host.service}/article/*")
