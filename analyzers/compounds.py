"""Arabic compounds that are written as one word or as two: ``عبدالله`` and ``عبد الله``, ``أبوظبي``.

Used by the languages of the script, so that a name has the same form in a Persian and an Arabic article. The
parts are kept, and the whole has the position of the first.
"""

from collections.abc import Callable

from analyzers.base import Token
from analyzers.columns import Entry, Tokens
from analyzers.fold import LONGEST_TERM, fold_word, script_of
from analyzers.spellings import respelled
from analyzers.tokenize import WORD

Stems = Callable[[str], tuple[str, ...]]

_SERVANT = frozenset({"عبد", "وعبد", "لعبد", "بعبد"})
_FATHER = frozenset({"ابو", "وابو", "لابو", "بابو"})
FIRSTS = _SERVANT | _FATHER | {"ان"}
"""Words that may be the first part."""
SECONDS = frozenset({"الله", "الدین", "الاسلام"})
"""Words that may be the second part of any compound."""
_TITLES = frozenset({"حجه", "حجت", "ثقه", "ثقت", "سیف", "شیخ"})
_ARTICLE = "ال"
_SHORTEST = 3
_GAPS = frozenset({" ", "\u00a0", "\u200c"})


def add_whole(text: str, tokens: Tokens, entry: Entry, span: tuple[int, int], stems: Stems) -> bool:
    """Add a first part and the compound that it begins; False if it begins none."""
    start, end = span
    found = compound_after(entry.exact, text, end)
    if found is None:
        return False
    whole, last = found
    position = tokens[-1].position + 1 if tokens else 0
    tokens.append(Token(text[start:end], entry.exact, entry.stems, position, start, end))
    tokens.append(Token(text[start:last], whole, stems(whole), position, start, last))
    return True


def add_compound(text: str, tokens: Tokens, entry: Entry, span: tuple[int, int], stems: Stems) -> bool:
    """Add a second part, and its compound with the token before it; False if they are two words."""
    start, end = span
    first = tokens[-1]
    whole = compound_of(first.exact, entry.exact) if text[first.end : start] in _GAPS else None
    if whole is None:
        return False
    tokens.append(Token(text[first.start : end], whole, stems(whole), first.position, first.start, end))
    tokens.append(Token(text[start:end], entry.exact, entry.stems, first.position + 1, start, end))
    return True


def compound_after(first: str, text: str, end: int) -> tuple[str, int] | None:
    """The compound that a first part at ``text[:end]`` begins, and where it ends; None if it begins none."""
    following = WORD.match(text, end + 1) if text[end : end + 1] == " " else None
    if following is None:
        return None
    second = fold_word(following[0])
    if first == "ان":
        return _if_god_wills(second, text, following.end())
    fits = second.startswith(_ARTICLE) if first in _SERVANT else second != "ان"
    if not fits or len(second) < _SHORTEST or script_of(second) != "arabic":
        return None
    return respelled(first + respelled(second))[:LONGEST_TERM], following.end()


def compound_of(first: str, second: str) -> str | None:
    """The compound of a word and one of ``SECONDS``; None if they are two words."""
    if len(first) < _SHORTEST or first.startswith(_ARTICLE) or script_of(first) != "arabic":
        return None
    if second == "الاسلام" and first not in _TITLES:
        return None
    return respelled(first + second)[:LONGEST_TERM]


def _if_god_wills(second: str, text: str, end: int) -> tuple[str, int] | None:
    """``ان شاء الله`` is written as one, two or three words."""
    third = WORD.match(text, end + 1) if second == "شاء" else None
    return ("انشاءالله", third.end()) if third and fold_word(third[0]) == "الله" else None
