"""Related articles, and what a draft could link to, as dictionaries for the JSON API and the command line."""

from collections.abc import Iterable
from datetime import UTC, tzinfo

from engines.port.model import Document
from search.linking.desk import LinksOfDraft
from search.linking.phrases import Passage
from search.reasons import Reasons
from search.related import RelatedHit
from search_app.presenters import Json, iso, safe_url


def related_json(id_: str, hits: Iterable[RelatedHit], *, zone: tzinfo = UTC) -> Json:
    """The related articles of an article, with the words that they share with it."""
    return {
        "id": id_,
        "hits": [
            {
                "id": hit.document.id,
                "title": hit.document.title,
                "url": safe_url(hit.document.url),
                "language": hit.document.language,
                "date": iso(hit.document.date, zone),
                "score": round(hit.score, 4),
                "shared": list(hit.shared),
                "reasons": _reasons(hit.why),
            }
            for hit in hits
        ],
    }


def links_json(found: LinksOfDraft, *, zone: tzinfo = UTC) -> Json:
    """Links to set in a draft, articles that should link to it, and its names."""
    return {
        "links": [_link(one.document, one.passage, one.score, zone) for one in found.links],
        "back": [_link(one.document, one.passage, one.score, zone) for one in found.back],
        "names": [
            {
                "name": one.name.text,
                "query": one.query,
                "total": one.total,
                "first": _named(one.first, zone) if one.first else None,
                "last": _named(one.last, zone) if one.last else None,
            }
            for one in found.names
        ],
    }


def _link(document: Document, passage: Passage, score: float, zone: tzinfo) -> Json:
    """``mark`` is [start, end) of the phrase in the sentence, in code points."""
    return {
        **_named(document, zone),
        "score": round(score, 4),
        "phrase": passage.phrase,
        "sentence": passage.text,
        "mark": [passage.start, passage.end],
    }


def _named(document: Document, zone: tzinfo) -> Json:
    return {
        "id": document.id,
        "title": document.title,
        "url": safe_url(document.url),
        "language": document.language,
        "date": iso(document.date, zone),
    }


def _reasons(why: Reasons) -> Json:
    """Why an article is related. Weights are relative to the first term."""
    return {
        "terms": [
            {"word": t.word, "weight": round(t.weight, 3), "title": t.in_title, "body": t.in_body}
            for t in why.terms
        ],
        "category": why.category,
        "authors": list(why.authors),
        "tags": list(why.tags),
        "days": why.days,
        "links": why.links,
        "published": why.published,
    }
