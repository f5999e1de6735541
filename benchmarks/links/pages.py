"""Real internal links: those that the articles in ../shared/data/extraction have in their text.

The linked articles are not in the data. Each is represented by the words of its address, which news sites
make from its headline, without any text.
"""

import json
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import lxml.html
import zstandard

from benchmarks.related.sets import DATA
from engines.port.model import Document
from search.reasons import address_key

SETS = ("scrapinghub", "naeb-a")
_FEWEST = 4
"""Minimum number of words of an address that counts as a headline."""
_SECTION = re.compile(
    r"/(tags?|topics?|categor(y|ies)|authors?|people|profile|search|section)/", re.IGNORECASE
)
_END = re.compile(r"\.\w{2,5}$|[-_]?\b[0-9a-f]{6,}\b|\b\w*\d{5,}\w*\b")


@dataclass(frozen=True, slots=True)
class Linked:
    """An article without its links, and the ids of the articles that it linked to."""

    document: Document
    targets: tuple[str, ...]


def read() -> tuple[list[Linked], list[Document]]:
    """The articles with links, and all linked articles."""
    targets: dict[str, Document] = {}
    articles = []
    for name in SETS:
        for id_, content, gold in _pages(name):
            body = gold.get("articleBody") or ""
            found = dict(_links(content, body))
            for key, title in found.items():
                targets.setdefault(key, Document(key, title, "", "en", f"https://{key}"))
            if found:
                document = Document(f"{name}/{id_}", gold.get("title") or "", body, "en")
                articles.append(Linked(document, tuple(found)))
    return articles, list(targets.values())


def _pages(name: str) -> Iterator[tuple[str, bytes, dict[str, Any]]]:
    """The id, the page and the gold standard of each article."""
    pages: dict[str, bytes] = {}
    gold: dict[str, dict[str, Any]] = {}
    with (
        (DATA / "extraction" / f"{name}.tar.zst").open("rb") as file,
        tarfile.open(fileobj=zstandard.ZstdDecompressor().stream_reader(file), mode="r|") as archive,
    ):
        for member in archive:
            content = archive.extractfile(member) if member.isfile() else None
            if content and member.name.endswith(".html"):
                pages[Path(member.name).stem] = content.read()
            elif content and member.name.endswith("gold.json"):
                gold = json.load(content)
    yield from ((id_, pages[id_], gold[id_]) for id_ in sorted(pages.keys() & gold.keys()))


def _links(content: bytes, body: str) -> Iterator[tuple[str, str]]:
    """The address and the headline of each article of the same site that the text links to."""
    tree: Any = lxml.html.fromstring(content)
    own = next(iter(tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")), "")
    host = _host(own)
    flat = " ".join(body.split())
    for link in tree.xpath("//p//a[@href]") if host else ():
        url = urljoin(own, link.get("href").strip())
        phrase, around = " ".join(link.text_content().split()), _paragraph(link)
        inside = len(around) > 60 and around[:40] in flat and phrase in flat
        # A paragraph that is a link only is a list of other articles.
        inside = inside and 3 < len(phrase) < 0.7 * len(around)
        title = _headline(url)
        if inside and title and _host(url) == host and address_key(url) != address_key(own):
            yield address_key(url), title


def _paragraph(link: Any) -> str:
    around = next(one for one in link.iterancestors("p"))
    return " ".join(around.text_content().split())


def _host(url: str) -> str:
    try:
        return ".".join((urlsplit(url).hostname or "").split(".")[-2:])
    except ValueError:
        return ""


def _headline(url: str) -> str:
    """The words of the address, if they are those of a headline."""
    path = unquote(urlsplit(url).path)
    if _SECTION.search(path):
        return ""
    slugs = [_END.sub("", part) for part in path.split("/")]
    words = [word for word in re.split(r"[-_+ ]+", max(slugs, key=len)) if word.isalpha()]
    return " ".join(words) if len(words) >= _FEWEST else ""
