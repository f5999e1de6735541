"""Albanian: simplemma's lemma, then case and plural endings are stripped until none is left.

``benchmarks/analysis.py`` compares this with each of the two alone. Stripping the lemma as well makes forms
in the dictionary match forms that are not. Folding first makes words match that are typed without ``ë`` and
``ç``.
"""

from collections import defaultdict
from collections.abc import Iterator

from analyzers.dictionary import DictionaryAnalyzer, folded_pairs, irregular_stems
from analyzers.endings import by_last_letter, longest_first

_LEAST = 3
"""Minimum number of letters that stripping leaves."""
_ENDINGS = by_last_letter(
    longest_first(
        "a ash at ave e en es et eve i in ine is ise ish it ja je jen jes jet jeve n ne s se sh t te u un ut"
        " ve"
    )
)


_PASSIVE_ENDINGS = by_last_letter(longest_first("ohem ohemi ohen oheni ohesh oheshim oheshin ohej ohet ohu"))


def strip_endings(word: str) -> str:
    """Strip the longest ending repeatedly while at least three letters remain."""
    while True:
        for ending in _ENDINGS.get(word[-1], ()):
            if len(word) - len(ending) >= _LEAST and word.endswith(ending):
                word = word[: -len(ending)]
                break
        else:
            return word


def stem(word: str) -> str:
    """The stem of a lemma or of an unknown word. A passive becomes its verb in ``-oj``."""
    for ending in _PASSIVE_ENDINGS.get(word[-1], ()):
        if len(word) - len(ending) >= _LEAST and word.endswith(ending):
            return word[: -len(ending)] + "oj"
    return strip_endings(word)


class AlbanianAnalyzer(DictionaryAnalyzer):
    """The analyzer of Albanian."""

    language = "sq"
    script = "latin"
    rules_version = "2"
    modules = (__file__,)

    def _rule(self, exact: str) -> str:
        return stem(exact)

    def _readings(self) -> Iterator[tuple[str, list[str]]]:
        stems: defaultdict[str, list[str]] = defaultdict(list)
        for _, form, lemma in folded_pairs("sq"):
            reading = stem(lemma)
            if reading not in stems[form]:
                stems[form].append(reading)
        yield from (stems | _irregular()).items()


def _irregular() -> dict[str, list[str]]:
    return {form: list(map(stem, lemmas)) for form, lemmas in irregular_stems("sq").items()}
