"""Turns a parsed query into the tree of terms that engines run, using the analyzers."""

from dataclasses import dataclass, replace

from analyzers import fold
from engines.port.calendars import day_number
from engines.port.terms import (
    AnyTerm,
    AnyValue,
    Bool,
    Constant,
    DayRange,
    Everything,
    Lookup,
    TermNode,
    any_of,
    matching,
)
from search.alternatives import (
    Alternatives,
    alternatives_node,
    bigram_nodes,
    phrase_node,
    root_nodes,
    token_graph,
    unasked_nodes,
)
from search.expansion import MAX_ENRICHED, Expansion
from search.query import And, Days, Fuzzy, InField, Language, Node, Not, Or, Pattern, Phrase, Value, Words
from search.ranking import Weights
from search.synonyms import NO_SYNONYMS, Synonyms

_OF_ALTERNATIVE = 2
"""How many words of the limit a word between ``OR`` counts as."""
_LONGEST_BONUS = 5
"""Maximum number of words that gain a bonus for being in a document as typed."""
_MAX_LETTERS = 40
"""Maximum length of a pattern or fuzzy word. No word is longer, and the cost of an automaton rises with its
length.
"""


@dataclass(frozen=True, slots=True)
class Plan:
    """A query for an engine, in parts.

    ``wanted`` are the nodes that must all match (or some, for a partial answer). ``bonus`` only adds to the
    score. ``limits`` are conditions that also apply to a partial answer. ``loose`` are the words of phrases,
    which add to the score if a phrase itself may be missing.
    """

    wanted: tuple[TermNode, ...]
    bonus: tuple[TermNode, ...] = ()
    limits: tuple[TermNode, ...] = ()
    unwanted: tuple[TermNode, ...] = ()
    loose: tuple[TermNode, ...] = ()
    nothing: bool = False
    """Whether the query has signs only, which nothing matches."""

    @property
    def is_empty(self) -> bool:
        """Whether the query asks for nothing."""
        return not (self.wanted or self.bonus or self.limits or self.unwanted)

    def node(self, at_least: int | None = None) -> TermNode:
        """The tree in which all wanted nodes match or, if given, at least ``at_least`` of them."""
        excluded = self.unwanted
        if at_least is not None and at_least < len(self.wanted):
            some = Bool(should=self.wanted, at_least=at_least)
            # Many documents match a part of a pasted text, and each bonus is looked up in all of them.
            bonus = (*self.bonus, *self.loose) if len(self.wanted) <= MAX_ENRICHED else ()
            return Bool(must=(some, *self.limits), should=bonus, must_not=excluded)
        must = (*self.wanted, *self.limits)
        if self.nothing:
            return AnyTerm("text", ())
        if not must:
            must = (Everything(),)
        if len(must) == 1 and not self.bonus and not excluded:
            return must[0]
        return Bool(must=must, should=self.bonus, must_not=excluded)

    def words_matched(self) -> TermNode:
        """The tree in which each document scores the number of wanted nodes that it matches, at least one."""
        some = Bool(should=tuple(Constant(matching(node)) for node in self.wanted), at_least=1)
        return Bool(must=(some, *self.limits), must_not=self.unwanted)

    def marked(self, at_least: int | None = None) -> TermNode:
        """What is highlighted in a hit of the tree from ``node``: everything wanted, except function
        words.
        """
        missing = at_least is not None and at_least < len(self.wanted)
        return Bool(should=(*self.wanted, *(self.loose if missing else ())))


def plan(
    node: Node,
    weights: Weights,
    expansion: Expansion,
    *,
    exact: bool = False,
    synonyms: Synonyms = NO_SYNONYMS,
) -> Plan:
    """The plan for a query.

    Args:
        weights: factors of the ranking.
        expansion: replaces patterns and fuzzy words.
        exact: match exact forms only.
        synonyms: alternatives for plain words. Words in quotes and exact ones have none.
    """
    children = node.children if isinstance(node, And) else (node,)
    return _Planner(weights, expansion, exact, NO_SYNONYMS if exact else synonyms).plan(children, "text")


@dataclass(frozen=True, slots=True)
class _Planner:
    weights: Weights
    expansion: Expansion
    exact: bool
    synonyms: Synonyms
    each: int = 1
    """How many words of the limit each word counts as."""

    def plan(self, children: tuple[Node, ...], field: str) -> Plan:
        """The plan of nodes that must all match."""
        wanted: list[TermNode] = []
        bonus: list[TermNode] = []
        limits: list[TermNode] = []
        unwanted: list[TermNode] = []
        loose: list[TermNode] = []
        graphs = {
            child: self.expansion.affordable_words(token_graph(child.text), each=self.each)
            for child in children
            if isinstance(child, Words)
        }
        others = any(not isinstance(c, Words | Not | Language | Value | Days) for c in children)
        content = others or not all(word.is_function_word() for graph in graphs.values() for word in graph)
        for child in children:
            if isinstance(child, Words):
                graph = graphs[child]
                rich = graph[: self.expansion.enriched(len(graph))]
                synonyms = self.synonyms.expand(rich, field, self.weights)
                for number, alternatives in enumerate(graph):
                    weak = content and alternatives.is_function_word()
                    node = self.word(alternatives, field, weak=weak)
                    if weak:
                        bonus.append(node)
                    else:
                        wanted.append(any_of(node, *synonyms.get(number, ())))
                typed = child.text[: rich[-1].end] if rich else ""
                bonus += self.word_bonus(typed, rich, field)
            elif isinstance(child, Not):
                # An exclusion applies only to the word that was typed.
                bare = replace(self, synonyms=NO_SYNONYMS)
                unwanted += _asked(bare.single(child.child, field))
            else:
                kind = limits if isinstance(child, Language | Value | Days) else wanted
                kind += _asked(self.single(child, field))
            if isinstance(child, Phrase):
                loose += self.loose_words(child.text, field)
        return Plan(tuple(wanted), tuple(bonus), tuple(limits), tuple(unwanted), tuple(loose))

    def word(self, alternatives: Alternatives, field: str, *, weak: bool) -> TermNode:
        return alternatives_node(alternatives, field, self.weights, exact=self.exact, weak=weak)

    def loose_words(self, text: str, field: str) -> list[TermNode]:
        """The words of a phrase, one by one; [] for a single word, which only asks for its form."""
        graph = self.expansion.affordable_words(token_graph(text))
        return [self.word(word, field, weak=True) for word in graph] if len(graph) > 1 else []

    def word_bonus(self, text: str, graph: list[Alternatives], field: str) -> list[TermNode]:
        """Boosts for documents that match anyway: a word in the title, a root, two adjacent words."""
        if field != "text":
            return []
        nodes: list[TermNode] = []
        for alternatives in graph:
            factor = self.weights.function_word if alternatives.is_function_word() else 1.0
            if self.weights.title:
                node = self.word(alternatives, "title", weak=True)
                nodes.append(any_of(node, boost=self.weights.title))
            if self.weights.root and not self.exact:
                nodes += root_nodes(alternatives, field, self.weights.root * factor)
                nodes += unasked_nodes(alternatives, field, self.weights.root * factor)
        if self.weights.bigram and not self.exact:
            nodes += bigram_nodes(text, field, self.weights.bigram)
        if self.weights.phrase and not self.exact and 1 < len(graph) <= _LONGEST_BONUS:
            phrase = phrase_node(text, field, proclitics=False)
            nodes += [any_of(phrase, boost=self.weights.phrase)] if phrase else []
        return nodes

    def single(self, node: Node, field: str) -> TermNode:
        """The tree of a single part; ``Everything`` if it contains no word."""
        match node:
            case Phrase(text):
                phrase = phrase_node(text, field)
                return self.expansion.phrase(text, phrase) if phrase else Everything()
            case Pattern(text):
                return self.pattern(text, field)
            case Fuzzy(text, distance):
                return self.near(fold(text), distance, field)
            case InField(name, child):
                return self.single(child, name)
            case Language(code):
                return AnyValue("language", (code,))
            case Value(facet, value):
                return AnyValue(facet, (value,))
            case Days(first, last):
                return DayRange(day_number(first), day_number(last))
            case Or(children):
                return self.either(children, field)
            case And() | Words() | Not():
                return self.plan(node.children if isinstance(node, And) else (node,), field).node()

    def either(self, children: tuple[Node, ...], field: str) -> TermNode:
        """The tree of alternatives; those without a word are ignored."""
        each = replace(self, each=_OF_ALTERNATIVE)
        found = [node for child in children for node in _asked(each.single(child, field))]
        return any_of(*found) if found else Everything()

    def pattern(self, text: str, field: str) -> TermNode:
        pattern = fold(text).replace("'", "")
        if not pattern.strip("*?"):
            return Everything()
        if len(pattern) > _MAX_LETTERS:
            return Lookup(field, pattern)
        return self.expansion.pattern(pattern, field)

    def near(self, term: str, distance: int | None, field: str) -> TermNode:
        """Fuzzy distance by length like Lucene's AUTO: 0 below 3 letters, 1 below 6, else 2."""
        if distance is None:
            distance = 0 if len(term) < 3 else 1 if len(term) < 6 else 2
        if not term:
            return Everything()
        if distance == 0 or len(term) > _MAX_LETTERS:
            return Lookup(field, term)
        return self.expansion.near(term, distance, field)


def _asked(node: TermNode) -> tuple[TermNode, ...]:
    """The node, or () if it came from characters without a word, which neither require nor exclude
    anything.
    """
    return () if node == Everything() else (node,)
