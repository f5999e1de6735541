"""Endings of Albanian words, all folded, and what is left without one of them.

One ending is taken off, never several: endings that are stripped again and again turn a name into another
word (``Kurti`` into ``kur``, "when").
"""

from collections.abc import Container, Iterator

from analyzers.endings import by_last_letter, listed, longest_first

_LEAST = 3
"""Letters that an ending must leave."""
_VOWELS = "aeiouy"
_NOUNS = by_last_letter(
    longest_first("i it in u ut un a e es en ja je jes jen jet jeve et eve esh at ave ash ra rat rave")
)
"""Case, number and the definite article, after a consonant or a vowel."""
_AFTER_VOWEL = by_last_letter(longest_first("se ne s n t te ve sh j jt jte jve jsh"))
"""The same, of words whose stem ends with a vowel: ``Itali-së``, ``kufi-jve``."""
_PLURALS_OF_I = frozenset(listed("j jt jte jve jsh"))
_LEMMAS = by_last_letter(longest_first("et a at ra je en in es it ut i"))
"""Endings that the dictionary leaves on some of its lemmas: ``ligje`` for ``ligj``."""
_ADJECTIVES = longest_first("shem shme shmi shmit shmen shmes shmet shmeve")
_PASSIVES = longest_first("ohem ohemi ohen oheni ohesha ohesh oheshim oheshin ohej ohet ohu")
_VOWEL_PASSIVES = longest_first("hem hemi hen heni hesha hesh heshim heshin hej het")
_VERBS = longest_first(
    "oi on ojne uan uar uara ua oja ojme oni oje onte onin onim osh ofte ova ove oftë uam uat"
)

_AFTER_J = longest_first("ne me ten ti ta tem tet tur te")
"""Persons of verbs in ``-aj``, ``-ej`` and ``-ij``."""

MASCULINE = frozenset(listed("i it in u ut un"))
FEMININE = frozenset(listed("a es en ja je jes jen se ne n s"))
"""Endings of one gender in the singular; the others are of both."""


def without_ending(word: str) -> Iterator[tuple[str, str]]:
    """What is left of a noun or an adjective without one ending, and the ending; the longest ending first."""
    found = [(ending, False) for ending in _NOUNS.get(word[-1], ())]
    found += [(ending, True) for ending in _AFTER_VOWEL.get(word[-1], ())]
    for ending, after_vowel in sorted(found, key=lambda pair: -len(pair[0])):
        rest = word[: -len(ending)]
        if len(rest) < _LEAST or not word.endswith(ending):
            continue
        if _fits(rest[-1], ending) if after_vowel else (ending[0] != "r" or rest[-1] not in _VOWELS):
            yield rest, ending


def cases_of(name: str) -> list[str]:
    """The cases of a name: ``Rama, Ramës``, ``Kurti, Kurtit``, ``Berat, Beratit``."""
    if name[-1] in "ae":
        found = [name[:-1] + ending for ending in ("a", "e", "es", "en", "as", "an")]
        found += [name[:-1] + ending for ending in ("se", "ne") if name[-2] == "i"]
    elif name[-1] == "i":
        found = [name[:-1] + ending for ending in ("it", "in")]
        found += [name + ending for ending in ("u", "ut", "un", "a", "se", "ne")]
    else:
        found = [name + ending for ending in ("i", "it", "in", "u", "ut", "un")]
    return [form for form in found if form != name]


def _fits(letter: str, ending: str) -> bool:
    """Whether an ending that follows vowels may follow a letter; ``s`` is the English plural as well."""
    if ending == "s":
        return letter not in "eiuy"
    return letter == "i" if ending in _PLURALS_OF_I else letter in _VOWELS


def lemma_class(lemma: str) -> str:
    """A lemma without the letters that its forms lose: the last ``e``, and the ``e`` of ``ministër``."""
    if lemma.endswith(("shem", "shme")) and len(lemma) > 5:
        return lemma[:-2]
    if lemma[-1] == "e" and len(lemma) > _LEAST:
        lemma = lemma[:-1]
    if len(lemma) > 4 and lemma.endswith("er") and lemma[-3] not in _VOWELS + "r":
        return lemma[:-2] + "r"
    return lemma


def of_plural(stem: str, stems: Container[str]) -> str:
    """The stem of a lemma that is an inflected form of another one."""
    for ending in _LEMMAS.get(stem[-1], ()):
        if stem.endswith(ending) and len(stem) - len(ending) >= _LEAST and stem[: -len(ending)] in stems:
            return stem[: -len(ending)]
    return stem


def adjective(word: str) -> str | None:
    """The stem of an adjective in ``-shëm``; None for any other word."""
    for ending in _ADJECTIVES:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            return word[: -len(ending)] + "sh"
    return None


def verb(word: str, verbs: Container[str]) -> str | None:
    """The verb in ``-oj`` or ``-j`` that a word is a regular form of; None if there is no such verb."""
    for ending in _PASSIVES:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            return word[: -len(ending)] + "oj"
    for ending in _VOWEL_PASSIVES:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= 2:
            candidates = (rest + "j", rest[:-1] + "aj", rest)
            return next((found for found in candidates if found in verbs), None)
    for ending in _AFTER_J:
        if word.endswith("j" + ending) and word[: -len(ending)] in verbs:
            return word[: -len(ending)]
    for ending in _VERBS:
        if word.endswith(ending) and word[: -len(ending)] + "oj" in verbs:
            return word[: -len(ending)] + "oj"
    return None
