"""Every address that a page holds, made in one place and from requests."""

from dataclasses import dataclass, replace
from urllib.parse import quote

from engines.model import SearchRequest
from search_app.state import FacetAddresses, default_sort, query_string, write


@dataclass(frozen=True, slots=True)
class Links:
    """``root`` is where the application is mounted, without a slash at the end; ``ui`` the interface language
    where the reader chose one, so that every link keeps it; ``base`` how the world finds ``root``."""

    root: str = ""
    ui: str | None = None
    page_size: int = 10
    fold: bool = True
    base: str = ""

    def absolute(self, address: str) -> str:
        """An address of ours with scheme and host, for what is read away from the page."""
        return self.base + address.removeprefix(self.root)

    def search(self, request: SearchRequest) -> str:
        """The results page of a request."""
        return self._address("/", write(request, self.page_size, self.fold))

    def facet(self, request: SearchRequest, facet: str) -> FacetAddresses:
        """The query strings of a request with other values of a facet; ``page`` makes them addresses."""
        return FacetAddresses(request, facet, self.page_size, self._own(), self.fold)

    def page(self, query: str) -> str:
        """The results page of a query string."""
        return f"{self.root}/?{query}" if query else f"{self.root}/"

    def home(self) -> str:
        """The search page with nothing asked."""
        return self._address("/", [])

    def article(self, id_: str, text: str = "") -> str:
        """The reading page of an article; ``text`` is the query that it was found by."""
        path = "/article/" + quote(id_, safe="", errors="replace")
        return self._address(path, [("q", text)] if text else [])

    def json(self, request: SearchRequest) -> str:
        """The API's answer to a request."""
        query = query_string(write(request, self.page_size, self.fold))
        return f"{self.root}/api/v1/search" + (f"?{query}" if query else "")

    def results(self, name: str, request: SearchRequest) -> str:
        """All results of a request as a file, in a format of ``exports``."""
        whole = replace(request, page=1, size=self.page_size)
        return self._address(f"/results.{name}", write(whole, self.page_size, self.fold))

    def feed(self, request: SearchRequest, page: int = 1) -> str:
        """The feed of a request, which has an order and a size of its own."""
        sort = default_sort(request.text)
        bare = replace(request, page=page, size=self.page_size, sort=sort, explain=False)
        return self._address("/results.atom", write(bare, self.page_size, self.fold))

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
        pairs = write(request, self.page_size, self.fold) + self._own()
        return [(name, value) for name, value in pairs if name not in (*without, "page")]

    def _own(self) -> list[tuple[str, str]]:
        return [("ui", self.ui)] if self.ui else []

    def _address(self, path: str, pairs: list[tuple[str, str]]) -> str:
        query = query_string(pairs + self._own())
        return f"{self.root}{path}?{query}" if query else f"{self.root}{path}"
