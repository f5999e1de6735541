"""Arabic: a lemma from simplemma's dictionary, clitics taken off until it knows the word, then light10.

The light stemmer follows light10 (Larkey, Ballesteros and Connell, 2002), with clitics taken off before
the article and suffixes stripped twice. Lemmas lose the endings of gender, number and nisba, so that
they meet the forms that the dictionary does not know.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from analyzers.dictionary import DictionaryAnalyzer, folded_pairs
from analyzers.lang.ar import light
from analyzers.lang.ar.light import lemma_stem, light_stem, without_clitics
from analyzers.lexicon import section_of

_ARTICLE = "ال"
_PLURAL_OF_VERBS = "وا"


class ArabicAnalyzer(DictionaryAnalyzer):
    """The analyzer of Arabic."""

    language = "ar"
    script = "arabic"
    rules_version = "1"
    modules = (__file__, light.__file__)

    def _stems_of(self, exact: str) -> tuple[str, ...]:
        known = _known_stems(exact, self._exceptions)
        return (light_stem(exact),) if known is None else tuple(known.split(" "))

    def root(self, exact: str) -> str:
        """What light10 leaves of the word as it is: broken plurals and lemmas aside, it ranks well."""
        return light_stem(exact)

    def _compile(self) -> list[str]:
        """Keep what taking clitics off does not find: shorter words first, because it only shortens."""
        stems: defaultdict[str, list[str]] = defaultdict(list)
        for form, stem in self._stemmed_pairs():
            if stem not in stems[form]:
                stems[form].append(stem)
        kept: dict[str, str] = {}
        for form in sorted(stems, key=lambda form: (len(form), form)):
            value = " ".join(stems[form])
            if _known_stems(form, kept) != value:
                kept[form] = value
        return [section_of(kept)]

    def _stemmed_pairs(self) -> Iterator[tuple[str, str]]:
        pairs = [(form, lemma) for _, form, lemma in folded_pairs("ar")]
        lemmas = dict(pairs)
        return ((form, lemma_stem(_last_lemma(form, lemma, lemmas))) for form, lemma in pairs)


def _last_lemma(form: str, lemma: str, lemmas: Mapping[str, str]) -> str:
    """The lemma of the lemma: with the article a plural has itself without the article for a lemma.

    Verbs in the plural (``سافروا``) are lemmas of their own in the dictionary; they lose their ending.
    """
    if form == _ARTICLE + lemma:
        return lemmas.get(lemma, lemma)
    if lemma == form and form.endswith(_PLURAL_OF_VERBS) and len(form) > 4:
        return form.removesuffix(_PLURAL_OF_VERBS)
    return lemma


def _known_stems(word: str, known: Mapping[str, str]) -> str | None:
    """The stems of the longest rest of a word that the dictionary knows, joined by spaces."""
    for rest in without_clitics(word):
        stems = known.get(rest)
        if stems is not None:
            return stems
    return None
