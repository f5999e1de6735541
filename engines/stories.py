"""One hit for one story: what every engine folds in the same way, and how the others are told."""

from collections.abc import Iterable, Sequence
from functools import partial

from analyzers import LANGUAGES
from engines.base import EngineHit, EngineOther, EngineQuery, SearchEngine
from engines.model import Document, Other, StoryKind
from engines.payload import StoredDocument
from engines.terms import InStory

MAX_MEMBERS = 1_000
"""Documents of the stories of one page that are looked at, at most."""
_ORDER = {language: place for place, language in enumerate(LANGUAGES)}

Found = tuple[StoredDocument, float | None]
"""A document of a story and its key for sorting, the best one highest; None where it does not match."""


def one_of_each(stories: Sequence[int | None], start: int, end: int) -> list[int]:
    """Which of ranked documents are the hits from ``start`` to ``end``: the first one of each story.

    ``stories`` are the documents' stories in the order of rank. The answer is their places in it.
    """
    seen: set[int] = set()
    kept: list[int] = []
    for place, story in enumerate(stories):
        if len(kept) == end:
            break
        if story is None or story not in seen:
            kept.append(place)
            if story is not None:
                seen.add(story)
    return kept[start:]


def story_hit(members: Iterable[Found], *, scored: bool, prefer: str = "") -> EngineHit:
    """The hit of a story: its best match, of equals the newest, then the one with the smallest id.

    A match in the language ``prefer`` comes before better ones; the score stays that of the best.
    """
    ordered = sorted(members, key=partial(_rank, prefer))
    stored, key = ordered[0]
    key = max(other for _, other in ordered if other is not None) if key is not None else None
    others = tuple(EngineOther(other.document, matched is not None) for other, matched in ordered[1:])
    return EngineHit(stored, key if scored else None, others)


def _rank(prefer: str, found: Found) -> tuple[bool, bool, float, float, str]:
    (stored, key), date = found, found[0].document.date
    newest = -date.timestamp() if date else float("inf")
    document = stored.document
    return key is None, document.language != prefer, -(key or 0.0), newest, document.id


def others_of(document: Document, others: Iterable[EngineOther]) -> tuple[Other, ...]:
    """The others of a story as readers see them: translations first in a fixed order, then the newest."""
    told = [_other(document, other) for other in others]
    return tuple(sorted(told, key=_place))


def members(engine: SearchEngine, document: Document) -> tuple[Other, ...]:
    """The other articles of a document's story; none where it has none."""
    if document.story is None:
        return ()
    found = engine.search(EngineQuery(InStory((document.story,)), limit=MAX_MEMBERS)).hits
    there = (hit.stored.document for hit in found)
    return others_of(document, (EngineOther(other, True) for other in there if other.id != document.id))


def _other(document: Document, other: EngineOther) -> Other:
    found = other.document
    same = found.language == document.language
    kind = StoryKind.DUPLICATE if same else StoryKind.TRANSLATION
    return Other(found.id, found.title, found.language, found.url, found.date, kind, other.matched)


def _place(other: Other) -> tuple[bool, int, str, float, str]:
    newest = -other.date.timestamp() if other.date else float("inf")
    duplicate = other.kind is StoryKind.DUPLICATE
    return duplicate, _ORDER.get(other.language, len(_ORDER)), other.language, newest, other.id
