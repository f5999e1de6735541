"""When a text is in none of the archive's languages: letters, and the profiles of other languages."""

import math
from functools import lru_cache

from indexer.language.once import once
from indexer.language.profiles import UNSEEN, fold, ngrams, probabilities
from indexer.language.scripts import Script

_FOREIGN_LETTERS = frozenset(
    "ٹڈڑںھہےۓ"  # Urdu
    "ێۆڕڵەڤۊ"  # Sorani Kurdish
    "ټډړږښګڼېۍځڅ"  # Pashto
    "ڻڪٿڳڙڏڌڃڦٻڀ"  # Sindhi
    "ۇۈۋڭې"  # Uyghur
    "ÄÖÜÑÅØÆŞŁČŠŽäöüßñåøæœğışőűłążśćźęńčšžřůěďťňľŕąįųūāēīģķļņðþđơưảạếềộệ"
)
# The share of words with such letters that decides; names in an English story hold them too.
_STRANGE_WORDS = {Script.LATIN: 0.2, Script.ARABIC: 0.1}

_OWN = {Script.LATIN: ("en", "sq"), Script.ARABIC: ("fa", "ar")}
# As langdetect names its profiles.
_LATIN_OTHERS = "af ca cs cy da de es et fi fr hr hu id it lt lv nl no pl pt ro sk sl so sv sw tl tr vi"
_OTHERS = {Script.LATIN: _LATIN_OTHERS.split(), Script.ARABIC: ["ur"]}
_MIN_WORDS = 4
_CACHED_WORDS = 1 << 15
_MAX_WORDS = 16
# (share of known words below, mean log-likelihood per n-gram by which another language must be
# ahead): the fewer words are listed, the less it takes. Measured: under 1 % of English and Albanian
# sentences were lost, and about 94 % of program messages in forty other languages told.
_COMMON = 0.4
_LIMITS = ((0.70, 0.1), (0.86, 0.3))


def has_foreign_letters(words: list[str], script: Script) -> bool:
    """Whether too many words hold letters that none of the four languages writes."""
    strange = sum(not _FOREIGN_LETTERS.isdisjoint(word) for word in words)
    return strange > _STRANGE_WORDS[script] * len(words)


def is_foreign(words: list[str], script: Script, known: float, common: float, margin: float = 0.0) -> bool:
    """Whether a text is clearly in another language.

    ``known`` is the share of words in our lists, ``common`` that of our function words, ``margin``
    how much clearer than usual it must be. Texts under four words never are: names and loan words
    look foreign everywhere.
    """
    if len(words) < _MIN_WORDS:
        return False
    needed = next((lead for limit, lead in _LIMITS if known < limit), None)
    return needed is not None and _lead(words[:_MAX_WORDS], script) > needed + _COMMON * common + margin


def _lead(words: list[str], script: Script) -> float:
    """How far the best other language is ahead of the best of ours, for each n-gram."""
    likelihoods = [_likelihoods(word, script) for word in words]
    sums: list[float] = [sum(column) for column in zip(*likelihoods, strict=True)]
    count = sums.pop()
    own = len(_OWN[script])
    return (max(sums[own:]) - max(sums[:own])) / max(count, 1.0)


@lru_cache(maxsize=_CACHED_WORDS)
def _likelihoods(word: str, script: Script) -> tuple[float, ...]:
    """The log-likelihood of a word in each language of the script, and last the number of its n-grams."""
    table = _table(script)
    rows = [table[gram] for gram in ngrams(fold(word)) if gram in table]
    size = len(_OWN[script]) + len(_OTHERS[script])
    return (*map(sum, zip(*rows, strict=True)), len(rows)) if rows else (0.0,) * (size + 1)


@once
def _table(script: Script) -> dict[str, tuple[float, ...]]:
    """For each n-gram its log-probability in each language of the script, ours first."""
    languages = [probabilities(language) for language in (*_OWN[script], *_OTHERS[script])]
    known = set().union(*languages)
    return {gram: tuple(math.log(one.get(gram, 0.0) + UNSEEN) for one in languages) for gram in known}
