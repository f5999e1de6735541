"""The names that may precede a colon in a query, in each language of the registry."""

from functools import lru_cache

from analyzers import LANGUAGES
from analyzers.registry import UNDETERMINED
from engines.port.fields import FIELDS, Field

LIMITS = ("language", "date", "after", "before")
"""Names whose value limits the hits instead of being searched for in a field."""


def field_names() -> dict[str, str]:
    """What is typed before the colon (lower case) -> what it means: a searchable field, or one of ``LIMITS``.

    Each meaning is its own English name; other words come from the declaration of the field and from the
    folders of the languages.
    """
    return _field_names(FIELDS.declared)


@lru_cache(maxsize=4)
def _field_names(declared: tuple[Field, ...]) -> dict[str, str]:
    meanings = (*(field.name for field in declared if field.searchable), *LIMITS)
    found = {name: name for name in meanings}
    for language in LANGUAGES.values():
        for name, words in language.fields.items():
            found |= {word.casefold(): name for word in words if name in meanings}
    for field in declared:
        if field.searchable:
            found |= {word.casefold(): field.name for word in (field.column, *field.aliases)}
    return found


def _language_names() -> dict[str, str]:
    found = {UNDETERMINED: UNDETERMINED}
    for code, language in LANGUAGES.items():
        found |= {name.casefold(): code for name in language.all_names}
    return found


LANGUAGE_NAMES: dict[str, str] = _language_names()
"""What is typed after ``lang:`` (lower case) -> the code of the language."""
