"""The decision: script, letters, commonest words, then naive Bayes over n-grams."""

from functools import cache, lru_cache

from indexer.article import Article
from indexer.language.cues import ARABIC_KEYBOARD, ARABIC_KEYBOARD_ODDS, FUNCTION_WORDS, LETTERS, is_foreign
from indexer.language.lexicons import lexical_odds
from indexer.language.profiles import fold, log_odds, ngrams
from indexer.language.scripts import Script, words_of

UNDETERMINED = "und"
LANGUAGES = ("en", "fa", "ar", "sq")
_PAIRS = {Script.LATIN: ("en", "sq"), Script.ARABIC: ("fa", "ar")}
_SAMPLE = 600
_WORD_CUE = 4.0
_HINT = 12.0
# n-grams of one word overlap, and are far from independent: their sum counts for a part of itself.
_NGRAMS = 0.2
_CACHED_WORDS = 1 << 16


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
    if script not in _PAIRS or is_foreign("".join(words)):
        return UNDETERMINED
    first, second = _PAIRS[script]
    odds = sum(_odds(word, script) for word in words) + _HINT * ((hint == first) - (hint == second))
    if script is Script.ARABIC and not ARABIC_KEYBOARD.isdisjoint("".join(words)):
        odds += ARABIC_KEYBOARD_ODDS
    return first if odds > 0 else second


def _sample(text: str) -> str:
    """The beginning, and a part of the middle: a story may open with a quotation in another language."""
    if len(text) <= 2 * _SAMPLE:
        return text
    middle = len(text) // 2
    return f"{text[:_SAMPLE]} {text[middle : middle + _SAMPLE]}"


@lru_cache(maxsize=_CACHED_WORDS)
def _odds(word: str, script: Script) -> float:
    first, second = _PAIRS[script]
    folded = fold(word)
    table = log_odds(first, second)
    odds = _NGRAMS * sum(table.get(gram, 0.0) for gram in ngrams(folded))
    odds += lexical_odds(folded, (first, second))
    odds += sum(LETTERS.get(letter, 0.0) for letter in set(word.lower()))
    return odds + _WORD_CUE * ((folded in _cues(first)) - (folded in _cues(second)))


@cache
def _cues(language: str) -> frozenset[str]:
    return frozenset(fold(word) for word in FUNCTION_WORDS[language])
