"""The list of all posts of a WordPress site: how many there are, and which version of each."""

import json
import zlib
from collections.abc import Iterable, Iterator
from itertools import batched
from typing import Any

from indexer.sources.rest_api import PER_PAGE, Listing, RestApi

_SILENT = ("date", "link", "author", "categories", "tags")
"""What may change without the modification time: by SQL, a plugin or a setting."""


def version(post: dict[str, Any]) -> str:
    """The modification time of a post, and a hash of what may change without it."""
    silent = json.dumps([post.get(name) for name in _SILENT])
    return f"{post.get('modified') or post.get('date') or ''} {zlib.crc32(silent.encode()):x}"


def is_other(known: str | None, now: str) -> bool:
    """Whether a post is new (None) or another version. Older archives only have the modification time."""
    if known is None or " " in known:
        return known != now
    return bool(known) and known != now.partition(" ")[0]


def ended(listing: Listing, page: int) -> bool:
    """Whether a page is the last: shorter than a full page, and the last one by the site's own count. Either
    alone may be wrong.
    """
    return not listing.posts or (0 < len(listing.posts) < PER_PAGE and 0 < page >= listing.pages)


def total(api: RestApi, kind: str) -> tuple[int, list[Any]]:
    """How many posts of a kind there are, and id and address of the first ([] if there is none).

    Another address of the same post shows that the permalinks have changed.
    """
    listing = api.listing(api.url(f"wp/v2/{kind}", per_page=1, orderby="id", order="asc", _fields="id,link"))
    rows = [row for row in listing.posts[:1] if isinstance(row, dict)]
    return listing.total, [rows[0].get("id"), rows[0].get("link")] if rows else []


def versions(api: RestApi, kind: str) -> dict[str, str]:
    """The ids of all posts of a kind, and the version of each. Raises FetchError."""
    found: dict[str, str] = {}
    page = 1
    while True:
        fields = ",".join(("id", "modified", *_SILENT))
        url = api.url(
            f"wp/v2/{kind}", per_page=PER_PAGE, page=page, orderby="id", order="asc", _fields=fields
        )
        listing = api.listing(url)
        rows = [row for row in listing.posts if isinstance(row, dict) and "id" in row]
        new = {str(row["id"]): version(row) for row in rows if str(row["id"]) not in found}
        found |= new
        if not new or ended(listing, page):
            return found
        page += 1


def chosen(api: RestApi, kind: str, ids: Iterable[object], fields: str) -> Iterator[dict[str, Any]]:
    """Some fields of the posts with these ids, also if the site returns fewer of them a page than asked for.

    Raises FetchError.
    """
    for some in batched(ids, PER_PAGE):
        page = 1
        while True:
            asked = {
                "include": ",".join(map(str, some)),
                "per_page": PER_PAGE,
                "page": page if page > 1 else "",
            }
            listing = api.listing(api.url(f"wp/v2/{kind}", **asked, _fields=fields))
            yield from (row for row in listing.posts if isinstance(row, dict) and "id" in row)
            if len(listing.posts) >= len(some) or ended(listing, page):
                break
            page += 1
