"""Structured data of a page: the JSON-LD nodes of its story, read leniently.

The vocabulary is schema.org. Yoast SEO, Rank Math and most news systems write it.
"""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.etree import _Element as Element

Node = dict[str, Any]

_ARTICLE_TYPES = frozenset(
    [
        "Article",
        "NewsArticle",
        "BlogPosting",
        "Report",
        "ReportageNewsArticle",
        "TechArticle",
        "ScholarlyArticle",
        "OpinionNewsArticle",
        "AnalysisNewsArticle",
        "BackgroundNewsArticle",
        "ReviewNewsArticle",
        "LiveBlogPosting",
        "SocialMediaPosting",
        "Review",
        "AskPublicNewsArticle",
    ]
)
_MAX_NODES = 5000
_MAX_SCRIPT = 3_000_000
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")


class StructuredData:
    """All JSON-LD nodes of one page."""

    def __init__(self, scripts: list[Element]) -> None:
        self.nodes: list[Node] = []
        for script in scripts:
            if "ld+json" in (script.get("type") or "").lower() and script.text:
                self.nodes.extend(_nodes(_load(script.text[:_MAX_SCRIPT])))
        self._by_type: dict[str, list[Node]] = {}
        for node in self.nodes:
            for name in types_of(node):
                self._by_type.setdefault(name, []).append(node)
        self._by_id = {
            node["@id"]: node for node in self.nodes if len(node) > 1 and _is_text(node.get("@id"))
        }

    def article(self) -> Node:
        """The node of the page's story; empty if there is none."""
        found = [node for node in self.nodes if types_of(node) & _ARTICLE_TYPES] if self._by_type else []
        # A story has a headline and a date; a node that only refers to one does not.
        found.sort(
            key=lambda node: ("headline" in node or "name" in node) + ("datePublished" in node), reverse=True
        )
        return found[0] if found else {}

    def of_type(self, name: str) -> list[Node]:
        """The nodes of one type."""
        return self._by_type.get(name, [])

    def resolve(self, value: object) -> list[Node]:
        """The nodes that a property contains or refers to. Plain strings become nodes with a name."""
        items = value if isinstance(value, list) else [value]
        found: list[Node] = []
        for item in items:
            if isinstance(item, str):
                found.append({"name": item})
            elif isinstance(item, dict):
                found.append(self._by_id.get(str(item.get("@id")), item) if "name" not in item else item)
        return found


def types_of(node: Node) -> set[str]:
    """The names in a node's ``@type``."""
    value = node.get("@type")
    names = value if isinstance(value, list) else [value]
    return {str(name).rsplit("/", 1)[-1] for name in names if name}


def text_value(value: object) -> str | None:
    """A property's text with entities resolved; of a list the first one."""
    while isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    if not isinstance(value, str):
        return None
    text = " ".join(html.unescape(html.unescape(value)).split())
    return text or None


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _load(text: str) -> object:
    found = _loaded(text)
    if found is None:
        text = _WRAPPING.sub("", text).strip()
        found = _loaded(text)
    return _loaded(_TRAILING_COMMA.sub(r"\1", text)) if found is None else found


def _loaded(text: str) -> object:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: object) -> Iterator[Node]:
    """Every object in ``value`` that has a type or an id, without recursion."""
    stack: list[object] = [value]
    seen = 0
    while stack and seen < _MAX_NODES:
        item = stack.pop()
        seen += 1
        if isinstance(item, dict):
            if "@type" in item or "@id" in item:
                yield item
            stack.extend(child for child in item.values() if isinstance(child, dict | list))
        elif isinstance(item, list):
            stack.extend(reversed(item))
