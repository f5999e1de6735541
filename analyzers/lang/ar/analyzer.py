"""Arabic: a lemma from simplemma's dictionary, with clitics taken off until it knows the word.

A word that no dictionary knows keeps its form, without article and conjunction. What is only reached by
weak steps (a preposition before three letters, a pronoun that looks like the end of a name) is a stem of the
word in an article, but a query does not match by it: ``كيري`` is not ``ك`` and ``يرى``. The root, which only
ranks, follows light10 (Larkey, Ballesteros and Connell, 2002).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from analyzers.columns import Entry, Tokens
from analyzers.compounds import FIRSTS, SECONDS, add_compound, add_whole
from analyzers.dictionary import DictionaryAnalyzer, folded_pairs, irregular_stems
from analyzers.fold import fold_word, script_of
from analyzers.lang.ar import asking, light
from analyzers.lang.ar.asking import Asking, is_short
from analyzers.lang.ar.light import (
    lemma_stem,
    light_stem,
    name_candidates,
    without_article,
    without_conjunction,
    without_inflection,
    without_preposition,
    without_pronoun,
)
from analyzers.lexicon import section_of
from analyzers.names import name_stem, names_of
from analyzers.spellings import respelled

_ARTICLE = "ال"
_PLURAL_OF_VERBS = "وا"
_PERSIAN = frozenset("پچژگ")
_SHORTEST_PHRASE_WORD = 3
_SURE_LENGTH = 4
"""Letters of a known word that a preposition before it is believed for."""


class Readings(NamedTuple):
    """The stems of a word: those that a query matches by as well, and those that are only in the index."""

    sure: tuple[str, ...]
    weak: tuple[str, ...]


class ArabicAnalyzer(DictionaryAnalyzer):
    """The analyzer of Arabic."""

    language = "ar"
    script = "arabic"
    rules_version = "3"
    modules = (__file__, light.__file__, asking.__file__)

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(self._lexicon.sections[1].split("\n"))

    @cached_property
    def _asking(self) -> Asking:
        return Asking(self._exceptions, frozenset(self._lexicon.sections[2].split("\n")))

    def _stems_of(self, exact: str) -> tuple[str, ...]:
        sure, weak = readings(exact, self._exceptions)
        name = self._name(exact)
        own = (name,) if name else self._asking.own_forms(exact)
        return (*sure, *weak, *map(name_stem, own))

    def asked_stems(self, exact: str, stems: tuple[str, ...]) -> tuple[str, ...]:
        """Of a name, and of a word that nothing supports, only itself; of another word the sure stems."""
        if exact in self._names:
            return (name_stem(exact),)
        if not stems:
            return ()
        sure = readings(exact, self._exceptions).sure
        asked = self._asking.asked(exact, sure)
        if not asked:
            return (name_stem(exact),)
        return tuple(stem for stem in sure if stem in asked) or sure

    def is_common(self, exact: str) -> bool:
        """Whether the dictionary has the word, and it is no listed name."""
        return not self._name(exact) and self._asking.has(exact)

    def _name(self, word: str) -> str | None:
        """The listed name that a word is, with or without proclitics."""
        return next(filter(self._names.__contains__, name_candidates(word)), None)

    def phrase_forms(self, exact: str) -> tuple[str, ...]:
        """The word, and the word with the proclitics that are written with it."""
        foreign = not exact.isalpha() or script_of(exact) != self.script or not _PERSIAN.isdisjoint(exact)
        if foreign or len(exact) < _SHORTEST_PHRASE_WORD:
            return (exact,)
        return tuple(light.with_proclitics(exact))

    def _joins(self, exact: str) -> bool:
        return exact in FIRSTS or exact in SECONDS

    def _join(self, text: str, tokens: Tokens, entry: Entry, start: int, end: int) -> bool:
        """Add the compounds that are written as one word or as two."""
        if entry.exact in FIRSTS:
            return add_whole(text, tokens, entry, (start, end), self._stems)
        if not tokens or tokens[-1].end > start:
            return False
        return add_compound(text, tokens, entry, (start, end), self._stems)

    def root(self, exact: str) -> str:
        """What light10 leaves of the word as it is: apart from broken plurals and lemmas, it ranks well."""
        return light_stem(exact)

    def _compile(self) -> list[str]:
        """Keep what taking clitics off does not find: shorter words first, because it only shortens."""
        stems: defaultdict[str, list[str]] = defaultdict(list)
        for form, stem in _stemmed_pairs():
            if stem not in stems[form]:
                stems[form].append(stem)
        stems |= {form: list(map(lemma_stem, lemmas)) for form, lemmas in irregular_stems("ar").items()}
        kept: dict[str, str] = {}
        for form in sorted(stems, key=lambda form: (len(form), form)):
            if sure_stems(form, kept) != tuple(stems[form]):
                kept[form] = " ".join(stems[form])
        short = sorted(form for form in stems if form not in kept and is_short(form, kept))
        return [section_of(kept), "\n".join(sorted(names_of("ar"))), "\n".join(short)]


def _stemmed_pairs() -> Iterator[tuple[str, str]]:
    lemmas: defaultdict[str, list[str]] = defaultdict(list)
    for raw, form, lemma in folded_pairs("ar"):
        lemmas[form].append(lemma)
        for variant in _hamza_variants(raw):
            lemmas[variant].append(lemma)
    for form, found in lemmas.items():
        bare = form.removeprefix(_ARTICLE)
        if bare != form and len(bare) >= 3 and bare in lemmas:
            continue
        for lemma in found:
            # The feminine plural of verbs is rare in texts: ``مقرن`` is a name, not a form of ``مقر``.
            if form != lemma + "ن":
                yield form, lemma_stem(_last_lemma(form, lemma, lemmas))


def _hamza_variants(raw: str) -> Iterator[str]:
    """A word with its hamza written otherwise: ``شؤون`` and ``شئون``, ``بطيء`` and ``بطئ``."""
    if raw.endswith("يء"):
        yield fold_word(raw[:-1])
    if "ؤو" in raw:
        yield respelled(fold_word(raw.replace("ؤو", "ئو")))
        yield respelled(fold_word(raw.replace("ؤو", "ؤ")))


def _last_lemma(form: str, lemma: str, lemmas: Mapping[str, list[str]]) -> str:
    """The lemma of the lemma, without the article.

    Verbs in the plural (``سافروا``) are lemmas of their own in the dictionary; they lose their ending.
    """
    bare = lemma.removeprefix(_ARTICLE)
    if form.startswith(_ARTICLE) and bare != lemma and len(bare) >= 3:
        return lemmas[bare][0] if bare in lemmas else bare
    if lemma == form and form.endswith(_PLURAL_OF_VERBS) and len(form) > 4:
        return form.removesuffix(_PLURAL_OF_VERBS)
    return lemma


def readings(word: str, known: Mapping[str, str]) -> Readings:
    """The stems of a word; ``known`` are the stems of words, joined by spaces."""
    inner = without_conjunction(word)
    weak = tuple(dict.fromkeys(_weak_stems(word, inner, known)))
    sure = sure_stems(word, known)
    if not sure:
        sure = _of_noun(without_article(word) or word, known)
    return Readings(sure, tuple(stem for stem in weak if stem not in sure))


def sure_stems(word: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """The stems that the dictionary has for a word, or for what is left of it without clitics; else none."""
    inner = without_conjunction(word)
    bare = without_article(word)
    candidates = [word]
    if bare is not None:
        candidates += [bare, *without_inflection(bare), *without_inflection(bare, weak=True)]
    else:
        candidates += _without_clitics(word)
        candidates += [inner, *_without_clitics(inner)] if inner else []
    return next((tuple(known[found].split(" ")) for found in candidates if found in known), ())


def _of_noun(word: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """The stems of a noun without clitics: what the dictionary has, else itself without gender and number."""
    found = known.get(word)
    return tuple(found.split(" ")) if found is not None else tuple(dict.fromkeys((lemma_stem(word), word)))


def _without_clitics(word: str) -> Iterator[str]:
    """What is left of a word without a preposition, a pronoun or an inflection, if it is one for sure."""
    rest = without_preposition(word)
    starts = [word, rest] if rest and len(rest) >= _SURE_LENGTH else [word]
    for start in starts:
        yield start
        yield from without_pronoun(start)
        yield from without_inflection(start)


def _weak_stems(word: str, inner: str | None, known: Mapping[str, str]) -> Iterator[str]:
    if word in known or without_article(word):
        return
    for start in (word, inner) if inner else (word,):
        yield from _of_noun(start, known) if start is inner else ()
        rest = without_preposition(start)
        if rest:
            yield from _of_noun(rest, known)
        for stem in (*without_pronoun(start, weak=True), *without_inflection(start, weak=True)):
            if stem in known:
                yield from known[stem].split(" ")
