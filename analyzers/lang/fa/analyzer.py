"""Persian: words that are typed apart are joined, compounds give their parts, stems come from a lexicon."""

from analyzers.base import Token
from analyzers.endings import listed
from analyzers.fold import LONGEST_TERM, fold_word, script_of
from analyzers.lang.fa.lexicon import load_lexicon
from analyzers.lang.fa.stems import Stemmer
from analyzers.tokenize import PERSIAN_PREFIXES, PERSIAN_SUFFIXES, ZWNJ, Shape, sequence, shape_of, stacked
from analyzers.words import WordAnalyzer

_INVISIBLE_GAP = " \u00a0\t\n\r\u200b\u200c\u200d\u200e\u200f"
_FREE_SUFFIXES = frozenset(listed("ها های هایی هایم هایت هایش هایمان هایتان هایشان تر ترین"))
_AFTER_HEH = frozenset(listed("ای ی ام ات اش ایم اید اند"))
"""Suffixes that join only a word ending with heh: elsewhere they are words."""


class PersianAnalyzer(WordAnalyzer):
    """The analyzer of Persian."""

    language = "fa"
    script = "arabic"
    rules_version = "1"

    def __init__(self) -> None:
        super().__init__()
        self._lexicon = load_lexicon()
        self._stemmer = Stemmer(self._lexicon)

    def _rules_key(self) -> str:
        return self.rules_version + self._lexicon.digest

    def _stems_of(self, exact: str) -> tuple[str, ...]:
        return self._stemmer.stems(exact)

    def _stems_of_raw(self, raw: str, exact: str) -> tuple[str, ...]:
        """A zero-width non-joiner tells where the word ends and its suffix begins."""
        head, joiner, tail = raw.rpartition(ZWNJ)
        if not joiner or fold_word(tail) not in PERSIAN_SUFFIXES or self._stemmer.verb(exact):
            return self._stems(exact)
        return self._stems_of_raw(head, fold_word(head)) or self._stems(exact)

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
        suffix = exact in _FREE_SUFFIXES or exact in _AFTER_HEH
        return suffix or exact in lexicon.seconds or "می" + exact in lexicon.verbs

    def _join(self, text: str, tokens: list[Token], start: int, end: int, position: int) -> int | None:
        if not tokens:
            return None
        before = tokens[-1]
        gap = text[before.end : start]
        if not gap or len(gap) > 3 or gap.strip(_INVISIBLE_GAP):
            return None
        exact = fold_word(text[start:end])
        joined = before.exact + exact
        if self._is_one_word(before.exact, exact, joined):
            return self._replace_last(text, tokens, joined, end, position)
        if joined in self._lexicon.compounds and before.position == position - 1:
            return self._add_compound(text, tokens, joined, start, end, position)
        return None

    def _is_one_word(self, before: str, exact: str, joined: str) -> bool:
        if before in PERSIAN_PREFIXES:
            return joined in self._lexicon.verbs
        if script_of(before) != self.script or len(before) < 2:
            return False
        if exact in _FREE_SUFFIXES:
            return True
        return exact in _AFTER_HEH and before.endswith("ه") and before not in self.function_words

    def _replace_last(self, text: str, tokens: list[Token], joined: str, end: int, position: int) -> int:
        """One token for both; where it is no verb form its stems are those of the word before the suffix."""
        before = tokens.pop()
        exact = joined[:LONGEST_TERM]
        stems = self._stems(exact) if joined in self._lexicon.verbs else before.stems
        tokens.append(Token(text[before.start : end], exact, stems, before.position, before.start, end))
        return position

    def _add_compound(
        self, text: str, tokens: list[Token], joined: str, start: int, end: int, position: int
    ) -> int:
        """The whole at the place of the first part, then the second part."""
        first, exact = tokens[-1], fold_word(text[start:end])
        whole = text[first.start : end]
        tokens.append(Token(whole, joined, self._stems(joined), first.position, first.start, end))
        tokens.append(Token(text[start:end], exact, self._stems(exact), position, start, end))
        return position + 1


def _cut_after(raw: str, length: int) -> int:
    """Where in a raw word its first ``length`` folded letters end, marks included."""
    seen = 0
    for index, char in enumerate(raw):
        folded = len(fold_word(char))
        if seen >= length and folded:
            return index
        seen += folded
    return len(raw)
