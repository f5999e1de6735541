"""Recognises finished queries of pages without scripts: a navigation that brought another query.

With scripts, the page reports them itself and its requests are no navigations. So a query counts once.
"""

from urllib.parse import parse_qs, urlsplit

from flask import Request

from search.model import SearchResult
from search_app.events.model import Finished, Query, Source, filters_of
from search_app.languages import language_of

_RELOADS = ("max-age=0", "no-cache")


def navigated(request: Request, result: SearchResult) -> tuple[Finished, ...]:
    """The query of a request for a results page, if a reader has just typed it.

    That is so if a browser says that it navigates to the first page of results, from one of our pages with
    another query, or from its own search field. Other sites' links, reloads, paging, chosen filters, programs
    and prefetches do not count. Browsers send the headers (Fetch Metadata) over HTTPS and to this machine
    only.
    """
    asked = result.request
    if not asked.text or asked.page != 1 or request.method != "GET" or not _is_navigation(request):
        return ()
    site = request.headers.get("Sec-Fetch-Site")
    if site != "none" and not (site == "same-origin" and _had_another_query(request, asked.text)):
        return ()
    query = Query(asked.text, filters_of(asked), language_of(request), Source.PAGE)
    return (Finished(query, result.total),)


def _is_navigation(request: Request) -> bool:
    headers = request.headers
    return (
        headers.get("Sec-Fetch-Mode") == "navigate"
        and headers.get("Sec-Fetch-Dest") == "document"
        and "Sec-Purpose" not in headers
        and headers.get("Cache-Control") not in _RELOADS
    )


def _had_another_query(request: Request, text: str) -> bool:
    """Whether the page before was one of ours, without the widget, with another query or none."""
    before = request.referrer or ""
    root = request.url_root
    if not before.startswith(root) or before.startswith(f"{root}widget"):
        return False
    try:
        query = parse_qs(urlsplit(before).query, max_num_fields=200).get("q", [""])[0]
    except ValueError:
        return False
    return Query(query).folded != Query(text).folded
