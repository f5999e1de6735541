"""The names of a WordPress site's categories, tags and authors, and which of them changed since the last run.

A renamed category does not change the modification time of its posts, so a sync compares the names.
"""

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from indexer.sources.rest_api import RestApi
from indexer.sources.rest_post import Terms, category_path
from indexer.sources.text import clean_line

_MOST_PAGES = 20
"""Maximum number of pages of tags or authors that one run reads. The next run continues with the rest."""
_LISTS = (("tags", "tags"), ("author", "users"))
"""Parameters of the list of posts, and the routes of what they name."""


@dataclass(frozen=True, slots=True)
class SiteNames:
    """The names at one moment.

    ``changed`` are the ids of what was renamed, by the parameter that filters posts by it. ``removed`` says
    whether a category is gone. ``state`` is for the next run.
    """

    categories: Terms
    changed: Mapping[str, tuple[int, ...]]
    removed: bool
    state: Mapping[str, Any]


def read_names(api: RestApi, before: Mapping[str, Any]) -> SiteNames:
    """The current names, compared with the ``state`` of the last run. Never raises: what a site hides is not
    compared.
    """
    rows, following = api.rows("wp/v2/categories", "id,name,parent")
    if following and not rows:
        return SiteNames({}, {}, False, before)
    terms = {row["id"]: (clean_line(row["name"]), row["parent"]) for row in rows if _is_category(row)}
    # A category's name includes those above it, so it changes with them.
    marks = {"categories": {str(id_): _mark("\0".join(category_path(id_, terms))) for id_ in terms}}
    starts: dict[str, int] = {}
    for parameter, route in _LISTS:
        start = max(1, int(before.get("starts", {}).get(parameter, 1)))
        rows, starts[parameter] = api.rows(f"wp/v2/{route}", "id,name", start=start, most=_MOST_PAGES)
        marks[parameter] = {str(row["id"]): _mark(row["name"]) for row in rows if _is_named(row)}
    known: Mapping[str, Mapping[str, str]] = before.get("marks", {})
    changed = {name: tuple(_changed(marks[name], known.get(name, {}))) for name in marks}
    removed = bool(marks["categories"]) and following == 0
    removed = removed and not known.get("categories", {}).keys() <= marks["categories"].keys()
    state = {name: {**known.get(name, {}), **marks[name]} for name in marks}
    if removed:
        state["categories"] = marks["categories"]
    return SiteNames(terms, changed, removed, {"marks": state, "starts": starts})


def _changed(now: Mapping[str, str], before: Mapping[str, str]) -> Iterator[int]:
    return (int(id_) for id_, mark in now.items() if before.get(id_, mark) != mark)


def _mark(name: str) -> str:
    return f"{zlib.crc32(name.encode('utf-8', 'replace')):x}"


def _is_named(row: Any) -> bool:
    return isinstance(row, dict) and isinstance(row.get("id"), int) and isinstance(row.get("name"), str)


def _is_category(row: Any) -> bool:
    return _is_named(row) and isinstance(row.get("parent"), int)
