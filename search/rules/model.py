"""A rule, and those that apply to a query."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from analyzers import fold
from engines.port.terms import AnyId, Bool, TermNode
from search.model import SearchRequest

PINNED = 10_000.0
"""Score of the last of the pinned articles; each one before it has as much more. BM25 stays far below."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What editors decided for some queries.

    ``origin`` is file:line. ``pins`` and ``hides`` are ids of articles, ``language`` is the code of the
    page's language (empty: any), and ``first`` and ``last`` are the days on which the rule holds.
    """

    origin: str
    queries: tuple[str, ...]
    pins: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    redirect: str = ""
    note: str = ""
    language: str = ""
    first: date | None = None
    last: date | None = None

    def holds(self, request: SearchRequest, day: date) -> bool:
        """Whether the rule applies to a request for one of its queries on a day."""
        languages = {request.prefer, *request.selected("language")}
        return (
            (not self.language or self.language in languages)
            and (self.first is None or self.first <= day)
            and (self.last is None or day <= self.last)
        )


@dataclass(frozen=True, slots=True)
class Applied:
    """What all rules of a query say together. An article that is hidden is not pinned."""

    pins: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    redirect: str = ""
    notes: tuple[str, ...] = ()

    def visible(self, node: TermNode) -> TermNode:
        """A tree that matches the same documents without the hidden ones."""
        return Bool(must=(node,), must_not=(AnyId(self.hides),)) if self.hides else node

    def pinned(self, node: TermNode) -> TermNode:
        """A tree that also matches the pinned documents, which come first in their order."""
        if not self.pins:
            return node
        number = len(self.pins)
        pins = (AnyId((id_,), PINNED * (number - place)) for place, id_ in enumerate(self.pins))
        return Bool(should=(node, *pins), at_least=1)


NOTHING = Applied()


class Rules:
    """The rules of a file, by the folded forms of their queries."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self.all = tuple(rules)
        self._table: dict[str, list[Rule]] = defaultdict(list)
        for rule in self.all:
            for query in dict.fromkeys(map(form_of, rule.queries)):
                self._table[query].append(rule)

    def of(self, request: SearchRequest, day: date) -> Applied:
        """What applies to a request on a day. Rules are in the order of the file; the first redirect wins."""
        if not self._table:
            return NOTHING
        rules = [rule for rule in self._table.get(form_of(request.text), ()) if rule.holds(request, day)]
        if not rules:
            return NOTHING
        hides = dict.fromkeys(id_ for rule in rules for id_ in rule.hides)
        return Applied(
            pins=tuple(dict.fromkeys(id_ for rule in rules for id_ in rule.pins if id_ not in hides)),
            hides=tuple(hides),
            redirect=next((rule.redirect for rule in rules if rule.redirect), ""),
            notes=tuple(dict.fromkeys(rule.note for rule in rules if rule.note)),
        )

    @property
    def queries(self) -> tuple[str, ...]:
        """All queries that have rules, as they were written."""
        return tuple(dict.fromkeys(query for rule in self.all for query in rule.queries))


def form_of(text: str) -> str:
    """A query without what does not distinguish spellings: case, marks, spaces, half-spaces, hyphens."""
    folded = fold(text)
    return "".join(char for char in folded if char.isalnum()) or " ".join(folded.split())


NO_RULES = Rules()
