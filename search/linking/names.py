"""The names in a draft: people, places, organisations.

In Latin letters a name is a run of words with a capital, unless a word of it also occurs in small letters.
Arabic script has no capitals: there it needs the evidence of ``arabic_script``, or has to be repeated. A tag
or an author of the archive, which ``known`` has, is a name in any script.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from analyzers import fold, get_analyzer, script_of
from analyzers.base import Token
from search.linking import arabic_script
from search.linking.drafts import Draft
from search.rarity import Rarity

MOST = 8
"""Number of names that are looked up."""
_LONGEST = 4
_SHORTEST = 3
_REPEATED = 2
"""Minimum number of times of a name without evidence."""
_FREQUENT = 0.01
"""A word in a larger share of the articles begins no name if it begins a sentence."""
_BEFORE = ".!?:\"“”«»'‘’"
_ARABIC = "arabic"
_INSIDE = frozenset(
    {"of", "de", "da", "al", "bin", "ibn", "von", "van", "del", "la", "e", "i", "të", "së", "-"}
)
"""Small words between two parts of a name."""
_STOP = re.compile(r"[^\w\s'’\u200c-]|\n\s*\n|[ \t]{2,}")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the draft first writes it, and how often it does."""

    text: str
    count: int


def names_of(draft: Draft, known: Collection[str] = (), most: int = MOST) -> tuple[Name, ...]:
    """The names in a draft, most frequent first; those of several words before others.

    Args:
        known: folded names that the archive knows.
    """
    document = draft.document
    text = f"{document.title}\n\n{document.body}"
    tokens = get_analyzer(document.language).analyze(text)
    firsts = frozenset(token.start for token in tokens if _is_first(text, token))
    reading = _Reading(
        document.language,
        known,
        small=frozenset(token.exact for token in tokens if token.text[0].islower()),
        inside=frozenset(t.exact for t in tokens if t.text[0].isupper() and t.start not in firsts),
        firsts=firsts,
        rarity=draft.rarity,
    )
    found: dict[str, str] = {}
    counts: Counter[str] = Counter()
    before = {second.start: first for first, second in _neighbours(text, tokens)}
    doubtful: set[str] = set()
    for run in _runs(text, tokens, reading.is_part):
        kept = run if len(run) == 1 or reading.may_begin(run[0]) else run[1:]
        written = text[kept[0].start : kept[-1].end]
        folded = fold(written)
        if len(folded) >= _SHORTEST and not (len(kept) == 1 and reading.is_weak(kept[0])):
            found.setdefault(folded, " ".join(written.split()))
            counts[folded] += 1
            if not reading.is_sure(kept, before.get(kept[0].start)):
                doubtful.add(folded)
    for folded in doubtful:
        if counts[folded] < _REPEATED:
            del counts[folded]
    _join_parts(counts)
    ordered = sorted(counts, key=lambda one: (-counts[one] * (1 + one.count(" ")), one))
    return tuple(Name(found[one], counts[one]) for one in ordered[:most])


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is known of a draft's words: those in small letters, those with a capital inside a sentence, and
    where sentences begin.
    """

    language: str
    known: Collection[str]
    small: frozenset[str]
    inside: frozenset[str]
    firsts: frozenset[int]
    rarity: Rarity

    def is_part(self, token: Token) -> bool:
        """Whether a word may be a part of a name."""
        analyzer = get_analyzer(self.language)
        if not token.text[0].isalpha() or analyzer.is_function_word(token.exact):
            return False
        if script_of(token.exact) == _ARABIC:
            return token.exact in self.known or arabic_script.is_name(token.exact, self.language)
        return token.text[0].isupper() and token.exact not in self.small

    def may_begin(self, token: Token) -> bool:
        """Whether a name of several words may begin with a word: not with a frequent first word of a
        sentence.
        """
        if token.start not in self.firsts or token.exact in self.inside or token.exact in self.known:
            return True
        return self.rarity.weights([token.exact])[token.exact] >= self.rarity.of_share(_FREQUENT, 2)

    def is_weak(self, token: Token) -> bool:
        """Whether a single word is hardly a name."""
        if token.exact in self.known:
            return False
        if script_of(token.exact) == _ARABIC:
            lists = arabic_script.lists()
            return len(token.exact) <= _SHORTEST or token.exact in lists.given or token.exact in lists.seldom
        return token.exact not in self.inside

    def is_sure(self, run: list[Token], before: Token | None) -> bool:
        """Whether a name needs no further evidence."""
        if script_of(run[0].exact) != _ARABIC or any(token.exact in self.known for token in run):
            return True
        return arabic_script.is_strong(run, before, self.language)


def _neighbours(text: str, tokens: list[Token]) -> Iterator[tuple[Token, Token]]:
    """Words that follow each other without a sign between them."""
    for first, second in pairwise(tokens):
        if first.end <= second.start and not _STOP.search(text, first.end, second.start):
            yield first, second


def _is_first(text: str, token: Token) -> bool:
    """Whether a word begins a sentence, a paragraph or a quotation."""
    near = text[max(0, token.start - 8) : token.start]
    before = near.rstrip()
    return not before or before[-1] in _BEFORE or "\n\n" in near[len(before) :]


def _runs(text: str, tokens: list[Token], is_part: Callable[[Token], bool]) -> list[list[Token]]:
    """Words of names that follow each other, with small words between them."""
    runs: list[list[Token]] = []
    run: list[Token] = []
    waiting: list[Token] = []
    for token in tokens:
        last = (waiting or run)[-1] if run else None
        if last and (token.start < last.end or _STOP.search(text, last.end, token.start)):
            if token.start < last.end:
                continue
            runs.append(run)
            run, waiting = [], []
        if is_part(token) and len(run) < _LONGEST:
            run += [*waiting, token]
            waiting = []
        elif run and not waiting and (token.text in _INSIDE or token.exact in arabic_script.lists().inside):
            waiting = [token]
        elif run:
            runs.append(run)
            run, waiting = ([token] if is_part(token) else []), []
    return [*runs, run] if run else runs


def _join_parts(counts: Counter[str]) -> None:
    """Count a single word with the longer name that it is a part of."""
    longer = [one for one in counts if " " in one]
    for word in [one for one in counts if " " not in one]:
        whole = next((one for one in longer if word in one.split()), None)
        if whole:
            counts[whole] += counts.pop(word)
