"""The fields of an article, each declared in one line of ``DECLARED``.

Everything that depends on the list reads it from ``FIELDS``: the stored document, the index schemas of every
engine, keywords of queries, facets, exports, and what is read from JSON lines and kept in the archive.

To add a field, add a line: ``Field("place", many=True, facet=7)``. Articles then have it from JSON lines
(``"place": ["Harbour"]``), the archive keeps it, ``place:harbour`` searches it, ``?place=Harbour`` filters by
it, and every export has it. Indexes made before are reported as outdated; ``fehrest reindex`` rebuilds them.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from zlib import crc32

from engines.port.calendars import VIEWS, year_facet
from engines.port.errors import UnknownFieldError
from engines.port.field import ALL_TEXT, ATTRIBUTES, Field, Kind, check

__all__ = [
    "ALL_TEXT",
    "DECLARED",
    "FIELDS",
    "FIRST_MARK",
    "Field",
    "Fields",
    "Kind",
    "check_facet",
    "check_field",
    "facet_field",
]

DECLARED = (
    Field("title", Kind.TEXT),
    Field("language", Kind.CODE, facet=3, searchable=False),
    Field("date", Kind.DATE, searchable=False),
    Field("modified", Kind.DATE, searchable=False),
    Field("year", Kind.YEAR, facet=4, searchable=False, exported=False),
    Field("author", many=True, facet=2, key="authors"),
    Field("category", Kind.PATH, many=True, facet=1, key="categories"),
    Field("tag", many=True, facet=6, key="tags"),
    Field("source", facet=5),
    Field("url", Kind.CODE, searchable=False),
    Field("kind", Kind.CODE, facet=7, searchable=False),
    Field("image", Kind.IMAGE, searchable=False),
    Field("caption", Kind.TEXT, many=True, weight=0.2, key="captions"),
)
"""Every field but the id and the body, in the order of a table's columns."""


class Fields:
    """The declared fields, and the lists that follow from them.

    ``facets`` are those that readers know, in the order of a page; ``indexed_facets`` are those that engines
    count, with the years of each calendar. ``text_fields`` are the fields with tokens, ``extra`` the fields
    that ``Document`` has no attribute for. ``light`` are the searchable fields with a weight below 1,
    ``codes`` the facets whose values are codes. ``mark`` identifies what an index holds: it changes when a
    field is added or removed, or when its kind changes, or whether it is a facet, searchable or light.
    """

    def __init__(self, declared: tuple[Field, ...]) -> None:
        self._use(declared)

    def __getitem__(self, name: str) -> Field:
        """The field of a name.

        Raises:
            UnknownFieldError: no field has it.
        """
        try:
            return self._by_name[name]
        except KeyError:
            raise UnknownFieldError(_unknown("field", name, tuple(self._by_name))) from None

    @contextmanager
    def also(self, *fields: Field) -> Iterator[None]:
        """Declare further fields in a ``with`` block. Tests add a line this way.

        Create and close indexes and applications within the block. Other processes do not see the fields.

        Raises:
            ValueError: a field has a name that is taken or invalid, or a kind that it cannot have.
        """
        before = self.declared
        self._use((*before, *fields))
        try:
            yield
        finally:
            self._use(before)

    def _use(self, declared: tuple[Field, ...]) -> None:
        check(declared)
        self.declared = declared
        self._by_name = {field.name: field for field in declared}
        self.extra = tuple(field for field in declared if field.column not in ATTRIBUTES)
        self.searchable = tuple(field for field in declared if field.searchable)
        self.light = tuple(field for field in self.searchable if field.weight < 1)
        self.codes = tuple(field for field in declared if field.facet and field.kind is Kind.CODE)
        self.exported = tuple(field for field in declared if field.exported)
        self.faceted = tuple(sorted((f for f in declared if f.facet), key=lambda field: field.facet))
        self.facets = tuple(field.name for field in self.faceted)
        self.indexed_facets = (*self.facets, *map(year_facet, VIEWS))
        self.text_fields = (ALL_TEXT, *(field.name for field in self.searchable))
        self.mark = _mark(declared)


def _mark(declared: tuple[Field, ...]) -> str:
    """A short digest of what an index has of the fields, independent of their order."""
    held = sorted(
        (f.name, f.kind.value, bool(f.facet), f.searchable, *(("light",) if f.weight < 1 else ()))
        for f in declared
    )
    return f"{crc32(json.dumps(held).encode()):08x}"


FIELDS = Fields(DECLARED)
"""The fields of this installation."""

FIRST_MARK = "c48d6f4b"
"""The mark of the fields of indexes that name none: those made before fields were declared."""


def check_field(field: str) -> str:
    """The name of a field with tokens.

    Raises:
        UnknownFieldError: documents have no such field.
    """
    if field not in FIELDS.text_fields:
        raise UnknownFieldError(_unknown("field", field, FIELDS.text_fields))
    return field


def check_facet(facet: str) -> str:
    """The name of a facet.

    Raises:
        UnknownFieldError: documents have no such facet.
    """
    if facet not in FIELDS.indexed_facets:
        raise UnknownFieldError(_unknown("facet", facet, FIELDS.facets))
    return facet


def facet_field(facet: str) -> str:
    """The name of a facet's field in an index, apart from the field with the tokens of the same values.

    Raises:
        UnknownFieldError: documents have no such facet.
    """
    return f"facet_{check_facet(facet)}"


def _unknown(what: str, name: str, known: tuple[str, ...]) -> str:
    return f"There is no {what} {name!r}. {what.capitalize()}s are: {', '.join(known)}"
