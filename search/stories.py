"""The other articles of a story."""

from collections.abc import Iterable

from analyzers import LANGUAGES
from engines.port.engine import EngineOther, EngineQuery, SearchEngine
from engines.port.model import Document
from engines.port.stories import MAX_MEMBERS
from engines.port.terms import InStory
from search.model import Other, StoryKind
from search.scope import Scope, within

_ORDER = {language: place for place, language in enumerate(LANGUAGES)}


def others_of(document: Document, others: Iterable[EngineOther]) -> tuple[Other, ...]:
    """The other articles of a story: translations first in a fixed order, then the newest."""
    told = [_other(document, other) for other in others]
    return tuple(sorted(told, key=_place))


def members(engine: SearchEngine, document: Document, scope: Scope = ()) -> tuple[Other, ...]:
    """The other articles of a document's story inside a scope; () if there are none."""
    if document.story is None:
        return ()
    found = engine.search(EngineQuery(within(InStory((document.story,)), scope), limit=MAX_MEMBERS)).hits
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
