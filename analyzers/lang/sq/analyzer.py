"""Albanian: simplemma's lemma; a word that the dictionary lacks loses one ending, and keeps itself as well.

An ending comes off freely where the rest is a word of the dictionary. Elsewhere the word keeps its exact form
as a second stem, so that a name meets its cases (``Kurti``, ``Kurtit``) and no other word. Folding first lets
words that are typed without ``ë`` and ``ç`` meet. Measured in ``benchmarks/analysis.py`` and
``benchmarks/names``.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from analyzers.dictionary import DictionaryAnalyzer, folded_pairs, irregular_stems, name_stems
from analyzers.lang.sq import endings
from analyzers.lang.sq.endings import (
    FEMININE,
    MASCULINE,
    adjective,
    cases_of,
    lemma_class,
    of_plural,
    verb,
    without_ending,
)
from analyzers.lexicon import mapping_of, section_of
from analyzers.names import names_of

_NAME = "mfn"
"""What is known of a name: it may have any ending."""
_INCOMPLETE = 2
"""A lemma with so few forms in the dictionary may have any other."""


class AlbanianAnalyzer(DictionaryAnalyzer):
    """The analyzer of Albanian."""

    language = "sq"
    script = "latin"
    rules_version = "3"
    modules = (__file__, endings.__file__)

    @cached_property
    def _genders(self) -> dict[str, str]:
        return mapping_of(self._lexicon.sections[1])

    def _stems_of(self, exact: str) -> tuple[str, ...]:
        known = self._exceptions.get(exact)
        return tuple(known.split(" ")) if known is not None else unknown_stems(exact, self._genders)

    def _compile(self) -> list[str]:
        """All forms of the dictionary, and the genders of its stems: which endings a word may have."""
        stems: defaultdict[str, list[str]] = defaultdict(list)
        forms: defaultdict[str, set[str]] = defaultdict(set)
        pairs = list(self._stemmed_pairs())
        capitals = _capitals()
        for form, stem in pairs:
            if stem not in stems[form]:
                stems[form].append(stem)
            forms[stem].add(form)
        words = {stem for form, stem in pairs if form not in capitals}
        genders = {stem: _genders(stem, found) for stem, found in forms.items()}
        genders |= {stem: _NAME for stem in forms if stem not in words}
        for name in name_stems("sq", stems):
            stems[name] = list(name_readings(name, genders))
            for form in cases_of(name):
                stems[form] = [*stems.get(form, ()), name]
        genders = dict.fromkeys(names_of("sq"), _NAME) | genders
        return [section_of({form: " ".join(found) for form, found in stems.items()}), section_of(genders)]

    def _stemmed_pairs(self) -> Iterator[tuple[str, str]]:
        irregular = irregular_stems("sq")
        pairs = [
            (form, lemma, raw[0].isupper())
            for raw, form, lemma in folded_pairs("sq")
            if form not in irregular
        ]
        pairs += [(form, lemma, False) for form, lemmas in irregular.items() for lemma in lemmas]
        lemmas = frozenset(lemma for _, lemma, _ in pairs)
        classes = frozenset(map(lemma_class, lemmas))
        for form, lemma, is_name in pairs:
            stem = lemma_class(_active(lemma, lemmas))
            yield form, stem if is_name else of_plural(stem, classes)


def _capitals() -> frozenset[str]:
    """The folded forms that the dictionary only has with a capital."""
    small = {form for raw, form, _ in folded_pairs("sq") if not raw[0].isupper()}
    return frozenset(form for _, form, _ in folded_pairs("sq") if form not in small)


def _active(lemma: str, lemmas: frozenset[str]) -> str:
    """The verb of a lemma that is its passive."""
    return verb(lemma, lemmas) or lemma if lemma.endswith(("hem", "em")) else lemma


def _genders(stem: str, forms: set[str]) -> str:
    """``m`` and ``f`` for the genders whose endings are among the forms, ``?`` for a stem with few forms."""
    endings = {form[len(stem) :] for form in forms if form.startswith(stem)}
    found = ("m" if endings & MASCULINE else "") + ("f" if endings & FEMININE else "")
    return found + ("?" if len(forms) <= _INCOMPLETE else "") or "-"


def unknown_stems(word: str, genders: Mapping[str, str]) -> tuple[str, ...]:
    """The stems of a word that no dictionary knows; ``genders`` are those of all known stems."""
    found = adjective(word) or verb(word, genders)
    if found is not None:
        return (lemma_class(found),)
    if word in genders:
        return (word,)
    rests = list(without_ending(word))
    for rest, ending in reversed(rests):
        if rest in genders and (ending[0] == "j" or _may_have(genders[rest], ending)):
            return (rest,)
    return name_readings(word, genders)


def name_readings(word: str, genders: Mapping[str, str]) -> tuple[str, ...]:
    """The stems of a name: without its ending, unless that would be another word, and itself."""
    return tuple(dict.fromkeys((*_bare(without_ending(word), genders), lemma_class(word), word)))


def _bare(rests: Iterable[tuple[str, str]], genders: Mapping[str, str]) -> Iterator[str]:
    """A name without its ending; where that would be another word, its definite nominative (``Gaza``)."""
    for rest, ending in rests:
        if "n" in genders.get(rest, _NAME):
            yield lemma_class(rest)
            yield rest
        elif ending in MASCULINE:
            yield rest + "i"
        elif ending in FEMININE:
            yield rest + "a"


def _may_have(genders: str, ending: str) -> bool:
    """Whether a noun of these genders has an ending."""
    if genders[-1] == "?":
        return True
    return (
        ("m" in genders or ending not in MASCULINE)
        and ("f" in genders or ending not in FEMININE)
        and genders != "-"
    )
