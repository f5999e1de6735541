"""The names and figures of a text, the same in every language and script: what survives a translation.

In Latin letters a name is a word with a capital that never occurs without one in the text. In Arabic script,
which has no capitals, it may be any word. Only the consonants of both are compared, because scripts and
languages spell the rest differently.
"""

import re
from functools import lru_cache

from analyzers import LANGUAGES, LANGUAGES_OF_SCRIPT, fold, script_of
from search.did_you_mean.sounds import skeleton

_FIGURE = re.compile(r"\d+(?:[.,٫٬]\d+)*")
_THOUSANDS = re.compile(r"[.,](?=\d{3}(?!\d))")
_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩٫٬", "01234567890123456789.,")
_WORD = re.compile(r"[^\W\d_]+(?:[\u200c'’-][^\W\d_]+)*")
_SENTENCE = re.compile(r"(?<=[.!?:؟])\s+|\n+|[“”\"«»]")
_ENDING = re.compile(r"['’].*")
_SHORTEST = 3
_MOST_WORDS = 2_000


def figures(text: str) -> set[str]:
    """The numbers in a text in one spelling, without single digits, which are often written as words."""
    plain = (number.translate(_DIGITS) for number in _FIGURE.findall(text) if len(number) > 1)
    return {_THOUSANDS.sub("", number).replace(",", ".") for number in plain}


def latin_names(text: str) -> set[str]:
    """The words in Latin letters that may be names, as written."""
    if text == text.lower():
        return set()  # most texts in Arabic script
    names: set[str] = set()
    others: set[str] = set()
    for sentence in _SENTENCE.split(text):
        first, *words = _WORD.findall(sentence) or [""]
        names.update([word for word in words if word[0].isupper()])
        others.update((first, *words))
    common = {word.casefold() for word in others if word[:1].islower()}
    return {word for word in names if word.casefold() not in common}


def other_names(text: str, language: str) -> set[str]:
    """The words in other letters that may be names; none in a text in a language of Latin script."""
    if language in LANGUAGES_OF_SCRIPT.get("latin", ()) or text.isascii():
        return set()
    return {word for word in set(_WORD.findall(text)[:_MOST_WORDS]) if not word[0].isascii()}


@lru_cache(maxsize=1 << 16)
def name_keys(word: str, language: str) -> tuple[str, ...]:
    """The consonants of a name.

    Args:
        language: the language of a word in Arabic script, for its prefixes; "" for a word in Latin letters.
    """
    folded = fold(_ENDING.sub("", word)).replace("\u200c", "").replace("-", "")
    forms = [folded]
    if script_of(folded) == "arabic":
        if not language:
            return ()
        prefixes = LANGUAGES[language].prefixes if language in LANGUAGES else ()
        forms += [folded[len(p) :] for p in prefixes if folded.startswith(p) and len(folded) > len(p) + 2]
    elif language or not folded.isascii():
        return ()
    keys = map(skeleton, forms)
    return tuple(key for key in keys if len(key) >= _SHORTEST)
