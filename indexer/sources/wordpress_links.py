"""Which posts of an export are one story in several languages, according to Polylang and WPML.

Polylang names a group by a term (``post_translations``), WPML by a field of its export, or by the id of the
original in a translation. The addresses of the others may come after a post, so an export with any of these
is read twice.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from indexer.sources.text import http_url, language_code
from indexer.sources.wordpress_items import items_with
from indexer.sources.wordpress_post import fields, why_not
from indexer.sources.wordpress_xml import children

_GROUP = "_wpml_import_translation_group"
_LANGUAGE = "_wpml_import_language_code"
_COPY = "_icl_lang_duplicate_of"
_MARKS = tuple(name.encode() for name in ("post_translations", _GROUP, _COPY))


class Translations:
    """The addresses of each group."""

    def __init__(self) -> None:
        self._links: defaultdict[str, list[str]] = defaultdict(list)

    @classmethod
    def of(cls, path: Path) -> "Translations":
        """Read the groups of an export; of a broken one, those in the readable part. Never raises."""
        found = cls()
        for item in items_with(path, _MARKS):
            found._learn(item)
        return found

    def others(self, item: etree._Element, values: dict[str, str]) -> tuple[str, ...]:
        """The addresses of the same story in other languages."""
        own = http_url(values.get("link", ""))
        if not self._links:
            return ()
        links = (link for group in _groups(item, values) for link in self._links.get(group, ()))
        return tuple(dict.fromkeys(link for link in links if link != own))

    def _learn(self, item: etree._Element) -> None:
        values = children(item)
        link = http_url(values.get("link", ""))
        if link and why_not(values, pages=True) is None:
            for group in _groups(item, values):
                self._links[group].append(link)


def plugin_language(item: etree._Element) -> str:
    """The language in WPML's export; "" if there is none."""
    return next((language_code(value) for name, value in fields(item) if name == _LANGUAGE), "")


def _groups(item: etree._Element, values: dict[str, str]) -> Iterator[str]:
    for term in item.iterchildren("category"):
        if term.get("domain") == "post_translations":
            yield f"term {term.get('nicename')}"
    original = values.get("wp:post_id", "")
    for name, value in fields(item):
        if name == _GROUP and value:
            yield f"group {value}"
        elif name == _COPY and value:
            original = value
    yield f"post {original}"
