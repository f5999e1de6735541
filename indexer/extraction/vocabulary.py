"""Texts around a story, in every language of the registry: the ``pages.toml`` of each folder.

The values are regular expressions. English words are in the modules that use them, because the themes and
plugins of sites print them on pages in every language; so are the words of a few other languages.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from analyzers import LANGUAGES

_SPELLINGS = {
    **dict.fromkeys("يیى", "[يیىئ]"),
    **dict.fromkeys("كک", "[كک]"),
    **dict.fromkeys("اأإآ", "[اأإآ]"),
    **dict.fromkeys("هةۀ", "[هةۀ]"),
    **dict.fromkeys("eë", "[eë]"),
    **dict.fromkeys("cç", "[cç]"),
}


@cache
def said(table: str, name: str) -> tuple[str, ...]:
    """The list ``name`` in a table of ``pages.toml``, of all languages in order, without duplicates."""
    return tuple(dict.fromkeys(word for found in _tables(table) for word in found.get(name, ())))


def alternatives(table: str, name: str) -> str:
    """The same as further alternatives of a regular expression: ``|one|two``, or ""."""
    return "".join(f"|{pattern}" for pattern in said(table, name))


def months(calendar: str) -> list[tuple[str, ...]]:
    """The names of each of the twelve months of a calendar."""
    rows = [found[calendar] for found in _tables("months") if calendar in found]
    return [tuple(name for row in rows for name in row[number].split()) for number in range(12)]


def days_in_words() -> list[tuple[int, list[str]]]:
    """The days of a month with their names in words, from all languages that write dates like this."""
    rows = [found["days"] for found in _tables("dates") if "days" in found]
    return [(number, name.split()) for row in rows for number, name in enumerate(row, start=1)]


def leads_are_descriptions(language: str) -> bool:
    """Whether news systems in a language print the page's description as the first part of the text."""
    known = LANGUAGES.get(language)
    return known is not None and bool(known.data("pages").get("leads", {}).get("are_descriptions"))


def loose(word: str) -> str:
    """A regular expression for a plain word in any of the spellings of its letters on pages."""
    return "".join(
        _SPELLINGS.get(char, r"[\s\u200c]*" if char in " _\u200c" else re.escape(char)) for char in word
    )


def _tables(name: str) -> list[Mapping[str, Any]]:
    return [language.data("pages").get(name, {}) for language in LANGUAGES.values()]
