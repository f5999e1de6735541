import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

from lxml import html

VOID = {"area", "br", "hr", "img", "input", "link", "meta"}


def tree(text: str) -> html.HtmlElement:
    return html.document_fromstring(text)


def total(page: html.HtmlElement) -> int:
    """The number in the page's heading, in English."""
    heading = page.xpath("string(//h1)")
    number = re.match(r"([\d,]+) articles?\b", heading)
    return int(number[1].replace(",", "")) if number else 0


class Checker(HTMLParser):
    """Finds what browsers tolerate: open and stray tags, repeated ids and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.open: list[str] = []
        self.ids: Counter[str] = Counter()
        self.tags: Counter[str] = Counter()
        self.svg = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        names = [name for name, _ in attrs]
        if len(set(names)) != len(names):
            self.faults.append(f"repeated attribute in <{tag}>: {names}")
        for name, value in attrs:
            if name == "id":
                self.ids[value or ""] += 1
            if name == "style" or name.startswith("on"):
                self.faults.append(f"{name} in <{tag}>, which the policy forbids")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> while open: {self.open[-3:]}")
        else:
            self.open.pop()


def faults(text: str) -> list[str]:
    checker = Checker()
    checker.feed(text)
    found = [*checker.faults, *(f"never closed: <{tag}>" for tag in checker.open)]
    found += [f"id {name!r} {count} times" for name, count in checker.ids.items() if count > 1]
    if checker.tags["h1"] != 1:
        found.append(f"{checker.tags['h1']} h1")
    scripts = tree(text).xpath("//script[not(@type='application/ld+json')]")
    found += [f"a script in the page: {script.text}" for script in scripts if not script.get("src")]
    return found + _unnamed(tree(text))


def _unnamed(page: html.HtmlElement) -> list[str]:
    found = []
    for field in page.xpath("//input[@type!='hidden' or not(@type)]"):
        identity = field.get("id")
        labelled = field.xpath("ancestor::label") or page.xpath("//label[@for=$id]", id=identity or "")
        if not labelled:
            found.append(f"no label: {html.tostring(field)!r}")
    references = page.xpath("//@aria-describedby | //@aria-labelledby | //label/@for")
    known = set(page.xpath("//@id"))
    found += [f"no element with the id {name!r}" for name in references if name not in known]
    found += [
        f"a link without a name: {html.tostring(link)!r}"
        for link in page.xpath("//a")
        if not (link.text_content().strip() or link.get("aria-label"))
    ]
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1|//h2|//h3|//h4")]
    found += [f"h{b} after h{a}" for a, b in pairwise(levels) if b > a + 1]
    return found
