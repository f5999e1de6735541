"""When a text is in none of the archive's languages: letters, small words, profiles of other languages."""

import math
from typing import NamedTuple

from indexer.language.once import once
from indexer.language.profiles import UNSEEN, fold, ngrams, probabilities
from indexer.language.scripts import Script

_FOREIGN_LETTERS = frozenset(
    "ٹڈڑںہےۓ"  # Urdu
    "ێۆڕڵەڤۊ"  # Sorani Kurdish
    "ټډړږښګڼېۍځڅ"  # Pashto
    "ڻڪٿڳڙڏڌڃڦٻڀ"  # Sindhi
    "ۇۈۋڭې"  # Uyghur
    "ÄÖÜÑÅØÆŞŁČŠŽäöüßñåøæœğışőűłążśćźęńčšžřůěďťňľŕąįųūāēīģķļņðþđơưảạếềộệ"
)
# The share of words with foreign letters, or foreign function words, that decides; names in an
# English story hold such letters too.
_STRANGE_WORDS = {Script.LATIN: 0.2, Script.ARABIC: 0.1}

_OWN = {Script.LATIN: ("en", "sq"), Script.ARABIC: ("fa", "ar")}
# As langdetect names its profiles.
_LATIN_OTHERS = "af ca cs cy da de es et fi fr hr hu id it lt lv nl no pl pt ro sk sl so sv sw tl tr vi"
_OTHERS = {Script.LATIN: _LATIN_OTHERS.split(), Script.ARABIC: ["ur"]}
_MIN_WORDS = 4
_REMEMBERED = 1 << 15
_MAX_WORDS = 12
# (share of known words below, mean log-likelihood per n-gram by which another language must be
# ahead): the fewer words are listed, the less it takes. Measured: under 1 % of English and Albanian
# sentences were lost, and about 95 % of program messages in forty other languages told.
_COMMON = 0.6
_SURE = 0.3
_LIMITS = ((0.60, 0.2), (0.75, 0.35), (0.86, 0.6))


class Signs(NamedTuple):
    """Shares of a text's words: those in our lists, our function words (of the one language more than of the
    other), and function words of other languages."""

    known: float
    common: float
    foreign: float


def has_foreign_letters(words: list[str], script: Script) -> bool:
    """Whether too many words hold letters that none of the four languages writes."""
    strange = sum([not _FOREIGN_LETTERS.isdisjoint(word) for word in words])
    return strange > _STRANGE_WORDS[script] * len(words)


def is_foreign(words: list[str], script: Script, signs: Signs, margin: float = 0.0) -> bool:
    """Whether a text is clearly in another language; ``margin`` is how much clearer than usual it must be.

    Texts under four words never are: names and loan words look foreign everywhere.
    """
    if len(words) < _MIN_WORDS:
        return False
    if signs.foreign > max(_STRANGE_WORDS[script], signs.common):
        return True
    needed = next((lead for limit, lead in _LIMITS if signs.known < limit), None)
    if needed is None or signs.common > _SURE:
        return False
    return _lead(words[:_MAX_WORDS], script) > needed + _COMMON * signs.common + margin


def _lead(words: list[str], script: Script) -> float:
    """How far the best other language is ahead of the best of ours, for each n-gram."""
    table = likelihoods(script)
    *sums, count = map(sum, zip(*[table[word] for word in words], strict=True))
    own = len(_OWN[script])
    return (max(sums[own:]) - max(sums[:own])) / max(count, 1.0)


class _Likelihoods(dict[str, tuple[float, ...]]):
    """Of each word that was met: its log-likelihood by language of the script, last its trigrams' number."""

    def __init__(self, script: Script) -> None:
        super().__init__()
        self._table = _table(script)
        self._nothing = (0.0,) * (len(_OWN[script]) + len(_OTHERS[script]) + 1)

    def __missing__(self, word: str) -> tuple[float, ...]:
        if len(self) >= _REMEMBERED:
            self.clear()
        table = self._table
        rows = [table[gram] for gram in ngrams(fold(word)) if gram in table]
        found = self[word] = (*map(sum, zip(*rows, strict=True)), len(rows)) if rows else self._nothing
        return found


@once
def likelihoods(script: Script) -> _Likelihoods:
    """The one table of a script."""
    return _Likelihoods(script)


@once
def _table(script: Script) -> dict[str, tuple[float, ...]]:
    """For each n-gram its log-probability in each language of the script, ours first."""
    languages = [probabilities(language) for language in (*_OWN[script], *_OTHERS[script])]
    known = set().union(*languages)
    return {gram: tuple(math.log(one.get(gram, 0.0) + UNSEEN) for one in languages) for gram in known}
