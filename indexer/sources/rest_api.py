"""Reads one site's REST API: its addresses, its pages of JSON, and posts that break it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from indexer.fetching import Answer, Fetcher, FetchError, UnansweredError, Validators
from indexer.sources.base import Failure
from indexer.sources.noisy_json import NoJsonError, read_json

PER_PAGE = 100
_SMALLER = (50, 20, 10)
"""Sizes of pages that are tried where a site refuses larger ones."""
_SIZE = re.compile(r"(?<=[?&]per_page=)\d+")
_LATER = re.compile(r"[?&](?:page=(?!1(?:&|$))|offset=(?!0(?:&|$)))")
_PARTS = 10
_ENDLESS = 100_000
_EMBEDDED = "author,wp:term,wp:featuredmedia"
_REFUSED = (401, 403)
_OUTAGE = 2
"""After this many posts in a row that fail, the site is considered down."""


class NotWholeError(ValueError):
    """A response is not JSON of the expected kind."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Some posts, and how many posts and pages there are according to the site (0 if it does not say)."""

    posts: list[Any]
    total: int = 0
    pages: int = 0
    url: str = ""
    validators: Validators = field(default_factory=Validators)
    unchanged: bool = False


class RestApi:
    """``root`` is the API's address in either form (``/wp-json/`` or ``?rest_route=/``)."""

    def __init__(self, root: str, fetcher: Fetcher) -> None:
        self.root = root
        self._fetcher = fetcher
        self._broken = 0
        self._embedded = _EMBEDDED
        self._most = PER_PAGE

    def url(self, path: str, **parameters: object) -> str:
        """The address of a route. ``per_page`` is limited to what the site allows."""
        if "per_page" in parameters:
            parameters["per_page"] = min(int(str(parameters["per_page"])), self._most)
        query = urlencode({name: value for name, value in parameters.items() if value not in (None, "")})
        joint = "&" if "?" in self.root else "?"
        return f"{self.root.rstrip('/')}/{path}" + (f"{joint}{query}" if query else "")

    def listing(self, url: str, validators: Validators | None = None) -> Listing:
        """One page of posts; past the last one it is empty. Raises FetchError."""
        try:
            answer = self._fetcher.get(url, check=check_list, validators=validators)
        except FetchError as error:
            if error.answered != 400:  # WordPress's status for a page past the end
                raise
            smaller = self._smaller(url)
            return self.listing(smaller, validators) if smaller else Listing([], url=url)
        if answer.unchanged:
            return Listing([], url=url, unchanged=True)
        total, pages = (_number(answer, name) for name in ("x-wp-total", "x-wp-totalpages"))
        return Listing(parsed(answer), total, pages, url, answer.validators)

    def _smaller(self, url: str) -> str:
        """The address of a smaller page, if the site may have refused the size of a first page; else ""."""
        asked = _SIZE.search(url)
        size = next((size for size in _SMALLER if asked and size < int(asked[0])), 0)
        if not size or _LATER.search(url):
            return ""
        self._most = size
        return _SIZE.sub(str(size), url)

    def posts(
        self, path: str, page: int, *, validators: Validators | None = None, **parameters: object
    ) -> Listing:
        """One page of complete posts. A post that breaks the site is a Failure among the others.

        Where the site refuses to embed names and pictures, the posts are read without them.

        Raises FetchError if the site as a whole does not respond.
        """
        whole = {"_embed": self._embedded, "per_page": PER_PAGE, **parameters}
        try:
            found = self.listing(self.url(path, page=page, **whole), validators)
            self._broken = 0
            return found
        except UnansweredError:
            pass
        except FetchError as error:
            if error.answered not in _REFUSED or not self._embedded:
                raise
            self._embedded = ""
            return self.posts(path, page, validators=validators, **parameters)
        del whole["per_page"]
        return Listing(list(self._piecemeal(path, whole, (page - 1) * self._most, self._most)))

    def _piecemeal(self, path: str, parameters: dict[str, object], offset: int, count: int) -> Iterator[Any]:
        """The posts of a page that cannot be read in one request, in smaller and smaller parts."""
        size = count // _PARTS
        for start in range(offset, offset + count, size):
            url = self.url(path, per_page=size, offset=start, **parameters)
            try:
                posts = self.listing(url).posts
            except UnansweredError as error:
                if size > 1:
                    yield from self._piecemeal(path, parameters, start, size)
                    continue
                self._broken += 1
                if self._broken >= _OUTAGE:
                    raise
                yield Failure(url, f"the site cannot return this post: {error.reason}")
                continue
            self._broken = 0
            yield from posts
            if len(posts) < size:
                return

    def rows(
        self, path: str, fields: str, *, start: int = 1, most: int = _ENDLESS
    ) -> tuple[list[dict[str, Any]], int]:
        """Some fields of everything in a list, in the order of ids, from a page on.

        The number is the page from which the next call should continue: 0 at the end, ``start`` if the site
        did not respond. Then the rows are those before it.
        """
        found: dict[Any, dict[str, Any]] = {}
        page = start
        try:
            while page < start + most:
                url = self.url(path, per_page=PER_PAGE, page=page, orderby="id", order="asc", _fields=fields)
                listing = self.listing(url)
                rows = [row for row in listing.posts if isinstance(row, dict) and "id" in row]
                new = {row["id"]: row for row in rows if row["id"] not in found}
                found |= new
                page += 1
                if not new or page > listing.pages:
                    return list(found.values()), 0 if start == 1 else 1
        except FetchError:
            page = start
        return list(found.values()), page


def parsed(answer: Answer) -> Any:
    """The JSON of a response, without what PHP or a cache printed around it. Raises NotWholeError."""
    try:
        return read_json(answer.content)[0]
    except NoJsonError as error:
        raise NotWholeError(f"the API answered broken JSON: {error}") from error


def check_list(answer: Answer) -> None:
    """Raise NotWholeError if it is not a list, which may have been truncated."""
    if not isinstance(parsed(answer), list):
        raise NotWholeError("the response is not a list of posts")


def _number(answer: Answer, name: str) -> int:
    value = answer.headers.get(name, "")
    return int(value) if value.isascii() and value.isdigit() else 0
