"""Splits one raw word into tokens: a single word, or a chain such as ``info@library.org`` or ``COVID-19``."""

import re
from typing import NamedTuple

from analyzers.endings import listed
from analyzers.fold import LONGEST_TERM, fold_word
from analyzers.tokenize import APOSTROPHES, DIGITS, HYPHENS, ZWNJ

_HYPHEN_LETTERS = "-\u2010\u2011"
_LONGEST_PREFIX = 5
"""Maximum length of a first part that is written with a hyphen or joined: ``e-mail``, ``multi-storey``."""

_LABEL = re.compile(rf"[^.@_+{APOSTROPHES}{HYPHENS}]+")
_PLAIN_WORD = re.compile(r"[^\W_]+")
_NUMBER_PART = re.compile(rf"[{DIGITS}]+")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_DOMAIN = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9-]*+\.)++(?:[a-z]{2,24}|[A-Z]{2,24})")
_CLITICS = frozenset({"s", "ll", "ve", "re", "d", "m"})

_BETWEEN_JOINERS = re.compile(rf"[^{ZWNJ}]+")
_PREVERBS = ("", "بر", "در", "باز", "فرو", "فرا", "وا", "ور")
PERSIAN_PREFIXES = frozenset(preverb + prefix for preverb in _PREVERBS for prefix in ("می", "نمی"))
"""Verb prefixes that are never words of their own, with the preverbs that precede them."""
PERSIAN_SUFFIXES = frozenset(
    listed(
        "ها های هایی هایم هایت هایش هایمان هایتان هایشان ی ای یی تر تری ترین ترها ترینها"
        " ام ات اش ایم اید اند مان تان شان م ت ش یم ید ند ست است"
    )
)
"""Inflections (folded) that a zero-width non-joiner separates from their word."""
PERSIAN_FORMATIVES = frozenset(listed("گر گری گران گاه گاهی مند مندی مندان ناک وار گانه"))
"""Suffixes that form another word and are never words themselves."""


class Piece(NamedTuple):
    """One token of a raw word: ``raw[start:end]``, its exact form, and its position relative to the word's
    first.
    """

    start: int
    end: int
    exact: str
    offset: int


class Shape(NamedTuple):
    """The tokens of one raw word, ordered by position, and the number of positions they take."""

    pieces: tuple[Piece, ...]
    width: int


EMPTY = Shape((), 0)


def shape_of(raw: str, kind: str | None) -> Shape:
    """The tokens of one match of ``WORD``. ``kind`` is the name of the group that matched."""
    if kind == "arabic":
        return single(raw) if ZWNJ not in raw else _joined_shape(raw)
    if kind == "signed":
        return single(raw)
    if kind == "number":
        return _number_shape(raw)
    if kind == "url":
        return _url_shape(raw)
    return _chain_shape(raw)


def single(raw: str) -> Shape:
    """The whole raw word as one token; no token if folding leaves nothing."""
    exact = fold_word(raw)
    return Shape((Piece(0, len(raw), exact, 0),), 1) if exact else EMPTY


def sequence(raw: str, spans: list[tuple[int, int]]) -> Shape:
    """Parts of a raw word at consecutive positions. Parts that fold to nothing take no position."""
    pieces: list[Piece] = []
    for start, end in spans:
        exact = fold_word(raw[start:end])
        if exact:
            pieces.append(Piece(start, end, exact, len(pieces)))
    return Shape(tuple(pieces), len(pieces))


def stacked(raw: str, whole: str, parts: Shape, end: int | None = None) -> Shape:
    """The parts, and the whole at the position of the first part."""
    if parts.width < 2:
        return parts
    joined = Piece(parts.pieces[0].start, len(raw) if end is None else end, whole, 0)
    return Shape((parts.pieces[0], joined, *parts.pieces[1:]), parts.width)


def _spans(pattern: re.Pattern[str], raw: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(raw)]


def _joined_shape(raw: str) -> Shape:
    """A word with zero-width non-joiners: suffixes stay with their word, a compound also gives its parts.

    The same in every language, so that a Persian name or title has the same form in an Arabic article.
    """
    groups: list[tuple[int, int]] = []
    last = ""
    for start, end in _spans(_BETWEEN_JOINERS, raw):
        exact = fold_word(raw[start:end])
        if groups and _belongs_to(last, exact):
            groups[-1] = (groups[-1][0], end)
        else:
            groups.append((start, end))
        last = exact
    if len(groups) == 1:
        return single(raw)
    return stacked(raw, fold_word(raw), sequence(raw, groups))


def _belongs_to(last: str, exact: str) -> bool:
    """Whether the part ``exact`` belongs to the same word as the part ``last`` before it."""
    if exact in PERSIAN_SUFFIXES or exact in PERSIAN_FORMATIVES or last in PERSIAN_PREFIXES:
        return True
    return exact in PERSIAN_PREFIXES and last + exact in PERSIAN_PREFIXES


def _number_shape(raw: str) -> Shape:
    whole = fold_word(raw)
    if whole.isdigit():
        return single(raw)
    if _THOUSANDS.fullmatch(whole):
        return Shape((Piece(0, len(raw), whole.replace(",", ""), 0),), 1)
    if whole.count(",") == 1 and "." not in whole:
        whole = whole.replace(",", ".")
    return stacked(raw, whole, sequence(raw, _spans(_NUMBER_PART, raw)))


def _url_shape(raw: str) -> Shape:
    trimmed = raw.rstrip(".,:;!?)]}'*_~-")
    return stacked(trimmed, fold_word(trimmed), sequence(trimmed, _spans(_PLAIN_WORD, trimmed)))


def _chain_shape(raw: str) -> Shape:
    """A word, or several linked by dots, hyphens, apostrophes or ``@``."""
    spans = _spans(_LABEL, raw)
    if len(spans) == 1:
        return single(raw)
    links = {raw[end] for _, end in spans[:-1]}
    if links == {"."} and all(end - start == 1 and raw[start].isalpha() for start, end in spans):
        return Shape((Piece(0, len(raw), fold_word(raw.replace(".", "")), 0),), 1)
    parts = sequence(raw, _without_apostrophes(raw, spans))
    if "@" in links or "." in links:
        return _address_shape(raw, parts)
    return _joined_parts_shape(raw, parts)


def _address_shape(raw: str, parts: Shape) -> Shape:
    local, at, domain = raw.rpartition("@")
    if not _DOMAIN.fullmatch(domain) or (at and "@" in local):
        return parts
    return stacked(raw, fold_word(raw), parts)


def _joined_parts_shape(raw: str, parts: Shape) -> Shape:
    """``s'ka``, ``O'Neill``, ``e-mail``: both parts and the joined word, because all three are typed."""
    if parts.width != 2:
        return parts
    first, second = parts.pieces
    length = first.end - first.start
    if raw[first.end] in APOSTROPHES:
        joins = length == 1 or raw[first.start : first.end].isupper()
    else:
        long_enough = second.end - second.start > 1
        joins = raw[first.end] in _HYPHEN_LETTERS and length <= _LONGEST_PREFIX and long_enough
    if not joins:
        return parts
    return stacked(raw, (first.exact + second.exact)[:LONGEST_TERM], parts, second.end)


def _without_apostrophes(raw: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Undo the cuts at apostrophes: ``'s`` is dropped, ``don't`` and ``Qur'an`` remain one word."""
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        follows = bool(kept) and start > 0 and raw[start - 1] in APOSTROPHES and kept[-1][1] == start - 1
        if not follows:
            kept.append((start, end))
        elif raw[start:end].lower() in _CLITICS:
            continue
        elif kept[-1][1] - kept[-1][0] == 1 or _is_acronym(raw, kept[-1], start, end):
            kept.append((start, end))
        else:
            kept[-1] = (kept[-1][0], end)
    return kept


def _is_acronym(raw: str, before: tuple[int, int], start: int, end: int) -> bool:
    """``OKB'së``: an ending after an acronym, which Albanian separates with an apostrophe or a hyphen."""
    return raw[before[0] : before[1]].isupper() and raw[start:end].islower()
