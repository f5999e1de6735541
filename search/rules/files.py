"""Reads rules from a plain file.

A query in brackets begins a rule, other spellings follow after ``;``. Each line of it is a key and a value:

    [harvest festival; fruit market]
    pin: 2026-17
    hide: 2019-3
    note: The programme is at the library.
    redirect: /article/2026-17
    language: en
    from: 2026-09-01
    until: 2026-10-31

``pin``, ``hide`` and ``note`` may be repeated. An article is named by its id, or by the address of its page
here. Lines that begin with ``#`` are comments.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import unquote

from analyzers import LANGUAGES, FehrestError
from search.query.lexer import MAX_LENGTH
from search.rules.model import Rule, form_of

MAX_RULES = 5_000
MAX_IDS = 50
"""Maximum number of articles that a rule pins, and of those that it hides."""
MAX_NOTE = 500
_HEAD = re.compile(r"\[(.*)\]")
_LINE = re.compile(r"([a-z]+)\s*:\s*(.*)")
_PAGE = re.compile(r"(?:https?://[^/\s]+)?(?:/\S*)?/article/([^?#\s]+)(?:[?#]\S*)?")
_TARGET = re.compile(r"https?://[^\s<>\"]+|/(?!/)[^\s<>\"]*")
_KEYS = ("pin", "hide", "note", "redirect", "language", "from", "until")


class RuleError(FehrestError):
    """A file of rules has an error. The message names its line."""

    status = 500
    code = "rules"


@dataclass(frozen=True, slots=True)
class Fault:
    """An error at ``origin`` (file:line), and how to fix it."""

    origin: str
    message: str


@dataclass(slots=True)
class _Draft:
    """A rule that is being read."""

    origin: str
    queries: tuple[str, ...]
    pins: list[str] = field(default_factory=list)
    hides: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    single: dict[str, str] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)

    def rule(self) -> Rule:
        return Rule(
            self.origin,
            self.queries,
            tuple(dict.fromkeys(self.pins)),
            tuple(dict.fromkeys(self.hides)),
            self.single.get("redirect", ""),
            " ".join(self.notes),
            self.single.get("language", ""),
            self.days.get("from"),
            self.days.get("until"),
        )


def read_rules(path: Path) -> tuple[Rule, ...]:
    """The rules in a file. A missing file has none.

    Raises:
        RuleError: the file cannot be read or has an error; the message names the first one with its line.
    """
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"{path} cannot be read as UTF-8 text: {error}") from error
    rules, faults = rules_in(text, str(path))
    if faults:
        rest = f" ({len(faults) - 1} more errors: fehrest rules check)" if len(faults) > 1 else ""
        raise RuleError(f"{faults[0].origin}: {faults[0].message}{rest}")
    return rules


def rules_in(text: str, name: str) -> tuple[tuple[Rule, ...], tuple[Fault, ...]]:
    """The rules in a text, and its errors.

    Args:
        name: the file's name in messages.
    """
    drafts: list[_Draft] = []
    faults: list[Fault] = []
    for number, line in enumerate(text.splitlines(), 1):
        origin, content = f"{name}:{number}", line.strip()
        if not content or content.startswith("#"):
            continue
        if head := _HEAD.fullmatch(content):
            drafts.append(_Draft(origin, tuple(part.strip() for part in head[1].split(";"))))
            message = _wrong_head(drafts[-1].queries)
        else:
            message = _read_line(drafts[-1], content) if drafts else _NO_HEAD
        faults += [Fault(origin, message)] if message else []
    faults += [] if faults else _checked(drafts)
    return tuple(draft.rule() for draft in drafts), tuple(faults)


_NO_HEAD = "there is no query yet; begin with a line such as [harvest festival]"


def _wrong_head(queries: Iterable[str]) -> str:
    for query in queries:
        if not form_of(query):
            return "a query is empty; write it between the brackets, and others after a ;"
        if len(query) > MAX_LENGTH:
            return f"a query has more than {MAX_LENGTH} characters; shorten it"
    return ""


def _read_line(draft: _Draft, content: str) -> str:
    """Add a line to a rule. Returns what is wrong with it; empty for nothing."""
    found = _LINE.fullmatch(content)
    if not found or found[1] not in _KEYS:
        return f"{content[:40]!r} is not understood; use one of: {', '.join(f'{key}:' for key in _KEYS)}"
    key, value = found[1], found[2].strip()
    if not value:
        return f"{key}: has no value; write it after the colon, or delete the line"
    if key in ("pin", "hide"):
        (draft.pins if key == "pin" else draft.hides).append(id_in(value))
        return ""
    if key == "note":
        draft.notes.append(value)
        return f"the note has more than {MAX_NOTE} characters" if len(value) > MAX_NOTE else ""
    if key in draft.single or key in draft.days:
        return f"{key}: is there twice; delete one of the lines"
    return _read_single(draft, key, value)


def _read_single(draft: _Draft, key: str, value: str) -> str:
    if key in ("from", "until"):
        try:
            draft.days[key] = date.fromisoformat(value)
        except ValueError:
            return f"{value!r} is not a day; write it like 2026-09-01"
        return ""
    draft.single[key] = value
    if key == "language" and value not in LANGUAGES:
        return f"{value!r} is not a language; use one of: {', '.join(LANGUAGES)}"
    if key == "redirect" and not _TARGET.fullmatch(value):
        return f"{value!r} is not an address; use one such as /article/2026-17 or https://www.example.org/"
    return ""


def id_in(value: str) -> str:
    """The id in the address of an article's page; other texts are ids themselves."""
    page = _PAGE.fullmatch(value)
    return unquote(page[1]) if page else value


def _checked(drafts: list[_Draft]) -> Iterator[Fault]:
    if len(drafts) > MAX_RULES:
        yield Fault(drafts[MAX_RULES].origin, f"there are more than {MAX_RULES} rules; delete some")
    for draft in drafts:
        rule = draft.rule()
        if not (rule.pins or rule.hides or rule.note or rule.redirect):
            yield Fault(rule.origin, "the rule does nothing; add a line with pin:, hide:, note: or redirect:")
        if len(rule.pins) > MAX_IDS or len(rule.hides) > MAX_IDS:
            yield Fault(rule.origin, f"more than {MAX_IDS} articles are pinned or hidden; use fewer")
        if both := set(rule.pins) & set(rule.hides):
            yield Fault(rule.origin, f"{min(both)!r} is pinned and hidden; delete one of the lines")
        if rule.first and rule.last and rule.first > rule.last:
            yield Fault(rule.origin, "the rule ends before it begins; swap from: and until:")
