"""Persian: joins words that are typed with a space, splits compounds, and takes stems from a lexicon."""

from functools import cached_property
from typing import NamedTuple

from analyzers.base import Token
from analyzers.columns import Entry, Tokens
from analyzers.compounds import FIRSTS, SECONDS, add_compound, add_whole
from analyzers.endings import listed
from analyzers.fold import LONGEST_TERM, fold_word, script_of
from analyzers.lang.fa.lexicon import Lexicon, compiled_lexicon, load_lexicon
from analyzers.lang.fa.stems import Stemmer
from analyzers.shapes import (
    PERSIAN_FORMATIVES,
    PERSIAN_PREFIXES,
    PERSIAN_SUFFIXES,
    Shape,
    sequence,
    shape_of,
    stacked,
)
from analyzers.tokenize import ZWNJ
from analyzers.words import WordAnalyzer

_INVISIBLE_GAP = " \u00a0\t\n\r\u200b\u200c\u200d\u200e\u200f"
_WIDEST_GAP = 3
"""Maximum number of spaces and joiners between two words that are joined."""
_MOST_SUFFIXES = 4
_FREE_SUFFIXES = frozenset(listed("ها های هایی هایم هایت هایش هایمان هایتان هایشان تر ترین"))
_AFTER_HEH = frozenset(listed("ای ی ام ات اش ایم اید اند"))
"""Suffixes that only join a word ending with heh. Elsewhere they are words."""


_LETTERS = frozenset(listed("ای بی سی دی اف جی اچ ان ام ال کی ار اس تی یو وی پی او کیو ایکس"))
"""Names of Latin letters: ``اس ام اس`` is also written as one word."""
_ALWAYS = FIRSTS | SECONDS | _LETTERS
"""Words whose joining depends on more than the token before them."""


class PersianAnalyzer(WordAnalyzer):
    """The analyzer of Persian."""

    language = "fa"
    script = "arabic"
    rules_version = "4"

    def __init__(self) -> None:
        super().__init__()
        self._compiled = compiled_lexicon()

    @cached_property
    def _lexicon(self) -> Lexicon:
        """Read when a word is first looked up: many processes never analyse a text in Persian."""
        return load_lexicon(self._compiled)

    @cached_property
    def _stemmer(self) -> Stemmer:
        return Stemmer(self._lexicon)

    def _rules_key(self) -> str:
        return self.rules_version + self._compiled.digest

    def _stems_of(self, exact: str) -> tuple[str, ...]:
        return self._stemmer.stems(exact)

    def asked_stems(self, exact: str, stems: tuple[str, ...]) -> tuple[str, ...]:
        """Of a name only the name, of another word what its ending is sure to leave."""
        return self._stemmer.asked(exact, stems) if stems else stems

    def is_common(self, exact: str) -> bool:
        """Whether the lexicon has the word, and it is no listed name."""
        return exact not in self._lexicon.names and self._stemmer.is_known(exact)

    def _stems_of_raw(self, raw: str, exact: str) -> tuple[str, ...]:
        """A zero-width non-joiner shows where the word ends and its suffix begins."""
        if ZWNJ not in raw or self._stemmer.verb(exact):
            return self._stems_in_script(exact)
        for _ in range(_MOST_SUFFIXES):
            head, joiner, tail = raw.rpartition(ZWNJ)
            if not joiner or fold_word(tail) not in PERSIAN_SUFFIXES:
                break
            raw = head
        return self._stems_in_script(fold_word(raw)) or self._stems_in_script(exact)

    def _shape(self, raw: str, kind: str | None) -> Shape:
        shape = shape_of(raw, kind)
        if kind != "arabic" or shape.width != 1:
            return shape
        exact = shape.pieces[0].exact
        length = self._lexicon.splits.get(exact)
        if length is None:
            return shape
        cut = _cut_after(raw, length)
        return stacked(raw, exact, sequence(raw, [(0, cut), (cut, len(raw))]))

    def _joins(self, exact: str) -> bool:
        lexicon = self._lexicon
        suffix = exact in _FREE_SUFFIXES or exact in _AFTER_HEH or exact in PERSIAN_FORMATIVES
        part = exact in FIRSTS or exact in SECONDS or exact in _LETTERS
        return suffix or part or exact in lexicon.seconds or "می" + exact in lexicon.verbs

    def _may_join(self, before: str, exact: str) -> bool:
        # The ezafe after a final heh is not part of the exact form.
        joined = before if exact == "ی" else before + exact
        return (
            exact in _ALWAYS or joined in self._lexicon.compounds or self._is_one_word(before, exact, joined)
        )

    def _join(self, text: str, tokens: Tokens, entry: Entry, start: int, end: int) -> bool:
        if entry.exact in FIRSTS and add_whole(text, tokens, entry, (start, end), self._stems):
            return True
        if not tokens or tokens.ends[-1] > start:
            return False
        if entry.exact in _LETTERS and _add_spelled(text, tokens, entry, start, end):
            return True
        if entry.exact in SECONDS and add_compound(text, tokens, entry, (start, end), self._stems):
            return True
        first = tokens.entries[-1].exact
        joined = first if entry.exact == "ی" else first + entry.exact
        compound = joined in self._lexicon.compounds
        if not compound and not self._is_one_word(first, entry.exact, joined):
            return False
        gap = text[tokens.ends[-1] : start]
        if not gap or len(gap) > _WIDEST_GAP or gap.strip(_INVISIBLE_GAP):
            return False
        if compound:
            _add_compound(text, tokens, entry, Joined(joined, self._stems(joined), start, end))
        else:
            tokens[-1] = self._one_word(text, tokens[-1], joined[:LONGEST_TERM], end)
        return True

    def _is_one_word(self, before: str, exact: str, joined: str) -> bool:
        if before in PERSIAN_PREFIXES:
            return joined in self._lexicon.verbs
        if exact in PERSIAN_FORMATIVES:
            return joined in self._lexicon.words
        if exact in _FREE_SUFFIXES:
            return len(before) > 1 and script_of(before) == self.script
        return (
            exact in _AFTER_HEH
            and before[-1] == "ه"
            and len(before) > 1
            and before not in self.function_words
        )

    def _one_word(self, text: str, before: Token, joined: str, end: int) -> Token:
        """One token for both words, with the stems of the first one unless the lexicon contains both
        joined.
        """
        lexicon = self._lexicon
        known = joined in lexicon.verbs or joined in lexicon.words
        stems = self._stems(joined) if known else before.stems
        if known and joined.endswith("هها"):
            # ``داده ها`` is the plural of a participle, which the lexicon has as a word of its own.
            stems = tuple(dict.fromkeys((*before.stems, *stems)))
        return Token(text[before.start : end], joined, stems, before.position, before.start, end)


def _add_spelled(text: str, tokens: Tokens, third: Entry, start: int, end: int) -> bool:
    """Add the word that three names of letters spell, at the position of the first."""
    if len(tokens) < 2 or not {tokens[-1].exact, tokens[-2].exact} <= _LETTERS:
        return False
    first, second = tokens[-2:]
    if text[first.end : second.start] != " " or text[second.end : start] != " ":
        return False
    whole = first.exact + second.exact + third.exact
    tokens.insert(-1, Token(text[first.start : end], whole, (whole,), first.position, first.start, end))
    tokens.append(Token(text[start:end], third.exact, third.stems, second.position + 1, start, end))
    return True


class Joined(NamedTuple):
    """A compound that was typed as two words: exact form, stems, and where its second word is."""

    exact: str
    stems: tuple[str, ...]
    start: int
    end: int


def _add_compound(text: str, tokens: Tokens, second: Entry, whole: Joined) -> None:
    """Add the whole at the position of the first word, then the second word."""
    first, start, end = tokens[-1], whole.start, whole.end
    tokens.append(Token(text[first.start : end], whole.exact, whole.stems, first.position, first.start, end))
    tokens.append(Token(text[start:end], second.exact, second.stems, first.position + 1, start, end))


def _cut_after(raw: str, length: int) -> int:
    """Where in a raw word its first ``length`` folded letters end, including their marks."""
    seen = 0
    for index, char in enumerate(raw):
        folded = len(fold_word(char))
        if seen >= length and folded:
            return index
        seen += folded
    return len(raw)
