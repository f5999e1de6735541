"""The switch of a results page that also searches in other languages, and the words that it uses."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from search.model import SearchRequest, Translation
from search.translations import left_in
from search_app.service import Across
from search_app.views.hits import Scene


@dataclass(frozen=True, slots=True)
class AddedView:
    """A language, and how many hits translations add in it."""

    language: str
    number: str


@dataclass(frozen=True, slots=True)
class WordView:
    """A translation that is in use, and the address without it."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class TypedView:
    """A part of the query, and its translations that are in use."""

    typed: str
    words: tuple[WordView, ...]


@dataclass(frozen=True, slots=True)
class AcrossView:
    """The switch: where it leads, whether it is on, what it adds, and the words in use.

    ``again`` is the address with all words; empty if none is left out.
    """

    url: str
    current: bool
    added: tuple[AddedView, ...]
    words: tuple[TypedView, ...] = ()
    again: str = ""


def across_view(across: Across | None, request: SearchRequest, scene: Scene) -> AcrossView | None:
    """The switch; None if translations add nothing.

    Args:
        across: the translations of the query; None for none.
    """
    if across is None or not (across.added or request.across):
        return None
    texts = scene.texts
    added = tuple(
        AddedView(texts.language_name(language), texts.number(number))
        for language, number in sorted(across.added.items(), key=lambda pair: (-pair[1], pair[0]))
    )
    other = replace(request, across=not request.across, skipped=(), page=1)
    view = AcrossView(scene.urls.search(other), request.across, added)
    if not request.across:
        return view
    again = scene.urls.search(replace(request, skipped=(), page=1)) if request.skipped else ""
    return replace(view, words=tuple(_words(across.translations, request, scene)), again=again)


def _words(
    translations: tuple[Translation, ...], request: SearchRequest, scene: Scene
) -> Iterator[TypedView]:
    for typed, found in groupby(left_in(translations, request), key=lambda one: one.typed):
        yield TypedView(typed, tuple(_word(one.word, request, scene) for one in found))


def _word(word: str, request: SearchRequest, scene: Scene) -> WordView:
    without = tuple(sorted({*request.skipped, word}))
    return WordView(word, scene.urls.search(replace(request, skipped=without, page=1)))
