"""A WordPress site by its REST API: all published posts, and then what has changed.

Posts are requested in the order of their changes, each page by the time of the last post and not by its
number: pages shift when a post changes meanwhile, and a post would be missed. Scheduled posts keep an old
modification time when they appear, so recently published posts are requested as well.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import batched
from typing import Any, ClassVar

from indexer.fetching import Answer, Fetcher, FetchError, Validators
from indexer.sources.base import Failure, Skipped
from indexer.sources.remote import Errand, Event, Found, Gone, Reached
from indexer.sources.rest_api import PER_PAGE, Listing, RestApi
from indexer.sources.rest_discovery import roots
from indexer.sources.rest_listing import chosen, ended, is_other, total, version, versions
from indexer.sources.rest_names import read_names
from indexer.sources.rest_post import Terms, is_post, to_records, translation_ids

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
        self._versions: dict[str, str | None] = dict.fromkeys(errand.memory.items)
        if not errand.full:
            self._versions |= errand.memory.items
        self._told: set[tuple[str, str]] = set()
        self._terms: Terms = {}
        self._unsure = False
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
        """Changed posts, new posts, and posts whose categories, tags or authors were renamed.

        If it is due, a comparison with the list of all posts.
        """
        names = read_names(self._api, self._state.get("names", {}))
        self._terms = names.categories
        for kind in self._kinds:
            for order in _AFTER:
                yield from self._increment(kind, order)
        for parameter, ids in names.changed.items():
            yield from self._named_otherwise(parameter, ids)
        self._unsure |= names.removed
        yield from self._compare()
        self._state["names"] = dict(names.state)
        yield Reached(dict(self._state))

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
            if ended(listing, page) or barren > 2:
                self._unsure |= barren > 2
                break
            step = _before(moments[-1], _SECOND) if moments else ""
            if trusted and step > after:
                self._state[key] = cursor
                yield Reached(dict(self._state))
                after, page = step, 1
            else:
                # Posts with the same time have no order, so a page may miss some of them.
                self._unsure |= trusted
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

    def _tell(self, kind: str, posts: list[Any]) -> Iterator[Event]:
        new = [
            post for post in posts if not is_post(post) or (str(post["id"]), version(post)) not in self._told
        ]
        self._link(kind, [post for post in new if is_post(post)])
        for post in new:
            if isinstance(post, Failure):
                yield Found(post)
                continue
            item = str(post["id"]) if is_post(post) else ""
            record, *others = to_records(
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
            self._told.add((item, version(post)))
            self._versions[item] = version(post)
            if isinstance(record, Skipped) and item in self._errand.memory.items:
                yield Gone(item, record.reason)
            yield Found(record, item, version(post))
            yield from map(Found, others)

    def _link(self, kind: str, posts: list[dict[str, Any]]) -> None:
        """Store the addresses of these posts, and of those that they name as translations."""
        self._links |= {post["id"]: str(post["link"]) for post in posts}
        wanted = {each for post in posts for each in translation_ids(post)} - self._links.keys()
        with suppress(FetchError):  # missing links between translations must not lose the post
            for each in chosen(self._api, kind, sorted(wanted), "id,link"):
                if "link" in each:
                    self._links[each["id"]] = str(each["link"])

    def _named_otherwise(self, parameter: str, ids: Iterable[int]) -> Iterator[Event]:
        """The posts that have one of these categories, tags or authors."""
        for some in batched(ids, PER_PAGE):
            yield from self._all("posts", **{parameter: _ids(some), "orderby": "id", "order": "asc"})

    def _all(self, kind: str, **asked: Any) -> Iterator[Event]:
        page = 1
        while True:
            listing = self._api.posts(f"wp/v2/{kind}", page, **asked)
            yield from self._tell(kind, listing.posts)
            if ended(listing, page):
                return
            page += 1

    def _compare(self) -> Iterator[Event]:
        """Compare all posts that the site lists with all known ones: what was missed, what is another
        version, and what is gone.
        """
        totals = {kind: self._total(kind) for kind in self._kinds}
        if not self._due(sum(totals.values())):
            return
        listed: set[str] = set()
        for kind in self._kinds:
            there = versions(self._api, kind)
            if len(there) < totals[kind]:
                reason = f"of {totals[kind]} {kind} it lists only {len(there)}"
                yield Found(Failure(self._api.root, reason))
                return
            listed |= there.keys()
            others = [item for item in there if is_other(self._versions.get(item), there[item])]
            yield from self._fetch(kind, others)
        gone = self._confirmed(sorted(self._versions.keys() - listed))
        yield from (Gone(item, "the site lists it no more") for item in gone)
        self._state["listed"] = datetime.now(UTC).isoformat()

    def _due(self, total: int) -> bool:
        listed = self._state.get("listed")
        recent = listed and datetime.fromisoformat(listed) > datetime.now(UTC) - _LISTING_EVERY
        return self._errand.full or self._unsure or not recent or total != len(self._versions)

    def _total(self, kind: str) -> int:
        count, first = total(self._api, kind)
        before = self._state.get(f"{kind}.first") or [None]
        self._unsure |= bool(first) and before[0] == first[0] and before != first
        self._state[f"{kind}.first"] = first
        return count

    def _fetch(self, kind: str, ids: list[str]) -> Iterator[Event]:
        for some in batched(ids, PER_PAGE):
            yield from self._all(kind, include=_ids(some))

    def _confirmed(self, candidates: list[str]) -> list[str]:
        """Those that do not exist when requested by id, because a list shifts while it is read."""
        there: set[str] = set()
        for kind in self._kinds:
            there |= {str(each["id"]) for each in chosen(self._api, kind, candidates, "id")}
        return [item for item in candidates if item not in there]


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
