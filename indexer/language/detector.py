"""The decision: script, letters, commonest words, word lists, then naive Bayes over n-grams."""

from indexer.language.cues import ARABIC_KEYBOARD, ARABIC_KEYBOARD_ODDS, PRIOR
from indexer.language.rejection import Signs, has_foreign_letters, is_foreign, likelihoods
from indexer.language.scripts import Script, words_of
from indexer.language.weights import Pair, weights

UNDETERMINED = "und"
LANGUAGES = ("en", "fa", "ar", "sq")
_PAIRS: dict[Script, Pair] = {Script.LATIN: ("en", "sq"), Script.ARABIC: ("fa", "ar")}
_SAMPLE = 100  # letters; some 30 words in all, and more decide nothing better
_HINT = 8.0
_TRUST = 0.4


def detect(text: str) -> str:
    """``en``, ``fa``, ``ar``, ``sq``, or ``und`` for none of them. Never raises; same text, same answer.

    A short text is given to the likelier language of its script; ``und`` needs clear evidence.
    """
    return detect_with(text, UNDETERMINED)


def detect_with(text: str, hint: str) -> str:
    """The same where somebody said which language it is; that counts as much as a clear sentence."""
    script, words = words_of(_sample(text))
    if script not in _PAIRS or has_foreign_letters(words, script):
        return UNDETERMINED
    first, second = pair = _PAIRS[script]
    table = weights(pair)
    odds = PRIOR[pair] + _HINT * ((hint == first) - (hint == second))
    known = common = foreign = 0
    for word in words:
        weight = table[word]
        odds += weight[0]
        known += weight[1]
        common += weight[2]
        foreign += weight[3]
    if script is Script.ARABIC and not ARABIC_KEYBOARD.isdisjoint("".join(words)):
        odds += ARABIC_KEYBOARD_ODDS
    size = len(words)
    signs = Signs(known / size, abs(common) / size, foreign / size)
    if is_foreign(words, script, signs, _TRUST if hint in pair else 0.0):
        return UNDETERMINED
    return first if odds > 0 else second


def load() -> None:
    """Makes the tables (a second, 100 MB), which the first text would wait for."""
    for script, pair in _PAIRS.items():
        weights(pair)
        likelihoods(script)


def _sample(text: str) -> str:
    """The beginning, and a part of the middle: a story may open with a quotation in another language."""
    if len(text) <= 2 * _SAMPLE:
        return text
    middle = len(text) // 2
    return f"{text[:_SAMPLE]} {text[middle : middle + _SAMPLE]}"
