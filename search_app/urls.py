"""The URL of everything that a page links to, made in one place and from requests."""

from dataclasses import dataclass, replace
from urllib.parse import quote

from engines.port.calendars import Calendar
from search.model import SearchRequest
from search_app.defaults import DEFAULTS, Defaults
from search_app.query_strings import DayQueryStrings, FacetQueryStrings, default_sort, query_string, write


@dataclass(frozen=True, slots=True)
class Urls:
    """``root`` is where the application is mounted, without a slash at the end; ``ui`` the interface language
    where the reader chose one, so that every link keeps it; ``base`` how the world finds ``root``;
    ``defaults`` hold where an address says nothing, ``chosen`` is the calendar that it names."""

    root: str = ""
    ui: str | None = None
    defaults: Defaults = DEFAULTS
    base: str = ""
    chosen: Calendar | None = None

    def absolute(self, address: str) -> str:
        """An address of ours with scheme and host, for what is read away from the page."""
        return self.base + address.removeprefix(self.root)

    def search(self, request: SearchRequest) -> str:
        """The results page of a request."""
        return self._address("/", self._write(request))

    def facet(self, request: SearchRequest, facet: str) -> FacetQueryStrings:
        """The query strings of a request with other values of a facet; ``page`` makes them addresses."""
        return FacetQueryStrings(request, facet, self.defaults, self._own())

    def days(self, request: SearchRequest) -> DayQueryStrings:
        """The query strings of a request for other days."""
        return DayQueryStrings(request, lambda other: self._write(other) + self._own())

    def facet_page(self, request: SearchRequest, facet: str, find: str = "", part: int = 1) -> str:
        """All values of a facet under a request, those that hold what is looked for, a part at a time."""
        more = [("find", find)] if find else []
        more += [("part", str(part))] if part != 1 else []
        return self._address(f"/facets/{facet}", self._write(replace(request, page=1)) + more)

    def page(self, query: str) -> str:
        """The results page of a query string."""
        return f"{self.root}/?{query}" if query else f"{self.root}/"

    def home(self) -> str:
        """The search page with nothing asked."""
        return self._address("/", self._kept())

    def article(self, id_: str, text: str = "") -> str:
        """The reading page of an article; ``text`` is the query that it was found by."""
        path = "/article/" + quote(id_, safe="", errors="replace")
        return self._address(path, ([("q", text)] if text else []) + self._kept())

    def json(self, request: SearchRequest) -> str:
        """The API's answer to a request."""
        query = query_string(write(request, self._api_defaults()))
        return f"{self.root}/api/v1/search" + (f"?{query}" if query else "")

    def results(self, name: str, request: SearchRequest) -> str:
        """All results of a request as a file, in a format of ``exports``."""
        whole = replace(request, page=1, size=self.defaults.page_size)
        return self._address(f"/results.{name}", write(whole, self._api_defaults()))

    def feed(self, request: SearchRequest, page: int = 1) -> str:
        """The feed of a request, which has an order and a size of its own."""
        sort = default_sort(request.text)
        bare = replace(request, page=page, size=self.defaults.page_size, sort=sort, explain=False)
        return self._address("/results.atom", write(bare, self._api_defaults()))

    def cite(self, name: str, id_: str) -> str:
        """One article in a format for citations."""
        return self._address(f"/article.{name}", [("id", id_)])

    def opensearch(self, language: str) -> str:
        """How browsers are told to search here, in a language of the interface."""
        return f"{self.root}/opensearch.xml?ui={language}"

    def suggest(self) -> str:
        """What a query that is being typed may become."""
        return f"{self.root}/api/v1/suggest"

    def static(self, name: str) -> str:
        """A file of the folder ``static``."""
        return f"{self.root}/static/{name}"

    def hidden(self, request: SearchRequest, *without: str) -> list[tuple[str, str]]:
        """The fields that carry a request through a form that asks for those ``without`` itself."""
        pairs = self._write(request) + self._own()
        return [(name, value) for name, value in pairs if name not in (*without, "page")]

    def _write(self, request: SearchRequest) -> list[tuple[str, str]]:
        return write(request, self.defaults)

    def _api_defaults(self) -> Defaults:
        """The same outside of pages, where years are Gregorian unless the address says otherwise."""
        return replace(self.defaults, calendar=Calendar.GREGORIAN)

    def _kept(self) -> list[tuple[str, str]]:
        return [("calendar", self.chosen.value)] if self.chosen else []

    def _own(self) -> list[tuple[str, str]]:
        return [("ui", self.ui)] if self.ui else []

    def _address(self, path: str, pairs: list[tuple[str, str]]) -> str:
        query = query_string(pairs + self._own())
        return f"{self.root}{path}?{query}" if query else f"{self.root}{path}"
