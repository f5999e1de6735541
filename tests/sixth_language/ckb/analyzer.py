"""Sorani: endings are stripped until none is left."""

from analyzers.endings import by_last_letter, longest_first
from analyzers.words import WordAnalyzer

_LEAST = 3
_ENDINGS = by_last_letter(
    longest_first(
        "ەکانیان ەکانمان ەکانی ەکان ەکەیان ەکەمان ەکەی ەکەم ەکە ێکی ێک یەکی یەک انی ان ەوە دا ی ە مان تان یان"
    )
)


def stem(word: str) -> str:
    """Strip the longest ending repeatedly while at least three letters remain."""
    while True:
        for ending in _ENDINGS.get(word[-1], ()):
            if len(word) - len(ending) >= _LEAST and word.endswith(ending):
                word = word[: -len(ending)]
                break
        else:
            return word


class SoraniAnalyzer(WordAnalyzer):
    """The analyzer of Sorani."""

    language = "ckb"
    script = "arabic"
    rules_version = "1"

    def _rules_key(self) -> str:
        return self.rules_version

    def _stems_of(self, exact: str) -> tuple[str, ...]:
        return (stem(exact),)
