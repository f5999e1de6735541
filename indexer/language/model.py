"""What detection knows of one language: the numbers and words in ``detection.toml`` in its folder.

A text gets a score for every language of its script, and the best score wins (naive Bayes, with weights by
feature). Every number is the natural logarithm of a likelihood. Only differences between languages count, so
each scale may begin anywhere. A language without the file has the defaults below.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from analyzers import LANGUAGES
from indexer.language.lexicons import listed_words, word_counts
from indexer.language.profiles import same_letters
from indexer.language.sorted_lines import NO_LINES, SortedLines


@dataclass(frozen=True, slots=True)
class Model:
    """One language of the registry. Its words are folded.

    ``prior`` counts once per text. For each word one of three counts: ``listed`` if the language's word list
    has it, ``elsewhere`` if only other lists have it, ``nowhere`` if no list has it. ``function_word`` counts
    for each of the language's function words, ``letters`` for each typical letter, and ``once`` for typical
    letters once per text. ``count`` is for each power of ten of a word's count.
    """

    code: str
    prior: float = 0.0
    listed: float = -0.2
    elsewhere: float = -3.5
    nowhere: float = -0.5
    function_word: float = 2.5
    count: float = 0.0
    letters: Mapping[str, float] = field(default_factory=dict)
    once: Mapping[str, float] = field(default_factory=dict)
    words: SortedLines = NO_LINES
    function_words: frozenset[str] = frozenset()
    counts: SortedLines = NO_LINES

    @property
    def own_letters(self) -> frozenset[str]:
        """The letters that are typical of the language, small and capital."""
        letters = "".join(self.letters) + LANGUAGES[self.code].letters
        return frozenset(letters.lower() + letters.upper())

    def letters_weight(self, letters: Iterable[str]) -> float:
        """The weight of all letters of a word together."""
        return sum([self.letters.get(letter, 0.0) for letter in letters])


_NUMBERS = ("prior", "listed", "elsewhere", "nowhere", "function_word", "count")


def load_model(code: str) -> Model:
    """Read the model of a language of the registry. Its word list can take a second."""
    data = LANGUAGES[code].data("detection")
    numbers = {name: float(data[name]) for name in _NUMBERS if name in data}
    return Model(
        code,
        **numbers,
        letters=_by_letter(data.get("letters", {})),
        once=data.get("once", {}),
        words=listed_words(code),
        function_words=frozenset(map(same_letters, function_words(code))),
        counts=word_counts(code) if numbers.get("count") else NO_LINES,
    )


def function_words(code: str) -> Iterable[str]:
    """Those of ``detection.toml``, else those of the analyzer, unfolded."""
    given = LANGUAGES[code].data("detection").get("function_words")
    if given is not None:
        return str(given).split()
    lines = LANGUAGES[code].file("function_words.txt").read_text("utf-8").splitlines()
    return [word for line in lines for word in line.partition("#")[0].split()]


def _by_letter(weights: Mapping[str, float]) -> dict[str, float]:
    return {letter: weight for letters, weight in weights.items() for letter in letters}
