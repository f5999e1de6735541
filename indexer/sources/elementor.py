"""The text of a post made with Elementor, which stores its widgets as JSON in a field of the post.

The names of the settings are those of Elementor's own widgets (``_elementor_data``: a list of sections,
columns and widgets, each with ``settings`` and ``elements``).
"""

import json
from collections.abc import Iterator
from html import escape
from typing import Any

from lxml import etree

from indexer.sources.wordpress_xml import children, short_name

_FIELD = "_elementor_data"
_LINES = (
    "title",
    "title_text",
    "heading_title",
    "alert_title",
    "testimonial_name",
    "tab_title",
    "item_title",
)
_TEXTS = (
    *("editor", "html", "text", "description_text", "alert_description", "testimonial_content"),
    *("blockquote_content", "tab_content", "item_description", "caption", "description"),
)
_LISTS = ("tabs", "icon_list", "slides", "items", "list")
_DECORATION = frozenset(
    {"button", "image", "spacer", "divider", "shortcode", "menu-anchor", "social-icons", "icon"}
)
_DEPTH = 40


def elementor_markup(item: etree._Element) -> str:
    """The widgets' texts as HTML in order; "" if the post has none. Never raises."""
    for child in item.iterchildren("*"):
        if short_name(str(child.tag)) == "wp:postmeta":
            field = children(child)
            if field.get("wp:meta_key") == _FIELD:
                return "\n".join(_widgets(_parsed(field.get("wp:meta_value", "")), 0))
    return ""


def _parsed(text: str) -> Any:
    """Some exports contain the JSON with its backslashes doubled."""
    for form in (text, text.replace("\\\\", "\\"), text.replace('\\"', '"')):
        try:
            return json.loads(form, strict=False)
        except (ValueError, RecursionError):
            continue
    return []


def _widgets(value: Any, depth: int) -> Iterator[str]:
    if depth > _DEPTH:
        return
    for element in value if isinstance(value, list) else []:
        if not isinstance(element, dict):
            continue
        settings = element.get("settings")
        if element.get("elType") == "widget" and element.get("widgetType") not in _DECORATION:
            yield from _texts(settings if isinstance(settings, dict) else {})
        yield from _widgets(element.get("elements"), depth + 1)


def _texts(settings: dict[str, Any]) -> Iterator[str]:
    for name in _LINES:
        if isinstance(line := settings.get(name), str) and line.strip():
            yield f"<h2>{line if '<' in line else escape(line, quote=False)}</h2>"
    for name in _TEXTS:
        if isinstance(text := settings.get(name), str) and text.strip():
            yield text if "<" in text else f"<p>{text}</p>"
    for name in _LISTS:
        for each in settings[name] if isinstance(settings.get(name), list) else []:
            yield from _texts(each if isinstance(each, dict) else {})
