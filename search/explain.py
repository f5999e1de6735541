"""Why did a document match? For each part of the query, the words it matched and how.

The body is not analysed again: the positions of its terms were stored when it was indexed. Only the small
fields (authors, categories, tags ...) are analysed, for a part that occurs nowhere else.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache, partial

from analyzers import fold, script_of
from engines.port.fields import ALL_TEXT, FIELDS
from engines.port.model import Document
from engines.port.offsets import TermVector, encode
from engines.port.payload import StoredDocument
from engines.port.terms import AnyTerm, Best, Bool, Lookup, Sequence, TermNode
from engines.port.values import texts_of
from search.alternatives import alternatives_node, token_graph
from search.documents import analyze
from search.expansion import MAX_ENRICHED, MAX_WORDS, Expansion
from search.model import MatchedPart, MatchKind
from search.planning import plan
from search.query import And, Days, Fuzzy, InField, Language, Node, Not, Or, Pattern, Phrase, Value, Words
from search.ranking import Weights
from search.snippets import Marker
from search.synonyms import NO_SYNONYMS, Synonyms

MAX_EXPLAINED = 300
"""Maximum number of parts that are explained in an answer: parts of the query times hits. Later hits are not
explained.
"""
MAX_FOUND = 3
"""Maximum number of matched words that are listed for a part of a query."""
_ORDER = tuple(MatchKind)
_SEPARATORS = str.maketrans("", "", " '-")


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a query: what was typed, what an engine looks up for it, and what for its synonyms
    (with ``translations`` among them).

    An ``optional`` part need not match: a function word, or one of several.
    """

    typed: str
    field: str
    own: TermNode
    others: tuple[TermNode, ...] = ()
    optional: bool = False
    translations: tuple[TermNode, ...] = ()


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with the positions of its terms. No match crosses ``border``."""

    text: str
    vector: TermVector
    border: int = 0
    only_before_border: bool = False

    def found(self, node: TermNode) -> list[str]:
        """The words of the text that match a tree; [] if a required one is missing."""
        if isinstance(node, Bool):
            needed = [self.found(child) for child in node.must]
            if not all(needed):
                return []
            rest = (self.found(child) for child in node.should)
            return [word for words in (*needed, *rest) for word in words]
        if isinstance(node, Best):
            return [word for child in node.nodes for word in self.found(child)]
        if self._lacks(node):
            return []
        marks = _marker(node).marks(self.text, self.vector, self.border)
        return [
            self.text[start:end]
            for start, end, _ in marks
            if end <= self.border or not self.only_before_border
        ]

    def has(self, node: TermNode) -> bool:
        """Whether a word of it matches a tree."""
        if isinstance(node, Bool):
            return all(map(self.has, node.must)) and (bool(node.must) or any(map(self.has, node.should)))
        if isinstance(node, Best):
            return any(map(self.has, node.nodes))
        if isinstance(node, Lookup) and not self.only_before_border:
            return bool(self.vector.spans(node.term))
        return bool(self.found(node))

    def _lacks(self, node: TermNode) -> bool:
        """Whether it certainly does not match: most terms of a query are in few texts."""
        if isinstance(node, Lookup):
            return not self.vector.spans(node.term)
        return isinstance(node, Sequence) and not self.vector.spans(node.terms[0][1])


def clauses_of(
    node: Node,
    weights: Weights,
    expansion: Expansion,
    *,
    exact: bool = False,
    synonyms: Synonyms = NO_SYNONYMS,
) -> tuple[Clause, ...]:
    """The parts of a query that a document may match, in the order in which they were typed.

    Args:
        exact: only exact forms match.
        synonyms: the synonyms used to plan the query.
    """
    found = _Clauses(weights, expansion, exact, NO_SYNONYMS if exact else synonyms)
    return tuple(found.of(node, "text", optional=False))


@lru_cache(1024)
def _marker(node: TermNode) -> Marker:
    # Each hit of an answer is looked at with the same nodes.
    return Marker.of(node)


def explain(clauses: Iterable[Clause], stored: StoredDocument) -> tuple[MatchedPart, ...]:
    """How a document matches each part. Optional parts that it lacks are left out."""
    small = cache(partial(_small_text, document=stored.document))
    matched = (_matched(clause, stored, small) for clause in clauses)
    return tuple(
        match for clause, match in zip(clauses, matched, strict=True) if match.found or not clause.optional
    )


def explain_translations(clauses: Iterable[Clause], stored: StoredDocument) -> tuple[MatchedPart, ...]:
    """The parts that a document matches by a translation only."""
    small = cache(partial(_small_text, document=stored.document))
    matched = (_matched(one, stored, small) for one in clauses if not _is_in_text(one, stored, small))
    return tuple(match for match in matched if match.kind is MatchKind.TRANSLATION)


def _is_in_text(clause: Clause, stored: StoredDocument, small: Callable[[str], _Text]) -> bool:
    return next(_texts(clause.field, stored, small)).has(clause.own)


@dataclass(frozen=True, slots=True)
class _Clauses:
    weights: Weights
    expansion: Expansion
    exact: bool
    synonyms: Synonyms

    def of(self, node: Node, field: str, *, optional: bool) -> Iterator[Clause]:
        match node:
            case And(children):
                for child in children:
                    yield from self.of(child, field, optional=optional)
            case Or(children):
                for child in children:
                    yield from self.of(child, field, optional=optional or len(children) > 1)
            case InField(name, child):
                yield from self.of(child, name, optional=optional)
            case Words(text):
                yield from self.words(text, field, optional=optional)
            case Phrase(text) | Pattern(text):
                yield Clause(text, field, self.looked_up(node, field), optional=optional)
            case Fuzzy(text):
                yield Clause(f"{text}~", field, self.looked_up(node, field), optional=optional)
            case Not() | Language() | Value() | Days():
                pass

    def words(self, text: str, field: str, *, optional: bool) -> Iterator[Clause]:
        graph = token_graph(text)[:MAX_WORDS]
        rich = graph[:MAX_ENRICHED]
        synonyms = self.synonyms.expand(rich, field, self.weights)
        translated = self.synonyms.translated(rich, field, self.weights)
        for number, alternatives in enumerate(graph):
            node = alternatives_node(alternatives, field, self.weights, exact=self.exact)
            weak = alternatives.is_function_word()
            rest = () if weak else synonyms.get(number, ())
            typed = text[alternatives.start : alternatives.end]
            theirs = () if weak else translated.get(number, ())
            yield Clause(typed, field, node, rest, optional or weak, theirs)

    def looked_up(self, node: Node, field: str) -> TermNode:
        return plan(InField(field, node), self.weights, self.expansion, exact=self.exact).node()


def _matched(clause: Clause, stored: StoredDocument, small: Callable[[str], _Text]) -> MatchedPart:
    found: dict[str, tuple[MatchKind, str]] = {}
    for text in _texts(clause.field, stored, small):
        for word in text.found(clause.own):
            if word.casefold() not in found:
                found[word.casefold()] = _kind(clause, word), word
        for node in clause.others:
            for word in text.found(node):
                if word.casefold() not in found:
                    found[word.casefold()] = _kind_of_other(clause, node, word), word
        if found:
            break
    closest = sorted(found.values(), key=lambda pair: _ORDER.index(pair[0]))[:MAX_FOUND]
    kind = closest[0][0] if closest else MatchKind.MISSING
    return MatchedPart(clause.typed, tuple(word for _, word in closest), kind)


def _texts(field: str, stored: StoredDocument, small: Callable[[str], _Text]) -> Iterator[_Text]:
    """The texts in which a field's words are looked up, the most visible first.

    Args:
        small: returns the text of the small fields that are searched for a field.
    """
    document = stored.document
    if field in ("text", "title"):
        yield _Text(document.full_text, stored.vector, len(document.title) + 1, field == "title")
    if field != "title":
        yield small(field)


def _small_text(field: str, document: Document) -> _Text:
    wanted = [one for one in FIELDS.searchable if one.name != "title" and field in (ALL_TEXT, one.name)]
    values = [value for one in wanted for value in texts_of(document, one)]
    occurrences: list[tuple[tuple[str, ...], int, int]] = []
    at = 0
    for value in values:
        tokens = analyze(value, document.language)
        occurrences += [(terms.terms, token.start + at, token.end + at) for token, terms in tokens]
        at += len(value) + 1
    return _Text("\n".join(values), TermVector(encode(occurrences)))


def _kind(clause: Clause, word: str) -> MatchKind:
    fuzzy = isinstance(clause.own, AnyTerm) and clause.typed.endswith("~")
    if isinstance(clause.own, AnyTerm) and not fuzzy:
        return MatchKind.PATTERN
    typed = clause.typed.removesuffix("~") if fuzzy else clause.typed
    if _plain(word) == _plain(typed):
        return MatchKind.EXACT
    if _bare(word) == _bare(typed) or _bare(word) in fold(typed).split():
        return MatchKind.SPELLING
    return MatchKind.FUZZY if fuzzy else MatchKind.FORM


def _kind_of_other(clause: Clause, node: TermNode, word: str) -> MatchKind:
    if node in clause.translations:
        return MatchKind.TRANSLATION
    same_script = script_of(fold(word)) == script_of(fold(clause.typed))
    return MatchKind.SYNONYM if same_script else MatchKind.SCRIPT


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split())).casefold()


def _bare(text: str) -> str:
    return fold(text).translate(_SEPARATORS)
