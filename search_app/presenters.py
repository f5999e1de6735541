"""Answers as dictionaries, for the JSON API and the command line."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import UTC, datetime, tzinfo
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from engines.port.fields import FIELDS
from engines.port.model import Document
from engines.port.values import json_value
from search.did_you_mean import DidYouMean
from search.facet_values import FacetValues
from search.model import Bucket, Cut, Hit, Other, SearchRequest, SearchResult, Snippet
from search.suggest import Suggestion
from search_app.defaults import DEFAULTS, Defaults
from search_app.query_strings import query_string, write
from search_app.state import last_page
from search_app.texts.names import CUTS

Json = dict[str, Any]
_ELLIPSIS = "…"
_ENDS = (".", "!", "?", "؟", "۔", "…")


def search_json(
    result: SearchResult,
    suggestions: Iterable[DidYouMean] = (),
    *,
    zone: tzinfo = UTC,
    defaults: Defaults = DEFAULTS,
) -> Json:
    """A complete answer.

    Highlights are [start, end) in Unicode code points of the snippet's text. ``notes`` is only present if a
    query was not run as typed, and says what was used. ``next`` and ``prev`` are addresses relative to this
    answer's own, or None. ``suggestions`` is only present if there are any.

    Args:
        zone: time zone of the dates.
        defaults: what the addresses in the answer leave out.
    """
    request, last = result.request, last_page(result)
    offers = [_offer(offer, defaults) for offer in suggestions]
    return {
        "query": request.text,
        "total": result.total,
        "articles": result.articles,
        "page": request.page,
        "pages": result.pages,
        "size": request.size,
        "partial": result.partial,
        "matched_words": result.matched_words,
        "wanted_words": result.wanted_words,
        "hits": [_hit(hit, zone, why=request.explain) for hit in result.hits],
        "facets": {name: [_bucket(bucket) for bucket in found] for name, found in result.facets.items()},
        "timeline": [{"value": bar.value, "count": bar.count} for bar in result.timeline],
        **({"notes": [_note(cut) for cut in result.cuts]} if result.cuts else {}),
        **({"translations": [asdict(one) for one in result.translations]} if request.across else {}),
        **({"editors_notes": list(result.editors_notes)} if result.editors_notes else {}),
        **({"redirect": result.redirect} if result.redirect else {}),
        "next": _page(request, request.page + 1, defaults) if request.page < last else None,
        "prev": _page(request, min(request.page - 1, last), defaults) if request.page > 1 else None,
        **({"suggestions": offers} if offers else {}),
        "took_ms": round(result.seconds * 1000, 3),
    }


def facet_json(name: str, values: FacetValues) -> Json:
    """Values of one facet that contain the searched text, by count."""
    return {
        "facet": name,
        "total": values.total,
        "matching": values.matching,
        "values": [_bucket(bucket) for bucket in values.buckets],
    }


def suggest_json(text: str, suggestions: Iterable[Suggestion]) -> Json:
    """Completions of a query that is being typed. ``html`` has the typed part in ``<mark>``."""
    return {
        "query": text,
        "suggestions": [
            {
                "text": found.text,
                "kind": found.kind,
                **({} if found.count is None else {"count": found.count}),
                **({"mark": list(found.mark)} if found.mark[1] else {}),
                "html": marked(Snippet(found.text, (found.mark,) if found.mark[1] else ())),
            }
            for found in suggestions
        ],
    }


def article_json(document: Document, others: Iterable[Other] = (), *, zone: tzinfo = UTC) -> Json:
    """A stored article with its text, paragraphs separated by an empty line, and the other articles of its
    story.
    """
    return {
        **_fields(document, zone),
        "body": document.body,
        "translations": list(document.translations),
        "others": others_json(others, zone, matched=False),
    }


def safe_url(url: str | None) -> str | None:
    """The address if a page may link to it (http or https), else None. Archives contain other schemes, also
    scripts.
    """
    try:
        scheme = urlsplit(url or "").scheme.lower()
    except ValueError:
        return None
    return url if scheme in ("http", "https") else None


def page_url(url: str | None, page: int) -> str | None:
    """The address of a page of a PDF (RFC 8118); None without a page, or if the address is not one of a PDF.

    Args:
        page: number of the page, from 1; 0 if there is none.
    """
    address = (safe_url(url) or "").partition("#")[0]
    is_pdf = urlsplit(address).path.lower().endswith(".pdf")
    return f"{address}#page={page}" if page and is_pdf else None


def marked(snippet: Snippet) -> Markup:
    """A snippet as HTML: escaped, highlights in ``<mark>``, an ellipsis where a sentence was cut."""
    parts = [_ELLIPSIS] if snippet.leading else []
    at = 0
    for start, end in snippet.marks:
        parts += [escape(snippet.text[at:start]), "<mark>", escape(snippet.text[start:end]), "</mark>"]
        at = end
    parts.append(escape(snippet.text[at:]))
    if snippet.trailing and not snippet.text.endswith(_ENDS):
        parts.append(_ELLIPSIS)
    return Markup("".join(parts))  # noqa: S704 - every piece is escaped or a constant


def _hit(hit: Hit, zone: tzinfo, *, why: bool) -> Json:
    return {
        **_fields(hit.document, zone),
        "score": None if hit.score is None else round(hit.score, 4),
        "title_html": marked(hit.title),
        "title_marks": [list(mark) for mark in hit.title.marks],
        "snippets": [
            {
                "text": s.text,
                "html": marked(s),
                "marks": [list(mark) for mark in s.marks],
                **({"caption": True} if s.caption else {}),
                **({"page": s.page, "url": page_url(hit.document.url, s.page)} if s.page else {}),
            }
            for s in hit.snippets
        ],
        "others": others_json(hit.others, zone),
        **({"why": why_json(hit)} if why else {}),
    }


def others_json(others: Iterable[Other], zone: tzinfo, *, matched: bool = True) -> list[Json]:
    """The other articles of a story; with ``matched``, whether each matches the query."""
    return [
        {
            "id": other.id,
            "title": other.title,
            "language": other.language,
            "url": safe_url(other.url),
            "date": iso(other.date, zone),
            "kind": other.kind.value,
            **({"matched": other.matched} if matched else {}),
        }
        for other in others
    ]


def why_json(hit: Hit) -> list[Json]:
    """How each part of the query matched: what was typed, the words found (at most three), and the kind of
    match.
    """
    return [{"typed": part.typed, "found": list(part.found), "kind": part.kind.value} for part in hit.why]


def _fields(document: Document, zone: tzinfo) -> Json:
    declared = {
        field.column: json_value(document, field, lambda moment: local(moment, zone).isoformat())
        for field in FIELDS.exported
    }
    return {
        "id": document.id,
        **declared,
        "url": safe_url(document.url),
        "image": declared["image"] if document.image and safe_url(document.image.url) else None,
        "category": document.categories[0][-1] if document.categories else None,
    }


def _offer(offer: DidYouMean, defaults: Defaults) -> Json:
    url = "?" + query_string(write(offer.request, defaults))
    return {"kind": offer.kind, "text": offer.text, "total": offer.total, "url": url}


def _note(cut: Cut) -> Json:
    values = {"typed": cut.typed, "number": cut.number}
    return {"kind": cut.kind.value, **values, "message": CUTS[cut.kind] % values}


def _bucket(bucket: Bucket) -> Json:
    """``names`` is only present if editors joined several names to one category."""
    names = [{"language": language, "name": name} for language, name in bucket.names]
    more = {"names": names} if names else {}
    return {"value": bucket.value, "count": bucket.count, "selected": bucket.selected, **more}


def iso(moment: datetime | None, zone: tzinfo) -> str | None:
    """A time in a time zone, as ISO 8601 writes it."""
    return local(moment, zone).isoformat() if moment else None


def local(moment: datetime, zone: tzinfo) -> datetime:
    """A time in a time zone. At the ends of the calendar, where that does not exist, it is not converted."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment


def _page(request: SearchRequest, number: int, defaults: Defaults) -> str:
    return "?" + query_string(write(replace(request, page=number), defaults))
