"""Recognises texts in other languages than those of the registry: by letters, function words, and
profiles.
"""

from typing import NamedTuple

from analyzers import LANGUAGES_OF_SCRIPT
from indexer.language import others
from indexer.language.once import once
from indexer.language.profiles import same_letters, trigrams
from indexer.language.scripts import Script

# The decisive share of words with foreign letters, or of foreign function words; names in an English story
# have such letters, too.
_STRANGE_WORDS = {Script.LATIN: 0.2, Script.ARABIC: 0.1}

_MIN_WORDS = 4
_REMEMBERED = 1 << 15
_MAX_WORDS = 12
# (share of known words below, mean log-likelihood per n-gram by which another language must be ahead): the
# fewer words are listed, the less is needed. Measured: under 1 % of English and Albanian sentences were lost,
# and about 95 % of program messages in forty other languages were rejected.
_COMMON = 0.6
_SURE = 0.3
_LIMITS = ((0.60, 0.2), (0.75, 0.35), (0.86, 0.6))


class Signs(NamedTuple):
    """Shares of a text's words: those in any list, function words (of the best language minus the second),
    function words of other languages, and those with letters that the best language does not have.
    """

    known: float
    common: float
    foreign: float
    strange: float


def is_foreign(words: list[str], script: Script, signs: Signs, margin: float = 0.0) -> bool:
    """Whether a text is clearly in another language. ``margin`` is how much clearer than usual it must be.

    Texts with fewer than four words are only rejected by their letters: names and loanwords look foreign
    everywhere.
    """
    if signs.strange > _STRANGE_WORDS[script]:
        return True
    if len(words) < _MIN_WORDS:
        return False
    if signs.foreign > max(_STRANGE_WORDS[script], signs.common):
        return True
    needed = next((lead for limit, lead in _LIMITS if signs.known < limit), None)
    if needed is None or signs.common > _SURE:
        return False
    return _lead(words[:_MAX_WORDS], script) > needed + _COMMON * signs.common + margin


def _lead(words: list[str], script: Script) -> float:
    """How far the best other language is ahead of the best one of the registry, per n-gram."""
    table = likelihoods(script)
    *sums, count = map(sum, zip(*[table[word] for word in words], strict=True))
    own = len(LANGUAGES_OF_SCRIPT[script])
    return (max(sums[own:], default=-float("inf")) - max(sums[:own])) / max(count, 1.0)


class _Likelihoods(dict[str, tuple[float, ...]]):
    """For each word seen: its log-likelihood by language of the script, and last the number of its
    trigrams.
    """

    def __init__(self, script: Script) -> None:
        super().__init__()
        self._trigrams = trigrams(script)
        self._nothing = (0.0,) * (len(LANGUAGES_OF_SCRIPT[script]) + len(others.profiles(script)) + 1)

    def __missing__(self, word: str) -> tuple[float, ...]:
        if len(self) >= _REMEMBERED:
            self.clear()
        row = self[word] = self._trigrams.all_sums(same_letters(word)) or self._nothing
        return row


@once
def likelihoods(script: Script) -> _Likelihoods:
    """The table of a script. There is one per process."""
    return _Likelihoods(script)
