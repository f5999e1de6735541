"""Arabic: the lemma in simplemma's dictionary after removing clitics, then light10.

The light stemmer follows light10 (Larkey, Ballesteros and Connell, 2002), but clitics are removed before the
article, and suffixes are stripped twice. Lemmas lose the endings of gender, number and nisba, so that they
match forms that the dictionary does not contain.
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
        """The light10 stem of the word itself, without broken plurals and lemmas. It ranks well."""
        return light_stem(exact)

    def _compile(self) -> list[str]:
        """Keep only what removing clitics does not find. Shorter words come first, because removing only
        shortens.
        """
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
    """The lemma of the lemma: a plural with the article has itself without the article as its lemma.

    Plural verbs (``سافروا``) are separate lemmas in the dictionary; they lose their ending.
    """
    if form == _ARTICLE + lemma:
        return lemmas.get(lemma, lemma)
    if lemma == form and form.endswith(_PLURAL_OF_VERBS) and len(form) > 4:
        return form.removesuffix(_PLURAL_OF_VERBS)
    return lemma


def _known_stems(word: str, known: Mapping[str, str]) -> str | None:
    """The stems of the longest remainder of a word that the dictionary contains, separated by spaces."""
    for rest in without_clitics(word):
        stems = known.get(rest)
        if stems is not None:
            return stems
    return None
