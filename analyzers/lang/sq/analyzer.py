"""Albanian: simplemma's lemma, then case and plural endings stripped until none is left.

Measured against both alone in ``benchmarks/analysis.py``. Stripping the lemma too makes a form that the
dictionary knows and one that it does not know meet, and folding first lets words that are typed
without ``ë`` and ``ç`` meet.
"""

from collections import defaultdict
from collections.abc import Iterator

from analyzers.dictionary import DictionaryAnalyzer, folded_pairs, irregular_stems
from analyzers.endings import longest_first

_LEAST = 3
"""Letters that stripping must leave."""
_ENDINGS = longest_first(
    "a ash at ave e en es et eve i in ine is ise ish it ja je jen jes n ne s se sh t te u un ut ve"
)


def strip_endings(word: str) -> str:
    """Strip the longest ending again and again while at least three letters are left."""
    while True:
        for ending in _ENDINGS:
            if len(word) - len(ending) >= _LEAST and word.endswith(ending):
                word = word[: -len(ending)]
                break
        else:
            return word


class AlbanianAnalyzer(DictionaryAnalyzer):
    """The analyzer of Albanian."""

    language = "sq"
    script = "latin"
    rules_version = "1"
    modules = (__file__,)

    def _rule(self, exact: str) -> str:
        return strip_endings(exact)

    def _readings(self) -> Iterator[tuple[str, list[str]]]:
        stems: defaultdict[str, list[str]] = defaultdict(list)
        for _, form, lemma in folded_pairs("sq"):
            stem = strip_endings(lemma)
            if stem not in stems[form]:
                stems[form].append(stem)
        yield from (stems | _irregular()).items()


def _irregular() -> dict[str, list[str]]:
    return {form: list(map(strip_endings, lemmas)) for form, lemmas in irregular_stems("sq").items()}
