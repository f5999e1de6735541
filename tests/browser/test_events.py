"""What the page and the widget report: finished queries once, never half-typed ones, and opened hits."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.conftest import Open
from tests.browser.host_pages import HostPages, host_pages

PAUSE, HOLD = 4_100, 20_100
_EVENTS = re.compile(r"/events(\?|$)")


class Reports:
    """The events that pages send, in order. Hits lead nowhere, so that the page stays."""

    def __init__(self, context: BrowserContext) -> None:
        self.all: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.statuses: list[int] = []
        context.route(_EVENTS, self._take)
        context.on(
            "response", lambda answer: _EVENTS.search(answer.url) and self.statuses.append(answer.status)
        )
        context.route("https://lanterns.example/**", lambda route: route.fulfill(status=204))

    def _take(self, route: Route) -> None:
        self.all += json.loads(route.request.post_data or "{}")["events"]
        self.headers.append(route.request.headers)
        route.continue_()

    def wait(self, page: Page, number: int) -> list[tuple[str, str, int]]:
        """As many events as (type, query, rank or total)."""
        for _ in range(600):
            if len(self.all) >= number:
                break
            page.wait_for_timeout(100)
        return [(one["type"], one["query"], one.get("rank", one.get("total"))) for one in self.all]


def test_the_page_reports_a_query_once_when_it_is_finished(open_page: Open) -> None:
    page = open_page(None, fresh=True)
    reports = Reports(page.context)
    page.clock.install()
    page.goto("/?ui=en")
    box = page.locator("#q")
    box.press_sequentially("lanter", delay=50)
    expect(page.locator("#content")).to_have_attribute("data-q", "lanter")
    page.clock.fast_forward(PAUSE)
    box.press_sequentially("n", delay=600)
    expect(page.locator("h1")).to_contain_text("64")
    page.clock.fast_forward(PAUSE)
    page.clock.fast_forward(HOLD)
    assert reports.wait(page, 1) == [("query", "lantern", 64)]
    box.press_sequentially(" walk", delay=20)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("lantern walk")
    assert reports.wait(page, 2)[1:] == [("query", "lantern walk", 64)]
    page.locator("nav.pages a[rel=next]").click()
    expect(page.locator("ol.hits")).to_have_attribute("start", "11")
    page.locator(".hits h2 a").nth(2).click(modifiers=["ControlOrMeta"])
    assert reports.wait(page, 3)[2:] == [("click", "lantern walk", 13)]
    page.locator("#q").fill("song")
    page.wait_for_timeout(700)
    page.keyboard.press("Enter")
    assert reports.wait(page, 4)[3:] == [("query", "song", 64)]
    assert set(reports.statuses) == {202}
    assert {one["language"] for one in reports.all} == {"en"}
    assert reports.all[2]["id"].startswith("lantern-")
    assert not [headers for headers in reports.headers if "cookie" in headers]


@pytest.fixture(scope="module")
def host(site: str) -> Iterator[HostPages]:
    with host_pages(site) as pages:
        yield pages


def test_the_widget_reports_to_another_origin(open_page: Open, host: HostPages) -> None:
    """In the page: by a pause, Enter and a click. In a list under the field: by an article and Enter."""
    page = open_page(None, fresh=True)
    page.expected += ["another host"]  # type: ignore[attr-defined]
    reports = Reports(page.context)
    page.clock.install()
    tags = host.tag("lang=en&language=en") + host.tag("lang=en&mode=dropdown&language=en")
    page.goto(host.put("/reporting", tags))
    field = page.locator("input[name=q]").first
    field.press_sequentially("lanter", delay=50)
    expect(page.locator(".fehrest-count")).to_be_visible()
    page.clock.fast_forward(PAUSE)
    field.press_sequentially("n", delay=300)
    expect(page.locator(".fehrest-count")).to_contain_text("64")
    page.clock.fast_forward(PAUSE)
    page.clock.fast_forward(HOLD)
    assert reports.wait(page, 1) == [("query", "lantern", 64)]
    field.fill("canal")
    page.keyboard.press("Enter")
    assert reports.wait(page, 2)[1:] == [("query", "canal", 64)]
    page.get_by_role("button", name="Next").click()
    expect(page.locator(".fehrest-hits")).to_have_attribute("start", "11")
    page.locator(".fehrest-hits .fehrest-title").nth(1).click()
    assert reports.wait(page, 3)[2:] == [("click", "canal", 12)]
    field = page.locator("input[name=q]").last
    field.press_sequentially("choir", delay=100)
    expect(page.locator("[role=option] .fehrest-title").first).to_be_visible()
    page.locator("[role=option] .fehrest-title").nth(1).click()
    assert reports.wait(page, 5)[3:] == [("query", "choir", 64), ("click", "choir", 2)]
    field.fill("mill")
    page.keyboard.press("Enter")
    assert reports.wait(page, 6)[5][:2] == ("query", "mill")
    assert set(reports.statuses) == {202}
    assert {(one["source"], one["language"]) for one in reports.all} == {("widget", "en")}
    assert {one.get("filters") for one in reports.all[:5]} == {"language=en"}
    for headers in reports.headers:
        assert headers["content-type"].startswith("text/plain")
        assert "cookie" not in headers
