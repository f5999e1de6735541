"""Screenshots of the page and of the desk: ``make screenshots``. Those in SHOWN are part of the docs."""

import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page

from tests.browser.finding import find_browser
from tests.browser.running import EDITOR_HEADER, SIZES, chromium, running

IMAGES = Path(__file__).parents[2] / "docs" / "images"
SHOWN = ("results-en", "results-fa", "desk-en", "desk-fa")
"""These are part of the project."""


class State(NamedTuple):
    """``type`` is typed into the box before the screenshot, ``draft`` on the desk (a title, and a text after
    it); ``whole`` includes the whole page.
    """

    name: str
    path: str
    size: str = "desktop"
    scheme: str = "light"
    type: str = ""
    whole: bool = False
    draft: str = ""


DRAFT_EN = """Tirvan waits for its new library
The old bridge gets its stones back, one by one, and the masons of Tirvan work in the rain.

The lamp at Cape Orsa turns again, and the trains return to the Sarna valley this week."""
DRAFT_FA = """کتابخانهٔ تازهٔ تیروان
پل قدیمی سنگ‌هایش را پس می‌گیرد و سنگ‌تراشان تیروان در باران کار می‌کنند.

چراغ دماغهٔ اورسا دوباره می‌چرخد. کتابخانهٔ کودکان در مارولا هم باز شد."""
STATES = (
    State("results-en", "/?q=harbour+OR+river&ui=en"),
    State("results-fa", "/?q=کودکان&ui=fa"),
    State("home-fa-phone", "/?ui=fa", "phone"),
    State("filters-en-dark", "/?q=river&language=en&year=2018&year=2019&explain=1&ui=en", scheme="dark"),
    State("suggestions-sq", "/?ui=sq", type="bibl"),
    State("results-ar-phone-dark", "/?q=مكتبة&ui=ar", "phone", "dark"),
    State("nothing-en-phone", "/?q=libary+zeppelin&year=2016&ui=en", "phone"),
    State("article-fa", "/article/{article}?q=کتابخانه&ui=fa", whole=True),
    State("desk-en", "/desk?ui=en", draft=DRAFT_EN),
    State("desk-fa", "/desk?ui=fa", draft=DRAFT_FA),
)


def main(folder: Path) -> None:
    """Write them all to a folder, and those of the README to docs/images."""
    program = find_browser()
    if program is None:
        sys.exit("No Chromium: scripts/browser.sh tells how one is had")
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as data,
        running(Path(data), lanterns=False) as site,
        chromium(program) as browser,
    ):
        for state in STATES:
            picture = take(browser, site, state)
            for place in (folder, IMAGES) if state.name in SHOWN else (folder,):
                (place / f"{state.name}.png").write_bytes(picture)
            print(folder / f"{state.name}.png")


def take(browser: Browser, site: str, state: State) -> bytes:
    """One screenshot, as PNG."""
    look: dict[str, Any] = {"viewport": SIZES[state.size], "color_scheme": state.scheme}
    context = browser.new_context(
        base_url=site,
        device_scale_factor=2 if state.size == "phone" else 1,
        extra_http_headers={EDITOR_HEADER: "Mira Orchard"},
        **look,
    )
    page = context.new_page()
    page.goto(state.path.format(article=_article(page)), wait_until="networkidle")
    if state.type:
        page.locator("#q").press_sequentially(state.type, delay=20)
        page.locator("[role=option]").first.wait_for()
    if state.draft:
        title, _, text = state.draft.partition("\n")
        page.fill("#title", title)
        page.fill("#text", text)
        page.locator("#links li").first.wait_for()
        page.locator("#title").blur()
    picture = page.screenshot(full_page=state.whole)
    context.close()
    return picture


def _article(page: Page) -> str:
    hits = page.request.get("/api/v1/search", params={"q": "کتابخانه", "language": "fa"}).json()["hits"]
    return str(hits[0]["id"])


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/screenshots"))
