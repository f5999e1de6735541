"""Parses a query into a tree: words, "phrases", OR, -word, +word, field:word, word*, word~, ( ).

The usual rules of site search: consecutive words must all match; OR (or ``|`` in a group) binds less tightly
than that; a minus or NOT excludes. Any text can be parsed: what is not valid syntax, such as an unknown
field, is read as words.
"""

import re
from dataclasses import dataclass

from engines.port.calendars import Calendar
from engines.port.fields import FIELDS
from search.query.dates import parse_range
from search.query.fields import KIND_NAMES, LANGUAGE_NAMES, LIMITS, field_names
from search.query.lexer import Kind, Lexeme, lex
from search.query.nodes import (
    And,
    Days,
    Fuzzy,
    InField,
    Language,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    Value,
    Words,
)

MAX_DEPTH = 20
MAX_WILDCARDS = 4

_LETTER = re.compile(r"[^\W_]")
_FUZZY = re.compile(r"(?P<word>[^~*?]*[^\W_][^~*?]*)~(?P<distance>[0-2])?")
# A question mark in an address is not a pattern.
_PATTERN = re.compile(r"[^/:@&=]+")
_NOTHING = And(())


def parse(text: str, calendar: Calendar = Calendar.GREGORIAN) -> Node:
    """The tree of a query; ``And(())`` if it contains no word.

    Args:
        calendar: calendar of the years in dates whose size leaves it open.
    """
    return _simplify(_Parser(lex(text), calendar).alternatives(0))


@dataclass(slots=True)
class _Parser:
    """Recursive descent with one lexeme of look-ahead."""

    lexemes: list[Lexeme]
    calendar: Calendar
    at: int = 0

    def peek(self) -> Kind | None:
        return self.lexemes[self.at].kind if self.at < len(self.lexemes) else None

    def take(self) -> Lexeme:
        self.at += 1
        return self.lexemes[self.at - 1]

    def alternatives(self, depth: int) -> Node:
        branches = [self.sequence(depth)]
        while self.peek() is Kind.OR:
            self.take()
            branches.append(self.sequence(depth))
        return Or(tuple(branches))

    def sequence(self, depth: int) -> Node:
        children: list[Node] = []
        while (kind := self.peek()) not in (None, Kind.OR):
            if kind is Kind.CLOSE:
                if depth:
                    break
                self.take()
                continue
            children.append(self.unary(depth))
        return And(tuple(children))

    def unary(self, depth: int) -> Node:
        lexeme = self.take()
        if lexeme.kind is Kind.NOT:
            return Not(self.operand(depth))
        if lexeme.kind is Kind.EXACT:
            child = self.operand(depth)
            return Phrase(child.text) if isinstance(child, Words) else child
        if lexeme.kind is Kind.FIELD:
            return self.in_field(lexeme.text, depth)
        return self.primary(lexeme, depth)

    def operand(self, depth: int) -> Node:
        """What a sign or a field applies to. At the end of the query this is nothing."""
        if self.peek() in (None, Kind.CLOSE, Kind.OR) or depth >= MAX_DEPTH:
            return _NOTHING
        if self.peek() in (Kind.NOT, Kind.EXACT, Kind.FIELD):
            return self.deeper(depth)
        return self.primary(self.take(), depth)

    def deeper(self, depth: int) -> Node:
        return self.unary(depth + 1)

    def primary(self, lexeme: Lexeme, depth: int) -> Node:
        if lexeme.kind is Kind.OPEN and depth < MAX_DEPTH:
            inner = self.alternatives(depth + 1)
            if self.peek() is Kind.CLOSE:
                self.take()
            return inner
        if lexeme.kind is Kind.PHRASE:
            return Phrase(lexeme.text)
        if lexeme.kind in (Kind.WORD, Kind.FIELD):
            return _word(lexeme.text)
        return _NOTHING

    def in_field(self, name: str, depth: int) -> Node:
        meaning = field_names().get(name.casefold())
        if meaning is None:
            return Words(name)
        if meaning in LIMITS or meaning in (field.name for field in FIELDS.codes):
            return self.filter(name, meaning)
        return InField(meaning, self.operand(depth))

    def filter(self, name: str, meaning: str) -> Node:
        if self.peek() not in (Kind.WORD, Kind.PHRASE):
            return Words(name)
        lexeme = self.take()
        if meaning == "language":
            found = _language(lexeme.text)
        elif meaning in LIMITS:
            found = _days(meaning, lexeme.text, self.calendar)
        else:
            found = _value(meaning, lexeme.text)
        return found or Words(f"{name} {lexeme.text}")


def _word(text: str) -> Node:
    fuzzy = _FUZZY.fullmatch(text)
    if fuzzy:
        distance = fuzzy["distance"]
        return Fuzzy(fuzzy["word"], int(distance) if distance else None)
    pattern = text.rstrip("?!.,;:؟،؛…")
    wildcards = pattern.count("*") + pattern.count("?")
    if 0 < wildcards <= MAX_WILDCARDS and _LETTER.search(pattern) and _PATTERN.fullmatch(pattern):
        return Pattern(pattern)
    return Words(text)


def _language(text: str) -> Node | None:
    code = LANGUAGE_NAMES.get(text.casefold())
    return Language(code) if code else None


def _value(facet: str, text: str) -> Node | None:
    value = KIND_NAMES.get(text.casefold()) if facet == "kind" else text
    return Value(facet, value) if value else None


def _days(meaning: str, text: str, calendar: Calendar) -> Node | None:
    span = parse_range(text, calendar)
    if span is None:
        return None
    first = None if meaning == "before" else span[0]
    last = None if meaning == "after" else span[1]
    return Days(first, last) if first or last else None


def _simplify(node: Node) -> Node:
    """Remove groups with at most one child, flatten nested groups of a kind, and join consecutive words."""
    if isinstance(node, InField):
        child = _simplify(node.child)
        return _NOTHING if child == _NOTHING else InField(node.field, child)
    if isinstance(node, Not):
        child = _simplify(node.child)
        return _NOTHING if child == _NOTHING else Not(child)
    if isinstance(node, And | Or):
        return _group(type(node), [_simplify(child) for child in node.children])
    if isinstance(node, Words | Phrase) and not _LETTER.search(node.text):
        return _NOTHING
    return node


def _group(kind: type[And] | type[Or], children: list[Node]) -> Node:
    flat: list[Node] = []
    for child in children:
        inner = child.children if isinstance(child, kind) else (child,)
        for node in inner:
            if node == _NOTHING:
                continue
            last = flat[-1] if flat else None
            if kind is And and isinstance(node, Words) and isinstance(last, Words):
                flat[-1] = Words(f"{last.text} {node.text}")
            else:
                flat.append(node)
    if not flat:
        return _NOTHING
    return flat[0] if len(flat) == 1 else kind(tuple(flat))
