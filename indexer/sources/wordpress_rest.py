"""A WordPress site by its REST API: all published posts, and then what has changed.

Posts are requested in the order of their changes, each page by the time of the last post and not by its
number: pages shift when a post changes meanwhile, and a post would be missed. Scheduled posts keep an old
modification time when they appear, so recently published posts are requested as well.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import batched
from typing import Any, ClassVar

from indexer.fetching import Answer, Fetcher, FetchError, Validators
from indexer.sources.base import Failure, Skipped
from indexer.sources.remote import Errand, Event, Found, Gone, Reached
from indexer.sources.rest_api import PER_PAGE, Listing, RestApi
from indexer.sources.rest_discovery import roots
from indexer.sources.rest_post import is_post, to_record, translation_ids

_OVERLAP = timedelta(hours=1)
"""Read again at the start of a run, because local times go back once a year and slow writes come late."""
_SECOND = timedelta(seconds=1)
_ANYWHERE = timedelta(days=1)
"""No place on earth has a local time further behind UTC."""
_LISTING_EVERY = timedelta(days=7)
_AFTER = {"modified": "modified_after", "date": "after"}


class WordPressRest:
    """``wp/v2/posts``, and with the option ``pages`` also ``wp/v2/pages``."""

    name: ClassVar[str] = "wordpress-api"
    holds: ClassVar[bool] = True

    def __init__(self, errand: Errand) -> None:
        self._errand = errand
        self._api = RestApi(errand.address, errand.fetcher)
        self._kinds = ("posts", "pages") if errand.options.pages else ("posts",)
        self._state = {} if errand.full else dict(errand.memory.state)
        self._known = set(errand.memory.items)
        self._told: set[tuple[str, str]] = set()
        self._terms: dict[int, tuple[str, int]] = {}
        self._links: dict[int, str] = {}

    @classmethod
    def locate(cls, answer: Answer, fetcher: Fetcher) -> str | None:
        """The first API root on a page that returns posts to everybody."""
        for root in roots(answer):
            try:
                RestApi(root, fetcher).listing(
                    RestApi(root, fetcher).url("wp/v2/posts", per_page=1, _fields="id")
                )
            except FetchError:
                continue
            return root
        return None

    def events(self) -> Iterator[Event]:
        """Changed posts, new posts, and, if it is due, a comparison with the list of all ids."""
        self._terms = self._api.terms()
        for kind in self._kinds:
            for order in _AFTER:
                yield from self._increment(kind, order)
        yield from self._compare()

    def _increment(self, kind: str, order: str) -> Iterator[Event]:
        """Posts after the stored time, a page at a time."""
        key = f"{kind}.{order}"
        cursor = str(self._state.get(key, ""))
        if order == "date" and not cursor:  # the first run by changes has read everything
            self._state[key] = (
                (datetime.now(UTC) - _ANYWHERE).replace(tzinfo=None).isoformat(timespec="seconds")
            )
            yield Reached(dict(self._state))
            return
        after, page, trusted, barren = _before(cursor, _OVERLAP), 1, True, 0
        while True:
            listing = self._page(kind, order, after, page)
            moments = [str(post[order]) for post in listing.posts if is_post(post) and post.get(order)]
            if trusted and not _as_asked(moments, after):
                # An old WordPress does not know the parameter, so use page numbers.
                trusted, page = False, 0
            new = list(self._tell(kind, listing.posts))
            yield from new
            cursor = max([cursor, *moments])
            barren = 0 if new else barren + 1
            if self._ended(listing, page) or barren > 2:
                break
            step = _before(moments[-1], _SECOND) if moments else ""
            if trusted and step > after:
                self._state[key] = cursor
                yield Reached(dict(self._state))
                after, page = step, 1
            else:
                page += 1
        self._state[key] = cursor
        yield Reached(dict(self._state))

    def _page(self, kind: str, order: str, after: str, page: int) -> Listing:
        asked = {"orderby": order, "order": "asc", _AFTER[order]: after}
        remembered = self._state.get(f"{kind}.{order}.validators") if page == 1 else None
        url = self._api.url(f"wp/v2/{kind}", page=page, **asked)
        validators = Validators(*remembered[1:]) if remembered and remembered[0] == url else None
        listing = self._api.posts(f"wp/v2/{kind}", page, validators=validators, **asked)
        if page == 1 and listing.validators != Validators():
            given = listing.validators
            self._state[f"{kind}.{order}.validators"] = [url, given.etag, given.modified]
        return listing

    @staticmethod
    def _ended(listing: Listing, page: int) -> bool:
        """Shorter than a full page, and the last one by the site's own count: either alone may be wrong."""
        return not listing.posts or (0 < len(listing.posts) < PER_PAGE and 0 < page >= listing.pages)

    def _tell(self, kind: str, posts: list[Any]) -> Iterator[Event]:
        new = [
            post for post in posts if not is_post(post) or (str(post["id"]), _version(post)) not in self._told
        ]
        self._link(kind, [post for post in new if is_post(post)])
        for post in new:
            if isinstance(post, Failure):
                yield Found(post)
                continue
            item = str(post["id"]) if is_post(post) else ""
            record = to_record(
                post,
                origin=self._api.url(f"wp/v2/{kind}/{item or '?'}"),
                terms=self._terms,
                links=self._links,
                timezone=self._errand.options.timezone,
                pages=kind == "pages",
            )
            if not item:
                yield Found(record)
                continue
            self._told.add((item, _version(post)))
            self._known.add(item)
            if isinstance(record, Skipped) and item in self._errand.memory.items:
                yield Gone(item, record.reason)
            yield Found(record, item, _version(post))

    def _link(self, kind: str, posts: list[dict[str, Any]]) -> None:
        """Store the addresses of these posts, and of those that they name as translations."""
        self._links |= {post["id"]: str(post["link"]) for post in posts}
        wanted = {each for post in posts for each in translation_ids(post)} - self._links.keys()
        for some in batched(sorted(wanted), PER_PAGE):
            url = self._api.url(f"wp/v2/{kind}", include=_ids(some), per_page=PER_PAGE, _fields="id,link")
            try:
                found = self._api.listing(url).posts
            except FetchError:
                return  # missing links between translations must not lose the post
            self._links |= {
                each["id"]: str(each["link"]) for each in found if "id" in each and "link" in each
            }

    def _compare(self) -> Iterator[Event]:
        """Compare all ids that the site lists with all known ones: what was missed, and what is gone."""
        totals = {kind: self._total(kind) for kind in self._kinds}
        if not self._due(sum(totals.values())):
            return
        listed: dict[str, str] = {}
        for kind in self._kinds:
            ids = self._ids(kind)
            if len(ids) < totals[kind]:
                yield Found(Failure(self._api.root, f"of {totals[kind]} {kind} it lists only {len(ids)}"))
                return
            listed |= dict.fromkeys(ids, kind)
        for kind in self._kinds:
            yield from self._fetch(
                kind, [id_ for id_ in listed if listed[id_] == kind and id_ not in self._known]
            )
        gone = self._confirmed(sorted(self._known - listed.keys()))
        yield from (Gone(item, "the site lists it no more") for item in gone)
        self._state["listed"] = datetime.now(UTC).isoformat()
        yield Reached(dict(self._state))

    def _due(self, total: int) -> bool:
        listed = self._state.get("listed")
        recent = listed and datetime.fromisoformat(listed) > datetime.now(UTC) - _LISTING_EVERY
        return self._errand.full or not recent or total != len(self._known)

    def _total(self, kind: str) -> int:
        return self._api.listing(self._api.url(f"wp/v2/{kind}", per_page=1, _fields="id")).total

    def _ids(self, kind: str) -> set[str]:
        found: set[str] = set()
        page = 1
        while True:
            url = self._api.url(
                f"wp/v2/{kind}", per_page=PER_PAGE, page=page, orderby="id", order="asc", _fields="id"
            )
            listing = self._api.listing(url)
            new = {
                str(each["id"]) for each in listing.posts if isinstance(each, dict) and "id" in each
            } - found
            found |= new
            if not new or self._ended(listing, page):
                return found
            page += 1

    def _fetch(self, kind: str, ids: list[str]) -> Iterator[Event]:
        for some in batched(ids, PER_PAGE):
            yield from self._tell(kind, self._api.posts(f"wp/v2/{kind}", 1, include=_ids(some)).posts)

    def _confirmed(self, candidates: list[str]) -> list[str]:
        """Those that do not exist when requested by id, because a list shifts while it is read."""
        there: set[str] = set()
        for kind in self._kinds:
            for some in batched(candidates, PER_PAGE):
                url = self._api.url(f"wp/v2/{kind}", include=_ids(some), per_page=PER_PAGE, _fields="id")
                there |= {str(each["id"]) for each in self._api.listing(url).posts}
        return [item for item in candidates if item not in there]


def _version(post: dict[str, Any]) -> str:
    return str(post.get("modified") or post.get("date") or "")


def _ids(items: Iterable[object]) -> str:
    return ",".join(map(str, items))


def _before(moment: str, span: timedelta) -> str:
    """A time in the site's local time, as the site writes it, minus ``span``; "" for ""."""
    try:
        return (datetime.fromisoformat(moment) - span).isoformat(timespec="seconds") if moment else ""
    except (ValueError, OverflowError):
        return ""


def _as_asked(moments: list[str], after: str) -> bool:
    return moments == sorted(moments) and (not moments or moments[0] > after)
