"""axe-core finds nothing on any page, in any language, scheme and size.

All rules are checked in a language of each direction, on a desktop and on a phone. The other two
languages have the same elements, so only the rules that texts can break are checked there.
"""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.browser.running import EDITOR_HEADER
from tests.browser.test_desk import look_up

PAGES = {
    "home": "/?",
    "results": "/?q=lantern+OR+فانوس&size=3",
    "filters": "/?q=canal&language=en&author=Ada+Oakley&author=Ben+Oakley&year=2016&from=2015&explain=1",
    "facet": "/facets/author?q=lantern&find=a",
    "zero": "/?q=zeppelinquark&language=fa&exact=1&from=nonsense",
    "article": "/article/{article}?q=lantern",
    "error": "/nowhere?",
    "widget": "/widget?mode=inline&related=1",
    "desk": "/desk?",
    "queries": "/desk/queries?days=7",
    "weights": "/desk/steering?file=weights",
    "stories": "/desk/stories?article={article}",
    "decisions": "/desk/decisions?",
    "closed": "/desk?",
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_TEXTS = [
    *(
        "aria-command-name",
        "aria-input-field-name",
        "aria-toggle-field-name",
        "button-name",
        "document-title",
    ),
    *(
        "empty-heading",
        "empty-table-header",
        "html-has-lang",
        "html-lang-valid",
        "image-alt",
        "input-button-name",
    ),
    *(
        "label",
        "landmark-unique",
        "link-name",
        "select-name",
        "summary-name",
        "svg-img-alt",
        "target-size",
        "valid-lang",
    ),
]
# Nothing is worked out about the elements that pass.
RUN = """async ([kind, values]) => {
    const options = {runOnly: {type: kind, values}, resultTypes: ['violations']};
    return (await axe.run(document, options)).violations;
}"""
BY_TAGS, BY_RULE = "tag", "rule"


@pytest.mark.parametrize(
    ("language", "size"), [("en", "desktop"), ("fa", "phone"), ("ar", "desktop"), ("sq", "phone")]
)
def test_axe_finds_nothing(open_page: Open, language: str, size: str) -> None:
    page = open_page(None, size, color_scheme="light")
    page.expected += ["404", "403"]  # type: ignore[attr-defined]
    article = page.request.get("/api/v1/search?q=lantern").json()["hits"][0]["id"]
    asked = {"type": "query", "query": "lantern", "total": 64}
    assert page.request.post("/api/v1/events", data={"events": [asked]}).ok
    found = []
    for name, address in PAGES.items():
        page.emulate_media(color_scheme="light")
        page.set_extra_http_headers({} if name == "closed" else {EDITOR_HEADER: "mira"})
        page.goto(f"{address.format(article=article)}&ui={language}")
        if name == "desk":
            look_up(page)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        page.evaluate(AXE_SCRIPT)
        if language not in ("en", "fa"):
            found += violations(page, BY_RULE, OF_TEXTS, name)
            continue
        found += violations(page, BY_TAGS, RULES, name)
        # Only colours differ in the other scheme.
        page.emulate_media(color_scheme="dark")
        found += violations(page, BY_RULE, ["color-contrast"], f"{name}, dark")
    assert found == []


def violations(page: Page, kind: str, rules: list[str], name: str) -> list[tuple[str, ...]]:
    found = page.evaluate(RUN, [kind, rules])
    return [
        (name, violation["id"], violation["help"], node["html"][:200], node["failureSummary"][:300])
        for violation in found
        for node in violation["nodes"][:3]
    ]
