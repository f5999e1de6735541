"""Clitics, inflections and the light stemmer of Arabic; all words are in the folded form."""

from collections.abc import Iterator

from analyzers.endings import by_last_letter, longest_first

_ARTICLES = ("وبال", "فبال", "وکال", "وال", "فال", "بال", "کال", "ولل", "فلل", "ال", "لل")
_PREPOSITIONS = "بلک"
_FUTURE = "س"
_IMPERFECT = "یتنا"
_PRONOUNS = by_last_letter(("هما", "کما", "هم", "هن", "کم", "نا", "ها", "ه"))
_WEAK_PRONOUNS = by_last_letter(("نی", "ک", "ی"))
"""They look like the last letters of many names (``بارزاني``, ``تبوك``)."""
_SUFFIXES = by_last_letter(longest_first("هما کما هم هن کم نا ها ه ک ی ات ان ون ین یه تین تان وا"))
_ENDINGS = by_last_letter(longest_first("ون ات وا یین تین تان"))
_WEAK_ENDINGS = by_last_letter(longest_first("ین ان ت ا ه"))
_INFLECTIONS = {
    "یات": "ی",
    "یه": "ی",
    "یین": "ی",
    "یون": "ی",
    "یتین": "ی",
    "یتان": "ی",
    "ات": "",
    "ین": "",
    "ون": "",
    "ه": "",
    "تین": "",
    "تان": "",
}
_BY_LAST_LETTER = by_last_letter(longest_first(" ".join(_INFLECTIONS)))
"""Gender and number; what is left of a nisba is its masculine (``تونسية``: ``تونسي``)."""


def with_proclitics(word: str) -> Iterator[str]:
    """The word, and the word after the proclitics that it can have."""
    yield word
    if word.startswith("ال"):
        yield from (article + word[2:] for article in _ARTICLES if article != "ال")
        return
    for conjunction in ("", "و", "ف"):
        for preposition in ("", "ب", "ل", "ک"):
            if conjunction or preposition:
                yield conjunction + preposition + word


def without_article(word: str) -> str | None:
    """The word without the article and what is written before it; None where it has no article."""
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= 2:
            return word[len(article) :]
    return None


def name_candidates(word: str) -> Iterator[str]:
    """The word, and what is left of it without proclitics; a name keeps an article of its own."""
    for start in (word, word[1:]) if word[0] in "وف" and len(word) > 3 else (word,):
        yield start
        if start[0] in _PREPOSITIONS and len(start) > 3:
            yield start[1:]
            if start.startswith("لل"):
                yield "ا" + start[1:]


def without_conjunction(word: str) -> str | None:
    """The word without ``و`` or ``ف``; None where it does not begin with one."""
    return word[1:] if len(word) >= 4 and word[0] in "وف" else None


def without_preposition(word: str) -> str | None:
    """The word without ``ب``, ``ل``, ``ك``, or the ``س`` of the future before a verb; else None."""
    if len(word) < 4:
        return None
    if word[0] in _PREPOSITIONS or (word[0] == _FUTURE and word[1] in _IMPERFECT):
        return word[1:]
    return None


def without_pronoun(word: str, *, weak: bool = False) -> Iterator[str]:
    """The word without a pronoun at its end, with the ``ه`` that a ``ت`` before the pronoun replaces."""
    for pronoun in (_WEAK_PRONOUNS if weak else _PRONOUNS).get(word[-1], ()):
        if len(word) - len(pronoun) >= 2 and word.endswith(pronoun):
            stem = word[: -len(pronoun)]
            yield stem
            if stem[-1] == "ت":
                yield stem[:-1] + "ه"


def without_inflection(word: str, *, weak: bool = False) -> Iterator[str]:
    """The word without an ending of number, gender, person or case; ``weak`` are those that names have."""
    for ending in (_WEAK_ENDINGS if weak else _ENDINGS).get(word[-1], ()):
        if len(word) - len(ending) >= 3 and word.endswith(ending):
            yield word[: -len(ending)]


def lemma_stem(lemma: str) -> str:
    """Take gender and number off a lemma; at least three letters are left, and no clitics come off."""
    for ending in _BY_LAST_LETTER.get(lemma[-1], ()):
        rest = lemma[: -len(ending)]
        if len(rest) >= 3 - len(_INFLECTIONS[ending]) and lemma.endswith(ending) and len(rest) >= 2:
            stem = rest + _INFLECTIONS[ending]
            if len(stem) >= 3:
                return stem
    return lemma


def light_stem(word: str) -> str:
    """light10: strip proclitics once and suffixes twice; at least three letters are left."""
    word = _strip_suffixes(_strip_proclitics(word))
    return word[:-1] if len(word) >= 4 and word.endswith("ت") else word


def _strip_proclitics(word: str) -> str:
    bare = without_article(word)
    if bare is not None:
        return bare
    if len(word) >= 5 and word[0] in "وف":
        word = word[1:]
    return word[1:] if len(word) >= 6 and word[0] in "بل" else word


def _strip_suffixes(word: str) -> str:
    for _ in range(2):
        for suffix in _SUFFIXES.get(word[-1], ()):
            if word.endswith(suffix) and len(word) - len(suffix) >= 3:
                word = word[: -len(suffix)]
                break
    return word
