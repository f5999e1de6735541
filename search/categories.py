"""Categories that count as one, such as the names of one category in several languages.

Editors join them; nothing is joined by itself. The index has every name as it is, and a search counts the
names of a group together, so a change needs no new index. They are in a TOML file:

    [[category]]
    en = ["Culture"]
    fa = ["فرهنگ"]
"""

import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from analyzers import FehrestError
from engines.port.engine import EngineQuery
from engines.port.joined import first_values
from search.model import SearchRequest

Filters = tuple[tuple[str, tuple[str, ...]], ...]
"""Pairs of a facet and its chosen values."""
FACET = "category"
FILE = "categories.toml"
"""Name of the file in the data folder."""
_HEAD = "# Categories that count as one. fehrest categories join and separate write this file.\n"


class CategoriesError(FehrestError):
    """The file of joined categories has an error, or names cannot be joined. Its message says how."""

    status = 500
    code = "categories"


@dataclass(frozen=True, slots=True)
class Category:
    """One category. ``names`` are pairs of a language and a value of the facet (a path), the first of which
    is the one in addresses.
    """

    names: tuple[tuple[str, str], ...]

    @property
    def values(self) -> tuple[str, ...]:
        """The names without their languages."""
        return tuple(name for _, name in self.names)


@dataclass(frozen=True, slots=True)
class Categories:
    """The categories that have several names."""

    all: tuple[Category, ...] = ()
    _by_name: dict[str, Category] = field(init=False, repr=False, compare=False)
    _first: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_name", {name: one for one in self.all for name in one.values})
        object.__setattr__(self, "_first", first_values(one.values for one in self.all))

    def of(self, name: str) -> Category | None:
        """The category with a name, if it has others."""
        return self._by_name.get(name)

    def canonical(self, request: SearchRequest) -> SearchRequest:
        """The same request with the first name of each chosen category, so that any of its names may be in an
        address.
        """
        chosen = request.selected(FACET)
        first = tuple(dict.fromkeys(self._first.get(name, name) for name in chosen))
        if first == chosen:
            return request
        filters = ((name, first if name == FACET else values) for name, values in request.filters)
        return replace(request, filters=tuple(filters))

    def applied(self, query: EngineQuery) -> EngineQuery:
        """The same query, in which the names of a category are one value."""
        if not self.all:
            return query
        joined = tuple((FACET, one.values) for one in self.all) if FACET in query.facets else ()
        return replace(query, filters=self.widened(query.filters), joined=joined)

    def widened(self, filters: Filters) -> Filters:
        """The same filters with every name of each chosen category."""
        return tuple((name, self._every(values) if name == FACET else values) for name, values in filters)

    def _every(self, chosen: Iterable[str]) -> tuple[str, ...]:
        names = (one.values if (one := self.of(name)) else (name,) for name in chosen)
        return tuple(dict.fromkeys(name for some in names for name in some))


NO_CATEGORIES = Categories()


def read_categories(path: Path) -> Categories:
    """The categories in a file. A missing file has none.

    Raises:
        CategoriesError: the file cannot be read or has an error.
    """
    try:
        found = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return NO_CATEGORIES
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CategoriesError(f"{path} cannot be read as TOML: {error}") from error
    groups = found.get("category", [])
    if not isinstance(groups, list):
        raise CategoriesError(f"{path}: begin each category with [[category]]")
    categories = tuple(_category(group, path) for group in groups)
    names = [name for one in categories for name in one.values]
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise CategoriesError(f"{path}: {twice!r} is there twice; remove one of them")
    return Categories(categories)


def _category(group: object, path: Path) -> Category:
    if not isinstance(group, dict) or not all(_is_names(names) for names in group.values()):
        raise CategoriesError(f'{path}: write the names of a language as a list, such as en = ["Culture"]')
    return Category(tuple((language, name) for language, names in group.items() for name in names))


def _is_names(names: object) -> bool:
    return isinstance(names, list) and all(isinstance(name, str) and name for name in names)


def write_categories(path: Path, categories: Categories) -> None:
    """Write the categories to a file, in one step.

    Raises:
        CategoriesError: the file cannot be written.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_text(_HEAD + "".join(map(_text, categories.all)), "utf-8")
        part.replace(path)
    except OSError as error:
        raise CategoriesError(f"{path} cannot be written: {error.strerror}. Check the folder") from error


def _text(category: Category) -> str:
    names: dict[str, list[str]] = {}
    for language, name in category.names:
        names.setdefault(language, []).append(name)
    lines = (f"{language} = {json.dumps(found, ensure_ascii=False)}\n" for language, found in names.items())
    return "\n[[category]]\n" + "".join(lines)
