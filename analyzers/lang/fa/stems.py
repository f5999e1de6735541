"""Stems of Persian words: all verb readings, and the noun or adjective without its suffixes.

The suffix ``ها``, and one after a zero-width non-joiner, is always removed. Any other is removed only if the
rest is a word of the lexicon: ``کتابی`` is ``کتاب``, but ``ایران`` is not ``ایر``.
"""

from collections.abc import Iterator

from analyzers.endings import by_last_letter, longest_first
from analyzers.lang.fa.lexicon import Lexicon
from analyzers.names import name_stem

_PLURAL_ENDINGS = (
    "",
    "ی",
    "یی",
    "یم",
    "یت",
    "یش",
    "یمان",
    "یتان",
    "یشان",
    "م",
    "ت",
    "ش",
    "مان",
    "تان",
    "شان",
)
_PLURALS = longest_first(" ".join("ها" + ending for ending in (*_PLURAL_ENDINGS, "یند", "ست")))
_GRADES = ("ترینهای", "ترینها", "ترینی", "ترین", "تری", "تر")
_PERSONS_AND_PLURALS = longest_first(
    "یمان یتان یشان یم یت یش مان تان شان م ت ش ام ات اش ای ایم اید اند ی یی ان انی یان یانی ات اتی جات ین ون"
)
_ENDINGS = by_last_letter((*_GRADES, *_PERSONS_AND_PLURALS))
_NAME_ENDINGS = by_last_letter(
    longest_first("ی یی ای ها های هایی م ت ش مان تان شان است ست یها یهای ایها ایهای")
)
_SECOND_READING = "ی"
"""The one ending that is also removed from words of the lexicon, as a second reading: it marks adjectives,
nouns and the indefinite, and the lexicon has only some of them.
"""
_FINAL_HAMZA = "اء"
"""Arabic loanwords (``اشیاء``) are written with and without it."""
_AMBIGUOUS_PLURALS = frozenset({"های", "هام", "هات", "هاش"})
_SHORTEST_BASE = 3
_EXCHANGED = (("گانی", "ه"), ("گان", "ه"), ("ات", "ه"), ("ات", "ت"), ("اتی", "ه"), ("اتی", "ت"), ("جات", "ه"))
"""Endings that replace a last letter: ``بندگان`` from ``بنده``, ``نغمات`` from ``نغمه``."""
_PREVERBS = ("بر", "در", "باز", "فرو", "فرا", "وا", "ور")
_DEPTH = 4


class Stemmer:
    """Finds the readings of folded words in one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def stems(self, word: str) -> tuple[str, ...]:
        """Every reading of a folded word, verbs first; at least one. A listed name has itself as well."""
        return (*self._readings(word), *map(name_stem, self.names(word)))

    def asked(self, word: str, stems: tuple[str, ...]) -> tuple[str, ...]:
        """The stems that a hit must share with a word of a query.

        Of a listed name that is the name, in another spelling as well (``طهران``). A word that the lexicon
        lacks is only itself if its base is reached by an ending that names have: ``خاتمی`` and ``خاتم``.
        """
        lexicon = self._lexicon
        if word in lexicon.names:
            spelled = (lemma for lemma in lexicon.lemmas.get(word, "").split() if len(lemma) == len(word))
            return (name_stem(word), *spelled)
        if word not in stems:
            return stems
        if self._is_sure(word):
            return stems if word not in lexicon.words else stems[: 1 + len(self.verb(word))]
        return (word,)

    def is_known(self, word: str) -> bool:
        """Whether the lexicon has a word or a verb's form."""
        lexicon = self._lexicon
        return word in lexicon.words or word in lexicon.lemmas or bool(self.verb(word))

    def _is_sure(self, word: str) -> bool:
        return self.is_known(word) or any(word.endswith(ending) for ending in _PLURALS)

    def names(self, word: str) -> list[str]:
        """The listed names that a word is, with or without an ending."""
        bare = (word.removesuffix(ending) for ending in _NAME_ENDINGS.get(word[-1], ()))
        return [found for found in dict.fromkeys((word, *bare)) if found in self._lexicon.names]

    def _readings(self, word: str) -> tuple[str, ...]:
        if word.endswith(_FINAL_HAMZA) and len(word) > _SHORTEST_BASE:
            word = word[:-1]
        verbs = self.verb(word)
        words = self._lexicon.words
        if verbs and word not in words:
            return (*verbs, word[:-1]) if word[-1] == _SECOND_READING and word[:-1] in words else verbs
        return tuple(dict.fromkeys((*verbs, *self.noun(word))))

    def verb(self, word: str) -> tuple[str, ...]:
        """The infinitives of which a word can be a form, with their preverb."""
        verbs = self._lexicon.verbs
        if word in verbs:
            return tuple(verbs[word].split(" "))
        for preverb in _PREVERBS:
            if word.startswith(preverb) and len(word) - len(preverb) >= 4 and word[len(preverb) :] in verbs:
                return tuple(preverb + verb for verb in verbs[word[len(preverb) :]].split(" "))
        return ()

    def noun(self, word: str, depth: int = _DEPTH) -> tuple[str, ...]:
        """The readings of a noun or adjective."""
        lexicon = self._lexicon
        if word in lexicon.lemmas:
            return tuple(lexicon.lemmas[word].split(" "))
        if word in lexicon.words and word not in lexicon.plurals:
            return self._word_and_base(word)
        if depth == 0:
            return (word,)
        if word not in lexicon.words:
            for ending in _PLURALS:
                if word.endswith(ending) and len(word) - len(ending) >= 2:
                    return self._of_plural(word[: -len(ending)], ending, depth)
        base = next(self._bases(word), None)
        if base is None:
            return (word,)
        found = self.noun(base[0], depth - 1)
        return (*found, word) if depth == _DEPTH else found

    def _word_and_base(self, word: str) -> tuple[str, ...]:
        for base, ending in self._bases(word):
            if ending == _SECOND_READING and len(base) >= _SHORTEST_BASE:
                return (word, base)
        return (word,)

    def _of_plural(self, base: str, ending: str, depth: int) -> tuple[str, ...]:
        """``نامهای`` is the plural of ``نام`` or one ``نامه``, and so is ``نامهاش``: both are returned."""
        readings = (
            (*self.verb(base), *self.noun(base, depth - 1)) if base[-1] == "ه" else self.noun(base, depth - 1)
        )
        singular = base + "ه"
        if ending in _AMBIGUOUS_PLURALS and singular in self._lexicon.words:
            return (*readings, singular)
        return readings

    def _bases(self, word: str) -> Iterator[tuple[str, str]]:
        """The word without one ending, if that is a word of the lexicon."""
        words = self._lexicon.words
        for ending in _ENDINGS.get(word[-1], ()):
            if len(word) - len(ending) >= 2 and word.endswith(ending) and word[: -len(ending)] in words:
                yield word[: -len(ending)], ending
        for ending, letter in _EXCHANGED:
            if word.endswith(ending) and word[: -len(ending)] + letter in words:
                yield word[: -len(ending)] + letter, ending
