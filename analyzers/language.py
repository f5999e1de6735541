"""Describes one language with the data in its folder, which all other code reads.

``language.toml`` has what every process needs and is read when the registry is created. Word lists and the
other files are read at first use, so a process that only searches never reads what only the indexer needs.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, cast

from analyzers.base import Analyzer
from analyzers.errors import FehrestError

FOLDERS = Path(__file__).parent / "lang"
_REQUIRED = ("analyzer", "name", "script", "direction", "locale")


class LanguageError(FehrestError):
    """The folder of a language lacks something or contains something invalid."""

    code = "language-incomplete"


@dataclass(frozen=True, slots=True)
class Language:
    """One language, as its ``language.toml`` describes it.

    - ``code``: ISO 639-1, or 639-3 if it has none.
    - ``analyzer``: the class in the folder's ``analyzer.py``.
    - ``name``: the language's name in that language; ``names``: its names in others, by code.
    - ``aliases``: further words that readers may type after ``lang:``.
    - ``fields``: the query keywords in this language, by the English one (``title``).
    - ``kinds``: words for the kinds of articles in this language, by the English one (``video``).
    - ``script``: ``latin`` or ``arabic``; ``direction``: ``ltr`` or ``rtl``.
    - ``locale``: a name of the Unicode CLDR; ``digits``: the ten digits; ``calendar``: the default one.
    - ``open_graph``: the locale for previews; ``babel``: the name in TeX citations; both "" if there is none.
    - ``keyboard``: maps keys of the US layout to what they produce on this language's; empty if it is the
      same.
    - ``letters``: letters that folding must keep, because in this language they are not variants of another.
    - ``spelling``: maps letters that other systems use instead of this language's to the correct ones.
    - ``article``: is written together with its word; so are ``prefixes`` (longest first) with names.
    - ``inflects_names``: names have endings.
    - ``day_first``: ``03/04/2025`` is in April.
    - ``solar_years``: a year such as 1400 is in the solar calendar unless something else says otherwise.
    """

    code: str
    folder: Path
    analyzer: str
    name: str
    script: str
    direction: str
    locale: str
    names: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    digits: str = "0123456789"
    calendar: str = "gregorian"
    open_graph: str = ""
    babel: str = ""
    keyboard: Mapping[str, str] = field(default_factory=dict)
    letters: str = ""
    spelling: Mapping[str, str] = field(default_factory=dict)
    article: str = ""
    prefixes: tuple[str, ...] = ()
    inflects_names: bool = False
    day_first: bool = True
    solar_years: bool = True

    @property
    def all_names(self) -> tuple[str, ...]:
        """All words that mean this language, without duplicates: code, name, other names, aliases."""
        return tuple(dict.fromkeys((self.code, self.name, *self.names.values(), *self.aliases)))

    def file(self, name: str) -> Path:
        """Path of a file in the folder. It may not exist."""
        return self.folder / name

    def data(self, name: str) -> Mapping[str, Any]:
        """A TOML file in the folder, read once per process; empty if it does not exist."""
        return _data(self.file(f"{name}.toml"))

    def module(self, name: str) -> ModuleType | None:
        """A Python module in the folder, imported at first use; None if it does not exist."""
        if not self.file(f"{name}.py").is_file():
            return None
        return import_module(f"analyzers.lang.{self.code}.{name}")

    def build(self) -> Analyzer:
        """Create an analyzer.

        Raises:
            LexiconError: a package that its words come from is not installed.
        """
        module = import_module(f"analyzers.lang.{self.code}.analyzer")
        return cast(Analyzer, getattr(module, self.analyzer)())


def read_language(code: str, folders: Path = FOLDERS) -> Language:
    """Read the language in the folder ``folders/<code>``.

    Raises:
        LanguageError: its file is missing or invalid.
    """
    path = folders / code / "language.toml"
    if not path.is_file():
        raise LanguageError(
            f"{path} is missing. Copy that of another language, or remove {code!r} from the registry"
        )
    values = {**_data(path)}
    missing = [name for name in _REQUIRED if name not in values]
    unknown = values.keys() - Language.__dataclass_fields__.keys() | values.keys() & {"code", "folder"}
    if missing or unknown:
        problems = [f"add {name!r}" for name in missing] + [f"remove {name!r}" for name in sorted(unknown)]
        raise LanguageError(f"{path} does not describe a language: {', '.join(problems)}")
    return Language(code=code, folder=path.parent, **_frozen(values))


def _frozen(values: Mapping[str, Any]) -> dict[str, Any]:
    """Lists become tuples; the keyboard layout becomes a table of keys; spellings are split into letters."""
    keyboard, spelling = values.get("keyboard", {}), values.get("spelling", {})
    found = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    for table in ("fields", "kinds"):
        found[table] = {name: tuple(words) for name, words in values.get(table, {}).items()}
    if keyboard:
        rows = zip(keyboard["keys"], keyboard["letters"], strict=True)
        found["keyboard"] = {**dict(rows), **keyboard.get("more", {})}
    found["spelling"] = {letter: right for letters, right in spelling.items() for letter in letters}
    return found


@cache
def _data(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LanguageError(f"{path} cannot be read as TOML: {error}") from error
