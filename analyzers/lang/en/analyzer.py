"""English: simplemma's lemma, regular readings of ``-ing`` and ``-ed``, and one spelling of ``-ise``.

Unknown words lose a plural ``s``. The ezafe of romanised names is dropped, so that ``Bagh-e-Ketab``, ``Bagh-e
Ketab`` and ``Bagh e Ketab`` are the same two words.
"""

import threading
from collections.abc import Callable, Container, Iterator
from functools import lru_cache

from Stemmer import Stemmer

from analyzers.columns import Entry, Tokens
from analyzers.dictionary import DictionaryAnalyzer, folded_pairs, irregular_stems, name_stems
from analyzers.fold import fold_word
from analyzers.lang.en import rules
from analyzers.lang.en.rules import American, plural_rule, regular_bases, undoubled
from analyzers.shapes import Shape, shape_of
from analyzers.tokenize import WORD
from analyzers.words import QUERY_MEMORY

_SHORTEST_NAME = 3
_EZAFE = frozenset({"e", "ye", "i"})


def _porter2(stemmer: Stemmer) -> Callable[[str], str]:
    # PyStemmer's stemmers are not thread-safe.
    lock = threading.Lock()

    def root(exact: str) -> str:
        with lock:
            return str(stemmer.stemWord(exact))

    return root


class EnglishAnalyzer(DictionaryAnalyzer):
    """The analyzer of English."""

    language = "en"
    script = "latin"
    rules_version = "2"
    modules = (__file__, rules.__file__)

    def __init__(self) -> None:
        super().__init__()
        self._root = lru_cache(maxsize=QUERY_MEMORY)(_porter2(Stemmer("english")))

    def root(self, exact: str) -> str:
        """Porter2's stem. It conflates too much for matching (``executive``, ``execution``), but it ranks
        well.
        """
        return self._root(exact)

    def _rule(self, exact: str) -> str:
        return plural_rule(exact)

    def _readings(self) -> Iterator[tuple[str, list[str]]]:
        lemmas = _lemmas()
        american = American(lemmas)
        bases = frozenset(form for form, stems in lemmas.items() if form in stems)
        irregular = irregular_stems("en") | name_stems("en", lemmas)
        for form, stems in lemmas.items():
            if form in irregular:
                continue
            readings = stems
            if form.endswith("ing") or (form.endswith("ed") and stems == [form]):
                readings = [*stems, *regular_bases(form, bases)]
            yield form, list(dict.fromkeys(american(undoubled(form, stem, lemmas)) for stem in readings))
        yield from irregular.items()

    def _shape(self, raw: str, kind: str | None) -> Shape:
        shape = shape_of(raw, kind)
        return _without_ezafe(raw, shape) if kind == "chain" and shape.width > 1 else shape

    def _joins(self, exact: str) -> bool:
        return exact in _EZAFE

    def _join(self, text: str, tokens: Tokens, entry: Entry, start: int, end: int) -> bool:
        """Drop a separate ezafe between two words of a name, so that it takes no position."""
        if not tokens:
            return False
        following = WORD.match(text, end + 1)
        last = tokens[-1]
        if following is None or text[end] != " " or last.end != start - 1:
            return False
        before, after = last.text, following[0]
        if text[start].isupper() or len(before) < _SHORTEST_NAME or len(after) < _SHORTEST_NAME:
            return False
        if before[0].isupper() and after[0].isupper():
            return True
        words = (last.exact, fold_word(after))
        return entry.exact != "i" and not any(map(self.is_function_word, words))


def _without_ezafe(raw: str, shape: Shape) -> Shape:
    """Leave out a hyphenated ``-e-``, inside the chain or at its end."""
    kept = [
        piece
        for piece in shape.pieces
        if piece.offset == 0 or piece.exact not in _EZAFE or raw[piece.start - 1] not in "-\u2010\u2011"
    ]
    if len(kept) == len(shape.pieces):
        return shape
    places = {place: index for index, place in enumerate(sorted({piece.offset for piece in kept}))}
    return Shape(tuple(piece._replace(offset=places[piece.offset]) for piece in kept), len(places))


def _lemmas() -> dict[str, list[str]]:
    """Folded form -> lemmas. A capitalised form counts only if there is no lower-case one."""
    lemmas: dict[str, list[str]] = {}
    names: dict[str, list[str]] = {}
    for form, key, lemma in folded_pairs("en"):
        if form.isupper() or len(key) < 3:
            continue
        place = lemmas if form == form.lower() else names
        stems = place.setdefault(key, [])
        if len(lemma) > 1 and lemma not in stems:
            stems.append(lemma)
    for key, stems in names.items():
        lemmas.setdefault(key, stems)
    return {key: _singular_people(key, stems, lemmas) for key, stems in lemmas.items()}


def _singular_people(key: str, stems: list[str], lemmas: Container[str]) -> list[str]:
    """The dictionary keeps ``albanians`` unchanged; the stem is the singular."""
    singular = plural_rule(key)
    if singular.endswith("an") and singular != key and stems == [key] and singular in lemmas:
        return [singular]
    return stems or [key]
