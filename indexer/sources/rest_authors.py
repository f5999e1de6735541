"""The author of a post whose account the REST API hides: what plugins say about it elsewhere in the post."""

from typing import Any

from lxml import etree, html

from indexer.sources.text import clean_line

_FIELDS = ("author_name", "author_display_name", "post_author_name")
_OBJECTS = ("author_info", "author_meta", "author_data", "author_details", "jetpack_author")
_NAMES = ("display_name", "name", "author_name")
_HEADS = ("yoast_head", "rank_math_head", "aioseo_head")
_DATA = "twitter:data1"


def other_names(post: dict[str, Any]) -> tuple[str, ...]:
    """The author's displayed name, from the first field of a plugin that has one; () if no field has.

    Yoast and Rank Math print it as the first line of a preview ("Written by"), in JSON or as HTML.
    """
    seo = _dict(post.get("yoast_head_json"))
    found = [seo.get("author"), *_from_graph(seo), *map(post.get, _FIELDS)]
    found += [_dict(post.get(name)).get(key) for name in _OBJECTS for key in _NAMES]
    found += list(_dict(seo.get("twitter_misc")).values())[:1]
    found += [name for key in _HEADS if isinstance(head := post.get(key), str) for name in _from_head(head)]
    names = (clean_line(name) for name in found if isinstance(name, str) and "@" not in name)
    return next(((name,) for name in names if name and not any(map(str.isdigit, name))), ())


def _from_graph(seo: dict[str, Any]) -> list[Any]:
    """The names in the JSON-LD of Yoast: that of the article, then that of a person."""
    nodes = _dict(seo.get("schema")).get("@graph")
    nodes = [node for node in nodes if isinstance(node, dict)] if isinstance(nodes, list) else []
    written = [_dict(node.get("author")).get("name") for node in nodes]
    return written + [node.get("name") for node in nodes if "Person" in str(node.get("@type"))]


def _from_head(markup: str) -> list[str]:
    try:
        root = html.fragment_fromstring(markup, create_parent="div")
    except (etree.LxmlError, ValueError):
        return []
    metas = list(root.iter("meta"))
    named = [meta.get("content", "") for meta in metas if meta.get("name") == "author"]
    return named + [
        meta.get("content", "") for meta in metas if _DATA in (meta.get("name"), meta.get("property"))
    ]


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
