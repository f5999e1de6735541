"""How many half-typed queries are logged: ``python -m tests.browser.typing_readers [QUERIES]``.

Readers type with any speed, stop to think, make typos and correct them, and end with Enter, a click on a
hit, or a pause to read. Time is simulated by Playwright's clock; the page, the service and its answers are
real. A logged query that no reader meant is half-typed.
"""

import json
import math
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Route

from tests.browser.finding import find_browser
from tests.browser.running import SIZES, chromium, running

WORDS = ("lantern", "walk", "canal", "choir", "song", "mill", "library", "neighbours", "paper", "children")
_SHOWN = "document.getElementById('content')?.dataset.q?.trim() === document.getElementById('q').value.trim()"
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Reader:
    """One reader at the page. ``logged`` are the queries that the page reports."""

    def __init__(self, page: Page, chance: random.Random) -> None:
        self.page, self.chance, self.logged = page, chance, list[str]()
        page.route("**/events", self._report)

    def _report(self, route: Route) -> None:
        events: list[dict[str, Any]] = json.loads(route.request.post_data or "{}")["events"]
        self.logged += [one["query"] for one in events if one["type"] == "query"]
        route.fulfill(status=202)

    def pass_time(self, seconds: float) -> None:
        """Let simulated time pass and, if it is long enough for a search, real answers arrive."""
        first = min(seconds, 0.4)
        self.page.clock.run_for(round(first * 1000))
        if seconds > first:
            self._await_answer()
            self.page.clock.run_for(round((seconds - first) * 1000))

    def _await_answer(self) -> None:
        """Wait in real time until the answer to what is in the box is shown, for five seconds at most."""
        end = time.monotonic() + 5
        while time.monotonic() < end and not self.page.evaluate(_SHOWN):
            time.sleep(0.02)

    def press(self, key: str) -> None:
        """Press a key and wait as a reader of median speed does, 180 ms, with a heavy tail."""
        self.page.keyboard.press(key)
        self.pass_time(min(3.0, math.exp(self.chance.gauss(math.log(0.18), 0.6))))

    def type(self, text: str) -> None:
        """Type a text: some readers think between words, few within one; one letter in 25 is a typo."""
        for letter in text:
            if self.chance.random() < 0.04:
                self.press(self.chance.choice(LETTERS))
                self.press("Backspace")
            self.press("Space" if letter == " " else letter)
            if self.chance.random() < (0.15 if letter == " " else 0.01):
                self.pass_time(self.chance.uniform(1, 8))

    def ask(self, query: str) -> None:
        """Type a query, and end it."""
        self.page.locator("#q").fill("")
        self.type(query)
        end = self.chance.random()
        if end < 0.4:
            self.press("Enter")
        self.pass_time(self.chance.uniform(4.5, 30))
        hits = self.page.locator(".hits h2 a")
        if end > 0.7 and hits.count():
            hits.first.click(modifiers=["ControlOrMeta"])
        self.pass_time(1)


def main(number: int) -> None:
    """Print how many queries were meant, logged, and half-typed."""
    program = find_browser()
    if program is None:
        sys.exit("No Chromium: scripts/browser.sh gets one")
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as data, running(Path(data)) as site, chromium(program) as browser:
        meant = [" ".join(chance.sample(WORDS, chance.choice((1, 2, 2, 3)))) for _ in range(number)]
        wrong, logged = [], 0
        for start in range(0, number, 10):
            context = browser.new_context(base_url=site, viewport=SIZES["desktop"])
            page = context.new_page()
            page.clock.install()
            page.goto("/?ui=en")
            reader = Reader(page, chance)
            for query in meant[start : start + 10]:
                reader.ask(query)
            logged += len(reader.logged)
            wrong += [one for one in reader.logged if one not in meant]
            context.close()
            print(f"{start + 10:4} meant, {logged} logged, {len(wrong)} half-typed", wrong[-3:], flush=True)
    share = 100 * len(wrong) / max(1, logged)
    print(f"{number} queries: {logged} logged, {len(wrong)} half-typed ({share:.1f} %)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
