"""What does the widget cost a page?  python -m benchmarks.widget [--data FOLDER] [--throttle 4]

Serves an archive in a process of its own, and the widget on a page of another origin in Chromium. Prints

- the gzipped bytes and the requests until the first focus and until the first results, and
- the milliseconds from a keystroke to painted results, with a slowed-down processor. They include the pause
  of 140 ms after which the widget asks. Each query is typed letter by letter; the last letter is measured.

Without ``--data`` the archive is the sample.
"""

import argparse
import gzip
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, Response, TimeoutError

from benchmarks.siege import service
from tests.browser.finding import find_browser
from tests.browser.host_pages import HostPages, host_pages
from tests.browser.running import chromium, running

QUERIES = {
    "en": ("water", "school", "bridge", "garden", "railway", "market"),
    "fa": ("کتاب", "مدرسه", "دریا", "باران", "زمستان", "بازار"),
    "ar": ("مدينة", "مدرسة", "كتاب", "الربيع", "السوق", "مطر"),
    "sq": ("shkolla", "libri", "qyteti", "rruga", "dimri", "pazari"),
}
MODES = ("inline", "dropdown")
_SHOWN = {"inline": ".fehrest-hits > li", "dropdown": "[role=option] .fehrest-title"}
_WATCH = """([field, list]) => {
    const painted = then => requestAnimationFrame(() => setTimeout(() => then(performance.now())));
    const isHit = node => node.querySelector?.(".fehrest-title");
    document.querySelector(field).addEventListener("keydown", event => {
        Object.assign(window, {pressed: event.timeStamp, seen: 0});
    });
    new MutationObserver(changes => {
        const hits = changes.some(one => [...one.addedNodes].some(isHit));
        if (hits && !window.seen) painted(now => { window.seen = now; });
    }).observe(document.querySelector(list), {childList: true, subtree: true});
}"""


def measure(page: Page, host: HostPages, mode: str, language: str) -> list[float]:
    """Milliseconds from the last letter of each query to painted hits."""
    page.goto(host.put(f"/{mode}-{language}", host.tag(f"mode={mode}&lang={language}"), lang=language))
    field = page.locator("input[name=q]")
    field.focus()
    page.wait_for_selector("[role=listbox]", state="attached")
    page.evaluate(_WATCH, ["input[name=q]", "fehrest-search"])
    times = []
    for query in QUERIES[language]:
        field.fill("")
        field.press_sequentially(query[:-1], delay=120)
        page.wait_for_timeout(1500)
        field.press_sequentially(query[-1])
        try:
            page.wait_for_function("window.seen > 0", timeout=15_000)
        except TimeoutError:
            print(f"{query} has no hits")
        else:
            times.append(page.evaluate("window.seen - window.pressed"))
    return times


def sizes(browser: Browser, host: HostPages) -> list[str]:
    """Lines with bytes and requests before the first focus, and with the first results."""
    context = browser.new_context()
    page, answers = context.new_page(), list[Response]()

    def note(answer: Response) -> None:
        answers.append(answer)

    page.on("response", note)
    page.goto(host.put("/sizes", host.tag("lang=en")))
    page.wait_for_load_state("networkidle")
    lines = [f"before the first focus: {_counted(answers, host)}"]
    page.locator("input[name=q]").press_sequentially("water")
    page.wait_for_selector(_SHOWN["inline"])
    lines.append(f"with the first results: {_counted(answers, host)}")
    context.close()
    return lines


def _counted(all_answers: list[Response], host: HostPages) -> str:
    answers = [answer for answer in all_answers if answer.url.startswith(host.service)]
    kinds = {"scripts": ".js", "stylesheet": ".css", "answers": ""}
    groups: dict[str, list[int]] = {name: [] for name in kinds}
    for answer in answers:
        path = answer.url.split("?")[0]
        name = next(name for name, ending in kinds.items() if path.endswith(ending))
        groups[name].append(len(gzip.compress(answer.body(), 9)))
    total = f"{len(answers)} requests, {sum(map(sum, groups.values())):,} bytes"
    parts = (f"{name} {len(found)}: {sum(found):,}" for name, found in groups.items() if found)
    return f"{total} ({', '.join(parts)})"


def run(browser: Browser, address: str, throttle: float) -> None:
    """Measure all and print it."""
    with host_pages(address) as host:
        print(*sizes(browser, host), sep="\n")
        for mode in MODES:
            for language in QUERIES:
                context = browser.new_context(viewport={"width": 1000, "height": 800})
                page = context.new_page()
                client = context.new_cdp_session(page)
                client.send("Emulation.setCPUThrottlingRate", {"rate": throttle})
                found = measure(page, host, mode, language)
                context.close()
                if found:
                    middle, most = statistics.median(found), max(found)
                    count = f"{len(found)} queries"
                    print(f"{mode:9} {language}: median {middle:5.0f} ms, max {most:5.0f} ({count})")


def main() -> None:
    """Read the arguments, start the service and the browser."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path)
    arguments.add_argument("--throttle", type=float, default=4)
    given = arguments.parse_args()
    program = find_browser()
    if program is None:
        sys.exit("No Chromium: scripts/browser.sh shows how to get one")
    with chromium(program) as browser:
        if given.data:
            with service(given.data) as (host, port):
                run(browser, f"http://{host}:{port}", given.throttle)
        else:
            with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as address:
                run(browser, address, given.throttle)


if __name__ == "__main__":
    main()
