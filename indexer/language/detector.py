"""Decides: by script, then for each of its languages by letters, common words, word lists and trigrams."""

from analyzers import LANGUAGES as _REGISTRY
from analyzers import LANGUAGES_OF_SCRIPT
from indexer.language.rejection import Signs, is_foreign, likelihoods
from indexer.language.scores import Totals, WordScores, word_scores
from indexer.language.scripts import Script, words_of

UNDETERMINED = "und"
LANGUAGES = tuple(_REGISTRY)
_SAMPLE = 100  # letters; about 30 words in all; more do not improve the result
_HINT = 8.0
_TRUST = 0.4


def detect(text: str) -> str:
    """The code of a language of the registry, or ``und`` for any other. Never raises.

    Deterministic. A short text gets the most likely language of its script; ``und`` needs clear evidence.
    """
    return detect_with(text, UNDETERMINED)


def detect_with(text: str, hint: str) -> str:
    """The same if a source states the language, which counts as much as a clear sentence."""
    script, words = words_of(_sample(text))
    languages = LANGUAGES_OF_SCRIPT.get(script, ())
    if not languages:
        return UNDETERMINED
    table = word_scores(script)
    totals = table.totals(words)
    best = _best(table, totals, words, hint)
    signs = _signs(totals, best, len(words))
    if is_foreign(words, script, signs, _TRUST if hint in languages else 0.0):
        return UNDETERMINED
    return languages[best]


def load() -> None:
    """Build the tables (a second, 40 MB), so that the first text need not wait."""
    for script in map(Script, LANGUAGES_OF_SCRIPT):
        word_scores(script)
        likelihoods(script)


def _best(table: WordScores, totals: Totals, words: list[str], hint: str) -> int:
    """Index of the most likely language."""
    scores = [score + prior for score, prior in zip(totals.scores, table.priors, strict=True)]
    if hint in table.codes:
        scores[table.codes.index(hint)] += _HINT
    for place, letters, weight in table.once:
        if not letters.isdisjoint("".join(words)):
            scores[place] += weight
    return scores.index(max(scores))


def _signs(totals: Totals, best: int, size: int) -> Signs:
    common = max(totals.function_words)
    if len(totals.function_words) > 1:
        common -= sorted(totals.function_words)[-2]
    return Signs(totals.known / size, common / size, totals.foreign / size, totals.strange[best] / size)


def _sample(text: str) -> str:
    """The beginning, and a part of the middle: a story may begin with a quotation in another language."""
    if len(text) <= 2 * _SAMPLE:
        return text
    middle = len(text) // 2
    return f"{text[:_SAMPLE]} {text[middle : middle + _SAMPLE]}"
