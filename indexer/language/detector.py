"""The decision: script, letters, commonest words, then naive Bayes over n-grams."""

from functools import lru_cache
from typing import NamedTuple

from indexer.article import Article
from indexer.language.cues import ARABIC_KEYBOARD, ARABIC_KEYBOARD_ODDS, FUNCTION_WORDS, LETTERS
from indexer.language.lexicons import lexical_odds, listed
from indexer.language.once import once
from indexer.language.profiles import fold, log_odds, ngrams
from indexer.language.rejection import has_foreign_letters, is_foreign
from indexer.language.scripts import Script, words_of

UNDETERMINED = "und"
LANGUAGES = ("en", "fa", "ar", "sq")
_PAIRS = {Script.LATIN: ("en", "sq"), Script.ARABIC: ("fa", "ar")}
_SAMPLE = 140  # letters; about 45 words in all, which are more than enough
_WORD_CUE = 4.0
_HINT = 12.0
_TRUST = 0.4
# n-grams of one word overlap, and are far from independent: their sum counts for a part of itself.
_NGRAMS = 0.2
_CACHED_WORDS = 1 << 17


def detect(text: str) -> str:
    """``en``, ``fa``, ``ar``, ``sq``, or ``und`` for none of them. Never raises; same text, same answer.

    A short text is given to the likelier language of its script; ``und`` needs clear evidence.
    """
    return _decide(text, hint=UNDETERMINED)


def detect_article(article: Article) -> str:
    """The article's language: its source's word counts as much as a clear sentence, then the text."""
    return _decide(f"{article.title}\n{article.body}", article.language)


def _decide(text: str, hint: str) -> str:
    script, words = words_of(_sample(text))
    letters = "".join(words)
    if script not in _PAIRS or has_foreign_letters(words, script):
        return UNDETERMINED
    first, second = pair = _PAIRS[script]
    weights = [_weigh(word, pair) for word in words]
    odds = sum(weight.odds for weight in weights) + _HINT * ((hint == first) - (hint == second))
    if script is Script.ARABIC and not ARABIC_KEYBOARD.isdisjoint(letters):
        odds += ARABIC_KEYBOARD_ODDS
    known = sum(weight.known for weight in weights) / len(words)
    common = abs(sum(weight.common for weight in weights)) / len(words)
    if is_foreign(words, script, known, common, _TRUST if hint in pair else 0.0):
        return UNDETERMINED
    return first if odds > 0 else second


def _sample(text: str) -> str:
    """The beginning, and a part of the middle: a story may open with a quotation in another language."""
    if len(text) <= 2 * _SAMPLE:
        return text
    middle = len(text) // 2
    return f"{text[:_SAMPLE]} {text[middle : middle + _SAMPLE]}"


class _Weight(NamedTuple):
    """``odds`` and ``common`` (a function word) are above 0 for the first language of the pair."""

    odds: float
    known: bool
    common: int


@lru_cache(maxsize=_CACHED_WORDS)
def _weigh(word: str, pair: tuple[str, str]) -> _Weight:
    first, second = pair
    folded = fold(word)
    table = log_odds(pair)
    common = (folded in _cues(first)) - (folded in _cues(second))
    odds = _NGRAMS * sum(table.get(gram, 0.0) for gram in ngrams(folded))
    odds += lexical_odds(folded, pair) + _WORD_CUE * common
    odds += sum(LETTERS.get(letter, 0.0) for letter in set(word.lower()))
    return _Weight(odds, bool(common) or any(folded in listed(language) for language in pair), common)


@once
def _cues(language: str) -> frozenset[str]:
    return frozenset(fold(word) for word in FUNCTION_WORDS[language])
