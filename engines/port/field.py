"""What a field is, and which names and kinds it may have."""

import re
from dataclasses import dataclass
from enum import StrEnum

from analyzers import LANGUAGES
from engines.port.model import Document

ALL_TEXT = "text"
"""The field with the words of the body and of every searchable field."""
_NAME = re.compile(r"[a-z]{2,20}")
_IN_INDEXES = ("facets", "group", "head", "instant", "month", "newest", "oldest", "payload", "rest", "words")
_IN_ADDRESSES = (
    *("across", "calendar", "collapse", "exact", "explain", "find", "fold", "from", "match", "meaning"),
    *("page", "part", "skip"),
)
_IN_COMMANDS = ("any", "data", "engine", "first", "json", "last", "query", "size", "sort", "to", "ui")
_IN_ANSWERS = (
    "after",
    "before",
    "day",
    "file",
    "lang",
    "others",
    "prefer",
    "redirect",
    "score",
    "snippets",
    "why",
)
_RESERVED = frozenset(
    (ALL_TEXT, *Document.__slots__, *_IN_INDEXES, *_IN_ADDRESSES, *_IN_COMMANDS, *_IN_ANSWERS)
)
"""Names that documents, indexes, addresses or the command line use for something else."""


class Kind(StrEnum):
    """What the values of a field are."""

    TEXT = "text"
    """Running text."""
    NAME = "name"
    """A name: analyzed for searches, whole as the value of a facet."""
    PATH = "path"
    """Names from the root; a facet also has each of its ancestors."""
    CODE = "code"
    """A short code or an address, which is not analyzed: declare it with ``searchable=False``."""
    DATE = "date"
    """A date and time with a time zone."""
    IMAGE = "image"
    """A picture with its texts and its size."""
    YEAR = "year"
    """The year of the date, in each calendar."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    Args:
        name: Precedes the colon in a query, and names the facet and its parameter: 2 to 20 letters a-z.
        kind: What the values are.
        many: Whether an article may have several values.
        facet: Its place among the facets of a page, from 1; 0 for no facet.
        searchable: Whether its words are indexed, in a field of their own and in ``text``.
        weight: Factor on the score of its words in a search of everything. Below 1, ``text`` has only its
            exact forms, and its stems are looked up in its own field.
        exported: Whether it is a key of the JSON of an article and a column of tables.
        key: Its name there and in JSON lines, if that is not ``name``.
        aliases: Further words before the colon in a query. Those of each language are in its folder.
        label: What pages call it, in English; by default the name with a capital letter.

    A field whose key is an attribute of ``Document`` is kept there; the values of any other are in
    ``Document.extra`` and ``Article.extra``, as text.
    """

    name: str
    kind: Kind = Kind.NAME
    many: bool = False
    facet: int = 0
    searchable: bool = True
    weight: float = 1.0
    exported: bool = True
    key: str = ""
    aliases: tuple[str, ...] = ()
    label: str = ""

    @property
    def column(self) -> str:
        """The key in JSON, and the heading of its column in a table."""
        return self.key or self.name

    @property
    def title(self) -> str:
        """What pages call the field, in English."""
        return self.label or self.name.capitalize()


ATTRIBUTES = frozenset((*Document.__slots__, "year")) - {"id", "body", "translations", "story", "extra"}
"""The keys of fields that documents have an attribute for; the year is made from the date."""


def check(declared: tuple[Field, ...]) -> None:
    """Check a declaration of fields.

    Raises:
        ValueError: two fields share a name, or a field has a name or a kind that it cannot have.
    """
    names = [name for field in declared for name in {field.name, field.column, *field.aliases}]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"Two fields have the same name: {', '.join(twice)}. Choose another name")
    for field in declared:
        if field.column not in ATTRIBUTES:
            _check_extra(field)


def _check_extra(field: Field) -> None:
    """Check a field that documents have no attribute for."""
    for name in (field.name, field.column):
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name!r} cannot be a field's name: use 2 to 20 letters a-z")
        if name in _RESERVED:
            raise ValueError(
                f"{name!r} cannot be a field's name: it means something else. Choose another name"
            )
    words = {
        word.casefold(): name
        for one in LANGUAGES.values()
        for name, found in one.fields.items()
        for word in found
    }
    for name in (field.name, field.column, *field.aliases):
        if words.get(name.casefold(), field.name) != field.name:
            raise ValueError(
                f"{name!r} means the field {words[name.casefold()]!r} in a query. Choose another name"
            )
    if field.kind not in (Kind.TEXT, Kind.NAME, Kind.CODE):
        raise ValueError(
            f"The field {field.name!r} cannot be of the kind {field.kind.value!r}: use text, name or code"
        )
    if field.kind is Kind.CODE and field.searchable:
        raise ValueError(
            f"The field {field.name!r} is a code, which is not analyzed: declare searchable=False"
        )
