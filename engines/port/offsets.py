"""Stores where each term occurs in a text, compactly, so that a search does not analyse articles.

Layout (native 32-bit and 16-bit arrays): sorted hashes of the terms, the word that each belongs to, the slice
of occurrences of each word, then the starts and lengths of the occurrences. A word is one analysis (exact
form and stems), so a stem shares its occurrences with its exact forms. About 14 bytes per token.
"""

import struct
import sys
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, islice, repeat
from itertools import count as count_from
from operator import add, lshift, or_, sub
from typing import Protocol
from zlib import crc32

_HEAD = struct.Struct("<III")
_SIZES = {code: array(code).itemsize for code in "IH"}
_LONGEST = 0xFFFF
MAX_WORDS = 0xFFFF
"""Maximum number of distinct words of a document. Later ones can be found but are not highlighted."""

Span = tuple[int, int]


def term_hash(term: str) -> int:
    """A 32-bit hash of a term. Two terms of a text share one in about one of a million texts; then a
    highlight is wrong.
    """
    return crc32(term.encode("utf-8", "surrogatepass"))


def hashes_of(terms: Iterable[str]) -> bytes:
    """``term_hash`` of each of some terms, without duplicates, as a native 32-bit array."""
    return array("I", {term_hash(term) for term in terms}).tobytes()


class Hashed(Protocol):
    """A word of a text; equal words must be one object."""

    @property
    def hashes(self) -> bytes:
        """``hashes_of`` its terms. Bytes of many words are joined without touching any number."""


class _Word:
    __slots__ = ("hashes",)

    def __init__(self, terms: tuple[str, ...]) -> None:
        self.hashes = hashes_of(terms)


def encode(occurrences: Iterable[tuple[tuple[str, ...], int, int]]) -> bytes:
    """Pack the (terms, start, end) of each token of a text. Offsets are code points."""
    known: dict[tuple[str, ...], _Word] = {}
    words, starts, ends = [], [], []
    for terms, start, end in occurrences:
        words.append(known.get(terms) or known.setdefault(terms, _Word(terms)))
        starts.append(start)
        ends.append(end)
    return encode_words(words, starts, ends)


def encode_words(words: Sequence[Hashed], starts: Sequence[int], ends: Sequence[int]) -> bytes:
    """Pack the occurrences of words, one item of each argument per token. Offsets are code points."""
    counts = Counter(words)
    if len(counts) > MAX_WORDS:
        return _encode_first(counts, words, starts, ends)
    numbers = dict(zip(counts, range(len(counts)), strict=True))
    numbered = list(map(numbers.__getitem__, words))
    order = sorted(range(len(numbered)), key=numbered.__getitem__)
    lengths = list(map(sub, ends, starts))
    if lengths and max(lengths) > _LONGEST:
        lengths = [min(length, _LONGEST) for length in lengths]
    hashes = [word.hashes for word in counts]
    owners = chain.from_iterable(map(repeat, count_from(), [len(each) // _SIZES["I"] for each in hashes]))
    # One number sorts faster than a pair of two.
    pairs = sorted(map(or_, map(lshift, array("I", b"".join(hashes)), repeat(16)), owners))
    return b"".join(
        (
            _HEAD.pack(len(pairs), len(counts), len(lengths)),
            _bytes("I", [pair >> 16 for pair in pairs]),
            _bytes("I", accumulate(counts.values())),
            _bytes("I", map(starts.__getitem__, order)),
            _bytes("H", [pair & MAX_WORDS for pair in pairs]),
            _bytes("H", map(lengths.__getitem__, order)),
        )
    )


def _encode_first(
    counts: Iterable[Hashed], words: Sequence[Hashed], starts: Sequence[int], ends: Sequence[int]
) -> bytes:
    """Pack only the occurrences of the first ``MAX_WORDS`` words."""
    first = set(islice(counts, MAX_WORDS))
    kept = [at for at, word in enumerate(words) if word in first]
    return encode_words([words[at] for at in kept], [starts[at] for at in kept], [ends[at] for at in kept])


def _bytes(typecode: str, values: Iterable[int]) -> bytes:
    packed = array(typecode, values)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def _numbers(typecode: str, packed: bytes) -> "memoryview[int]":
    """What ``_bytes`` packed, read where it is."""
    if sys.byteorder == "big":
        swapped = array(typecode, packed)
        swapped.byteswap()
        packed = swapped.tobytes()
    return memoryview(packed).cast(typecode)  # type: ignore[call-overload,no-any-return]


class TermVector:
    """Looks up terms in what ``encode`` packed."""

    __slots__ = ("_ends", "_hashes", "_lengths", "_starts", "_words")

    def __init__(self, packed: bytes) -> None:
        pairs, words, spans = _HEAD.unpack_from(packed)
        at = _HEAD.size
        views = []
        for typecode, count in (("I", pairs), ("I", words), ("I", spans), ("H", pairs), ("H", spans)):
            size = count * _SIZES[typecode]
            views.append(_numbers(typecode, packed[at : at + size]))
            at += size
        self._hashes, self._ends, self._starts, self._words, self._lengths = views

    def having(self, terms: Iterable[str]) -> list[str]:
        """Those of some terms that occur. For dozens of terms it is faster than looking up their spans."""
        known = set(self._hashes)
        return [term for term in terms if term_hash(term) in known]

    def spans(self, term: str) -> list[Span]:
        """[start, end) of each occurrence of a term, in code points."""
        wanted = term_hash(term)
        at = bisect_left(self._hashes, wanted)
        found: list[Span] = []
        while at < len(self._hashes) and self._hashes[at] == wanted:
            found += self._word_spans(self._words[at])
            at += 1
        return found

    def words(self) -> Iterator[list[Span]]:
        """The occurrences of each distinct word."""
        return (self._word_spans(word) for word in range(len(self._ends)))

    def _word_spans(self, word: int) -> list[Span]:
        first = self._ends[word - 1] if word else 0
        starts = self._starts[first : self._ends[word]]
        return list(zip(starts, map(add, starts, self._lengths[first : self._ends[word]]), strict=True))
