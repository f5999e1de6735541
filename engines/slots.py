"""Plain words to slots: each slot is one thing that a hit should have, in any language of its script.

The language of a query is never guessed. Words are analysed in every language of their script, and readings
that share letters of the source fall into one slot: ``می روم`` is one word in Persian and two in Arabic, so
its slot takes either the one or the two.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from analyzers import LANGUAGES_OF_SCRIPT, Token, get_analyzer, script_of
from engines.ranking import Weights
from engines.terms import Bool, Lookup, Sequence, TermNode, any_of, root_term, stem_term

_ALONE = "und"


@dataclass(frozen=True, slots=True)
class Reading:
    """The tokens that one language sees in a slot."""

    language: str
    tokens: tuple[Token, ...]

    def is_function_word(self) -> bool:
        """Whether every word of it only serves grammar."""
        analyzer = get_analyzer(self.language)
        return all(analyzer.is_function_word(token.exact) for token in self.tokens)


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch [start, end) of the query and its readings."""

    start: int
    end: int
    readings: tuple[Reading, ...]

    def is_function_word(self) -> bool:
        """Whether it only serves grammar in one of the languages that read it.

        One is enough: most function words of a language are no words at all in another.
        """
        return any(reading.is_function_word() for reading in self.readings)


def analyze_readings(text: str) -> list[Reading]:
    """The text as each language of its scripts reads it; words of other scripts are left to others."""
    scripts = {script_of(token.exact): None for token in get_analyzer(_ALONE).analyze(text)}
    languages = [language for script in scripts for language in LANGUAGES_OF_SCRIPT.get(script, ())]
    if not languages:
        return [Reading(_ALONE, tuple(get_analyzer(_ALONE).analyze(text)))]
    return [Reading(language, _own(language, text)) for language in languages]


def _own(language: str, text: str) -> tuple[Token, ...]:
    tokens = get_analyzer(language).analyze(text)
    others = {s for s, languages in LANGUAGES_OF_SCRIPT.items() if language not in languages}
    return tuple(token for token in tokens if script_of(token.exact) not in others)


def slots(text: str) -> list[Slot]:
    """The slots of a text, in order."""
    readings = analyze_readings(text)
    found: list[Slot] = []
    for start, end in _clusters(token for reading in readings for token in reading.tokens):
        parts = (
            Reading(r.language, tuple(t for t in r.tokens if start <= t.start and t.end <= end))
            for r in readings
        )
        found.append(Slot(start, end, tuple(part for part in parts if part.tokens)))
    return found


def _clusters(tokens: Iterable[Token]) -> list[tuple[int, int]]:
    """Stretches of the source that overlapping tokens cover together."""
    clusters: list[tuple[int, int]] = []
    for start, end in sorted((token.start, token.end) for token in tokens):
        if clusters and start < clusters[-1][1]:
            clusters[-1] = (clusters[-1][0], max(end, clusters[-1][1]))
        else:
            clusters.append((start, end))
    return clusters


def slot_node(slot: Slot, field: str, weights: Weights, *, exact: bool) -> TermNode:
    """What a hit must have for a slot: one of the readings, as the exact form or by a stem."""
    alternatives: dict[TermNode, None] = {}
    for reading in slot.readings:
        whole = [t for t in reading.tokens if (t.start, t.end) == (slot.start, slot.end)]
        parts = [t for t in reading.tokens if (t.start, t.end) != (slot.start, slot.end)]
        for token in whole:
            alternatives |= dict.fromkeys(_lookups(reading.language, token, field, weights, exact=exact))
        if parts:
            each = [
                any_of(*_lookups(reading.language, t, field, weights, exact=exact)) for t in finest(parts)
            ]
            alternatives[each[0] if len(each) == 1 else Bool(must=tuple(each))] = None
    return any_of(*alternatives)


def _lookups(language: str, token: Token, field: str, weights: Weights, *, exact: bool) -> list[TermNode]:
    if exact or not token.stems:
        return [Lookup(field, token.exact)]
    stems = [Lookup(field, stem_term(language, stem)) for stem in token.stems]
    return [Lookup(field, token.exact, weights.exact), *stems]


def finest(tokens: Iterable[Token]) -> list[Token]:
    """Without the tokens that cover others, such as a joined form beside its parts."""
    tokens = list(tokens)
    return [
        t
        for t in tokens
        if not any(o is not t and t.start <= o.start and o.end <= t.end and o[4:] != t[4:] for o in tokens)
    ]


def phrase_node(text: str, field: str) -> TermNode | None:
    """The exact forms of a text in order, as any of its languages reads them; None where it has no word."""
    sequences = {
        tuple((t.position - tokens[0].position, t.exact) for t in tokens)
        for reading in analyze_readings(text)
        if (tokens := finest(reading.tokens))
    }
    nodes: list[TermNode] = [
        Lookup(field, terms[0][1]) if len(terms) == 1 else Sequence(field, terms)
        for terms in sorted(sequences)
    ]
    return any_of(*nodes) if nodes else None


def root_nodes(slot: Slot, field: str, boost: float) -> list[TermNode]:
    """The coarser stems of a slot's words, for the languages that have them."""
    roots = (
        root_term(reading.language, root)
        for reading in slot.readings
        for token in reading.tokens
        if token.stems and (root := get_analyzer(reading.language).root(token.exact))
    )
    return [Lookup(field, term, boost) for term in dict.fromkeys(roots)]


def bigram_nodes(text: str, field: str, boost: float) -> list[TermNode]:
    """Neighbouring words of a text as pairs of first stems, for words that stand together as typed."""
    pairs: dict[TermNode, None] = {}
    for reading in analyze_readings(text):
        terms = [
            (t.position, stem_term(reading.language, t.stems[0]) if t.stems else t.exact)
            for t in finest(reading.tokens)
        ]
        for (one, first), (two, second) in pairwise(terms):
            if two > one:
                pairs[Sequence(field, ((0, first), (two - one, second)), boost=boost)] = None
    return list(pairs)
