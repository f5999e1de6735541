"""The URLs of all links on a page, built from requests."""

from dataclasses import dataclass, replace
from urllib.parse import quote

from engines.port.calendars import Calendar
from search.model import SearchRequest
from search_app.defaults import DEFAULTS, Defaults
from search_app.query_strings import DayQueryStrings, FacetQueryStrings, default_sort, query_string, write


def hit_anchor(id_: str) -> str:
    """The name of an article's place on a results page, as in the fragment of an address."""
    return "hit-" + quote(id_, safe="", errors="replace")


@dataclass(frozen=True, slots=True)
class Urls:
    """Builds URLs.

    ``root`` is the application's mount point without a trailing slash. ``ui`` is the interface language if
    the reader chose one, so that every link keeps it. ``base`` is the public address of ``root``.
    ``defaults`` are what an address leaves out, and ``chosen`` is the calendar that it names.
    """

    root: str = ""
    ui: str | None = None
    defaults: Defaults = DEFAULTS
    base: str = ""
    chosen: Calendar | None = None

    def absolute(self, address: str) -> str:
        """An address of this site with scheme and host, for use outside the page."""
        return self.base + address.removeprefix(self.root)

    def search(self, request: SearchRequest) -> str:
        """The results page of a request."""
        return self._address("/", self._write(request))

    def facet(self, request: SearchRequest, facet: str) -> FacetQueryStrings:
        """Query strings of a request with other values of a facet; ``page`` turns them into addresses."""
        return FacetQueryStrings(request, facet, self.defaults, self._own())

    def days(self, request: SearchRequest) -> DayQueryStrings:
        """Query strings of a request for other days."""
        return DayQueryStrings(request, lambda other: self._write(other) + self._own())

    def facet_page(self, request: SearchRequest, facet: str, find: str = "", part: int = 1) -> str:
        """The page with all values of a facet under a request that contain ``find``, in parts."""
        more = [("find", find)] if find else []
        more += [("part", str(part))] if part != 1 else []
        return self._address(f"/facets/{facet}", self._write(replace(request, page=1)) + more)

    def page(self, query: str) -> str:
        """The results page of a query string."""
        return f"{self.root}/?{query}" if query else f"{self.root}/"

    def home(self) -> str:
        """The empty search page."""
        return self._address("/", self._kept())

    def article(self, id_: str, text: str = "", search: str = "") -> str:
        """The reading page of an article.

        Args:
            text: query that found it.
            search: query string of the search that found it, with its filters and page, in place of ``text``.
        """
        path = "/article/" + quote(id_, safe="", errors="replace")
        if search:
            return f"{self.root}{path}?{search}"
        return self._address(path, ([("q", text)] if text else []) + self._kept())

    def search_of(self, request: SearchRequest) -> str:
        """The query string by which an article's page leads back to a search; empty for the home page."""
        pairs = self._write(request)
        return query_string(pairs + self._own()) if pairs else ""

    def hit(self, request: SearchRequest, id_: str) -> str:
        """The place of a hit on the results page of a request."""
        return f"{self.search(request)}#{hit_anchor(id_)}"

    def json(self, request: SearchRequest) -> str:
        """The API's response to a request."""
        query = query_string(write(request, self._api_defaults()))
        return f"{self.root}/api/v1/search" + (f"?{query}" if query else "")

    def results(self, name: str, request: SearchRequest) -> str:
        """All results of a request as a file in a format of ``exports``."""
        whole = replace(request, page=1, size=self.defaults.page_size)
        return self._address(f"/results.{name}", write(whole, self._api_defaults()))

    def feed(self, request: SearchRequest, page: int = 1) -> str:
        """The feed of a request. It has its own order and size."""
        sort = default_sort(request.text)
        bare = replace(request, page=page, size=self.defaults.page_size, sort=sort, explain=False)
        return self._address("/results.atom", write(bare, self._api_defaults()))

    def cite(self, name: str, id_: str) -> str:
        """One article in a citation format."""
        return self._address(f"/article.{name}", [("id", id_)])

    def opensearch(self, language: str) -> str:
        """The OpenSearch description for browsers, in a language of the interface."""
        return f"{self.root}/opensearch.xml?ui={language}"

    def oembed(self, request: SearchRequest) -> str:
        """The description of a frame with this search."""
        url = self.absolute(self.search(request))
        return f"{self.base}/oembed?" + query_string([("url", url)])

    def suggest(self) -> str:
        """Completions of a query that is being typed on a page."""
        return f"{self.root}/suggest"

    def static(self, name: str) -> str:
        """A file in the folder ``static``."""
        return f"{self.root}/static/{name}"

    def hidden(self, request: SearchRequest, *without: str) -> list[tuple[str, str]]:
        """Hidden form fields that keep a request, except for the parameters ``without`` that the form has
        itself.
        """
        pairs = self._write(request) + self._own()
        return [(name, value) for name, value in pairs if name not in (*without, "page")]

    def _write(self, request: SearchRequest) -> list[tuple[str, str]]:
        return write(request, self.defaults)

    def _api_defaults(self) -> Defaults:
        """The defaults outside of pages, where years are Gregorian unless the address says otherwise."""
        return replace(self.defaults, calendar=Calendar.GREGORIAN)

    def _kept(self) -> list[tuple[str, str]]:
        return [("calendar", self.chosen.value)] if self.chosen else []

    def _own(self) -> list[tuple[str, str]]:
        return [("ui", self.ui)] if self.ui else []

    def _address(self, path: str, pairs: list[tuple[str, str]]) -> str:
        query = query_string(pairs + self._own())
        return f"{self.root}{path}?{query}" if query else f"{self.root}{path}"
