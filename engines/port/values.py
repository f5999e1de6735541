"""The values that a document has of a declared field, for every use of them."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from engines.port.fields import FIELDS, Field, Kind
from engines.port.model import PATH_SEPARATOR, Document, Image


def values_of(document: Document, field: Field) -> tuple[Any, ...]:
    """The values in the document: text, a path (a tuple), a date or an image. () if it has none."""
    if field in FIELDS.extra:
        return document.extra_values(field.column)
    found = getattr(document, field.column, None)
    if found in (None, ""):
        return ()
    return found if field.many else (found,)


def texts_of(document: Document, field: Field) -> tuple[str, ...]:
    """The values as text that is analyzed, one for each: the names of a path follow one another.

    Those of the captions include the texts of the lead image.
    """
    if field.column == "captions":
        return document.caption_texts
    found = values_of(document, field)
    return tuple(" ".join(path) for path in found) if field.kind is Kind.PATH else found


def facet_values(document: Document, field: Field) -> tuple[str, ...]:
    """The values as those of a facet, each once; of a path also each of its ancestors."""
    found = document.category_values if field.kind is Kind.PATH else values_of(document, field)
    return tuple(dict.fromkeys(found))


def json_value(document: Document, field: Field, moment: Callable[[datetime], str]) -> Any:
    """The value in JSON: a list where there may be several, else the value or None.

    ``moment`` formats a date. An image is an object with all its attributes.
    """
    found = [_plain(value, moment) for value in values_of(document, field)]
    if field.many:
        return found
    return found[0] if found else None


def cell_values(document: Document, field: Field, moment: Callable[[datetime], str]) -> tuple[str, ...]:
    """The values as the text of a cell of a table; a path is one text, an image its address."""
    found = (
        value.url if isinstance(value, Image) else _plain(value, moment)
        for value in values_of(document, field)
    )
    return tuple(PATH_SEPARATOR.join(value) if isinstance(value, list) else value for value in found)


def _plain(value: Any, moment: Callable[[datetime], str]) -> Any:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, Image):
        return asdict(value)
    return list(value) if isinstance(value, tuple) else value
