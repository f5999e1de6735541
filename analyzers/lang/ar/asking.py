"""Which Arabic words a query may match by their stems, and which only as themselves.

The dictionary has forms that nobody types as a query but that look like names: the accusative (``ناسا``), the
dual (``لينين``) and "my" (``أميني``). And a word that it lacks can become a known one by taking off enough
letters (``كاميرون``). Such a word is asked for as itself, with the proclitics that may come before it.
"""

from collections.abc import Container, Iterator, Mapping

from analyzers.lang.ar.light import (
    name_candidates,
    without_article,
    without_conjunction,
    without_inflection,
    without_preposition,
    without_pronoun,
)

_SURE_LENGTH = 4
"""Letters that an ending or a preposition must leave to be believed where the dictionary lacks the form."""
_SURE_PRONOUNS = ("هم", "هما", "هن", "ها")
"""No name ends like these."""
_OBLIQUE = "ین"
_FEMININE = "ات"
_PROCLITICS = "وفبلکا"
_RARE_ENDINGS = frozenset({"ی", "ا", "ک", "نی", "ین", "ان"})
_ALEF = "ا"
_IMPERATIVE = frozenset("ی")
"""How words end that are forms of a verb in alef only if they lack the alef (``سعدي`` and ``أسعد``)."""
_RARE_BASE = {"ا": 3, "ین": 3, "ان": 3}
_COMPARATIVES = frozenset({"کبری", "صغری", "عظمی", "وسطی", "قصوی", "اخری", "یمنی", "یسری", "فضلی", "سفلی"})
"""Feminine forms of ``أفعل``, which are typed as a query although they lack its alef."""


class Asking:
    """Decides by the words of a dictionary.

    Args:
        known: the stems of words, joined by spaces.
        short: words of the dictionary that are not in ``known``, because a rule finds their short stem.
    """

    def __init__(self, known: Mapping[str, str], short: Container[str]) -> None:
        self._known = known
        self._short = short

    def asked(self, word: str, sure: tuple[str, ...]) -> tuple[str, ...]:
        """Those of a word's sure stems that a query matches by; none if nothing but itself supports it."""
        bare = without_article(word)
        inner = bare or _without_conjunction(word)
        for start in (word, inner) if inner else (word,):
            if start in self._short:
                return sure
            if start in self._known:
                return self._likely(start, self._known[start].split(" "))
        steps = _one_step(word, inner, bare is not None)
        return sure if any(self._is_base(rest, ending) for rest, ending in steps) else ()

    def has(self, word: str) -> bool:
        """Whether the dictionary has a word, with or without article and conjunction."""
        inner = without_article(word) or _without_conjunction(word)
        return any(w in self._known or w in self._short for w in (word, inner) if w)

    def is_own(self, word: str) -> bool:
        """Whether nothing but itself supports a word, so that it may be a name."""
        return not self.asked(word, ("",))

    def own_forms(self, word: str) -> tuple[str, ...]:
        """The words without a proclitic that this one is, if a query asks for it as itself.

        The word as it is needs no stem, because a query has its exact form as well.
        """
        if not (word[0] in _PROCLITICS and self.is_own(word)):
            return ()
        forms = (*name_candidates(word), without_article(word))
        return tuple(dict.fromkeys(form for form in forms if form and form != word and len(form) > 2))

    @staticmethod
    def _likely(word: str, stems: list[str]) -> tuple[str, ...]:
        """The stems without those of which the word is a form that is rarely typed as a query."""
        return tuple(stem for stem in stems if not _is_rare(word, stem))

    def _is_base(self, rest: str, ending: bool) -> bool:
        """Whether the dictionary has what is left of a word; an ending of nouns must leave a lemma."""
        if ending:
            return rest in self._known and rest in self._known[rest].split(" ")
        return rest in self._known or rest in self._short or (rest[-1] == "ه" and rest[:-1] in self._known)


def _is_rare(word: str, stem: str) -> bool:
    if word[-1] in _IMPERATIVE and word[0] != stem[0] == _ALEF and len(word) <= len(stem):
        return word not in _COMPARATIVES
    ending = word.removeprefix(stem)
    return bool(ending) and ending in _RARE_ENDINGS and len(stem) <= _RARE_BASE.get(ending, len(stem))


def _without_conjunction(word: str) -> str | None:
    """The word without ``و``, or without the rarer ``ف`` where that leaves enough letters."""
    inner = without_conjunction(word)
    return inner if inner and (word[0] == "و" or len(inner) >= _SURE_LENGTH) else None


def is_short(word: str, known: Container[str]) -> bool:
    """Whether one step leads from a word of the dictionary to a known one of less than four letters."""
    if without_article(word):
        return False
    steps = (*without_pronoun(word), *without_inflection(word), *without_inflection(word, weak=True))
    return any(rest in known and len(rest) < _SURE_LENGTH for rest in steps)


def _one_step(word: str, inner: str | None, has_article: bool) -> Iterator[tuple[str, bool]]:
    """What is left of a word without an ending, without a preposition, or without both if much is left.

    The second value is whether it is without an ending of number.
    """
    start = inner or word
    for base in (start,) if has_article else (word, start):
        yield from _without_ending(base)
        preposition = None if has_article else without_preposition(base)
        if preposition and len(preposition) >= _SURE_LENGTH:
            yield preposition, False
            yield from _of_a_genitive(preposition)


def _of_a_genitive(noun: str) -> Iterator[tuple[str, bool]]:
    """What is left of a noun after a preposition, whose plural is never in ``ون`` (``كاميرون``)."""
    yield from ((rest, False) for rest in without_pronoun(noun) if len(rest) >= _SURE_LENGTH)
    if noun.endswith(_FEMININE) and len(noun) >= len(_FEMININE) + _SURE_LENGTH:
        yield noun.removesuffix(_FEMININE), True


def _without_ending(base: str) -> Iterator[tuple[str, bool]]:
    least = 3 if base.endswith(_SURE_PRONOUNS) else _SURE_LENGTH
    yield from ((rest, False) for rest in without_pronoun(base) if len(rest) >= least)
    plural = (base.removesuffix(_OBLIQUE),) if base.endswith(_OBLIQUE) else ()
    inflected = (*without_inflection(base), *plural)
    yield from ((rest, True) for rest in inflected if len(rest) >= _SURE_LENGTH)
