"""The names that may precede a colon in a query, in each language of the registry."""

from analyzers import LANGUAGES
from analyzers.registry import UNDETERMINED

FIELDS = ("title", "author", "category", "tag", "source", "language", "date", "after", "before")
"""What a name before a colon can mean, by its English name."""


def _field_names() -> dict[str, str]:
    found = {name: name for name in FIELDS}
    for language in LANGUAGES.values():
        for field, words in language.fields.items():
            found |= {word.casefold(): field for word in words}
    return found


def _language_names() -> dict[str, str]:
    found = {UNDETERMINED: UNDETERMINED}
    for code, language in LANGUAGES.items():
        found |= {name.casefold(): code for name in language.all_names}
    return found


FIELD_NAMES: dict[str, str] = _field_names()
"""What is typed before the colon (lower case) -> what it means."""

LANGUAGE_NAMES: dict[str, str] = _language_names()
"""What is typed after ``lang:`` (lower case) -> the code of the language."""
