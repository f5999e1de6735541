"""The names that may precede a colon in a query, in each language of the registry."""

from functools import lru_cache

from analyzers import LANGUAGES
from analyzers.registry import UNDETERMINED
from engines.port.fields import FIELDS, Field, Kind
from engines.port.model import Form

LIMITS = ("language", "date", "after", "before")
"""Names whose value limits the hits instead of being searched for in a field. Facets of codes are others."""


def field_names() -> dict[str, str]:
    """What is typed before the colon (lower case) -> what it means: a searchable field, a facet of codes, or
    one of ``LIMITS``.

    Each meaning is its own English name; other words come from the declaration of the field and from the
    folders of the languages.
    """
    return _field_names(FIELDS.declared)


@lru_cache(maxsize=4)
def _field_names(declared: tuple[Field, ...]) -> dict[str, str]:
    fields = [field for field in declared if field.searchable or (field.facet and field.kind is Kind.CODE)]
    meanings = (*(field.name for field in fields), *LIMITS)
    found = {name: name for name in meanings}
    for language in LANGUAGES.values():
        for name, words in language.fields.items():
            found |= {word.casefold(): name for word in words if name in meanings}
    for field in fields:
        found |= {word.casefold(): field.name for word in (field.column, *field.aliases)}
    return found


def _language_names() -> dict[str, str]:
    found = {UNDETERMINED: UNDETERMINED}
    for code, language in LANGUAGES.items():
        found |= {name.casefold(): code for name in language.all_names}
    return found


LANGUAGE_NAMES: dict[str, str] = _language_names()
"""What is typed after ``lang:`` (lower case) -> the code of the language."""


def _kind_names() -> dict[str, str]:
    found = {name: form.value for form in Form for name in (form.value, f"{form.value}s")}
    found |= {"galleries": Form.GALLERY.value, "pdf": Form.DOCUMENT.value}
    for language in LANGUAGES.values():
        found |= {word.casefold(): form for form, words in language.kinds.items() for word in words}
    return found


KIND_NAMES: dict[str, str] = _kind_names()
"""What is typed after ``kind:`` (lower case) -> the value of ``Form``."""
