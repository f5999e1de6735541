"""Links to the pages of an answer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from search.model import SearchRequest, SearchResult
from search_app.state import last_page
from search_app.texts import Texts
from search_app.urls import Urls

_AROUND = 2


@dataclass(frozen=True, slots=True)
class PageView:
    """A link to a page. The current page has no address, a gap has no number."""

    number: str = ""
    label: str = ""
    url: str | None = None

    @property
    def is_gap(self) -> bool:
        """Whether pages are left out here."""
        return not self.number


@dataclass(frozen=True, slots=True)
class PagingView:
    """``prev`` and ``next`` are addresses, or None at the ends."""

    pages: tuple[PageView, ...]
    prev: str | None
    next: str | None


def paging_view(result: SearchResult, urls: Urls, texts: Texts) -> PagingView | None:
    """The pages around the current one, the first and the last; None if there is only one."""
    request, last = result.request, last_page(result)
    if last < 2:
        return None
    return PagingView(
        pages=tuple(_pages(request, last, urls, texts)),
        prev=_address(request, request.page - 1, urls) if request.page > 1 else None,
        next=_address(request, request.page + 1, urls) if request.page < last else None,
    )


def _pages(request: SearchRequest, last: int, urls: Urls, texts: Texts) -> Iterator[PageView]:
    for number in _with_gaps({1, *range(request.page - _AROUND, request.page + _AROUND + 1), last}, last):
        if number is None:
            yield PageView()
            continue
        shown = texts.number(number)
        url = None if number == request.page else _address(request, number, urls)
        yield PageView(shown, texts("Page %(n)s", n=shown), url)


def _with_gaps(numbers: Iterable[int], last: int) -> Iterator[int | None]:
    before = 0
    for number in sorted(n for n in numbers if 1 <= n <= last):
        if number - before == 2:
            yield number - 1
        elif number - before > 2:
            yield None
        yield number
        before = number


def _address(request: SearchRequest, number: int, urls: Urls) -> str:
    return urls.search(replace(request, page=number))
