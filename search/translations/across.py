"""Searches in other languages: synonyms with translations, and what a request wants of them."""

from collections.abc import Collection, Iterable, Sequence

from analyzers import LANGUAGES_OF_SCRIPT, script_of
from engines.port.terms import TermNode
from search.alternatives import Alternatives
from search.model import SearchRequest, Translation
from search.ranking import Weights
from search.synonyms import Synonyms
from search.synonyms.groups import key_of
from search.translations.table import Translations


class AcrossLanguages(Synonyms):
    """Synonyms, and translations with them.

    Args:
        synonyms: the synonyms of the typed words.
        translations: the translations of the typed words.
        skipped: translations that are left out.
    """

    def __init__(self, synonyms: Synonyms, translations: Translations, skipped: Collection[str]) -> None:
        super().__init__()
        self._synonyms, self._translations, self._skipped = synonyms, translations, skipped

    def expand(
        self, graph: Sequence[Alternatives], field: str, weights: Weights
    ) -> dict[int, tuple[TermNode, ...]]:
        """The trees of the synonyms and of the translations."""
        found = dict(self._synonyms.expand(graph, field, weights))
        for number, nodes in self.translated(graph, field, weights).items():
            found[number] = (*found.get(number, ()), *nodes)
        return found

    def translated(
        self, graph: Sequence[Alternatives], field: str, weights: Weights
    ) -> dict[int, tuple[TermNode, ...]]:
        """The trees of the translations only."""
        return self._translations.expand(graph, field, weights, self._skipped)


def left_in(translations: Iterable[Translation], request: SearchRequest) -> tuple[Translation, ...]:
    """The translations that a request does not leave out."""
    left_out = {key_of(word) for word in request.skipped}
    return tuple(one for one in translations if key_of(one.word) not in left_out)


def target_languages(translations: Iterable[Translation]) -> frozenset[str]:
    """The languages into which most of a query's words are translated, but not the language of the query.

    A word may exist in several languages, so the language of a query can have translations, too.
    """
    typed: dict[str, set[str]] = {}
    for one in translations:
        typed.setdefault(one.language, set()).add(one.typed)
    most = max(map(len, typed.values()), default=0)
    found = {language for language, words in typed.items() if 2 * len(words) > most}
    for script in {script_of(word) for words in typed.values() for word in words}:
        own = set(LANGUAGES_OF_SCRIPT.get(script, ()))
        if own <= found:
            found -= own  # which of them is the query's is unknown
    return frozenset(found)
