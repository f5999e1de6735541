"""What one language is: the data of its folder, read by every other part of the program.

``language.toml`` holds what every process needs and is read when the registry is made. Word lists and the
other files of the folder are read at first use, so a process that only searches never reads what only the
indexer needs.
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
    """The folder of a language lacks something or holds something that is not understood."""

    code = "language-incomplete"


@dataclass(frozen=True, slots=True)
class Language:
    """One language, as its ``language.toml`` describes it.

    ``code`` is ISO 639-1, or 639-3 where there is none of two letters, and ``analyzer`` the class in the
    folder's ``analyzer.py``. ``name`` is the language's own name, ``names`` what it is called in others, by
    their codes, ``aliases`` more words that readers may type after ``lang:``. ``fields`` are the keywords of
    queries, by the English one (``title``), in this language.

    ``script`` is ``latin`` or ``arabic``, ``direction`` ``ltr`` or ``rtl``, ``locale`` a name of the Unicode
    CLDR, ``digits`` the ten digits, ``calendar`` the usual one. ``open_graph`` is the locale in previews and
    ``babel`` the name in citations for TeX, both "" where there is none.

    ``keyboard`` maps keys of the US layout to what they give on this language's, and is empty where it is
    the same. ``letters`` are those that folding must keep, because to readers of this language they are not
    variants of another letter. ``spelling`` maps letters that other systems put in place of this language's
    to the right ones. ``article`` is written together with its word, as are ``prefixes``, the longest first,
    with names. ``inflects_names`` says that
    names have endings, ``day_first`` that ``03/04/2025`` is in April, ``solar_years`` that a year such as
    1400 is one of the solar calendar where nothing else says so.
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
        """Every word that means this language, each once: code, own name, other names, aliases."""
        return tuple(dict.fromkeys((self.code, self.name, *self.names.values(), *self.aliases)))

    def file(self, name: str) -> Path:
        """A file of the folder, which need not exist."""
        return self.folder / name

    def data(self, name: str) -> Mapping[str, Any]:
        """A TOML file of the folder, read once a process; empty where there is none."""
        return _data(self.file(f"{name}.toml"))

    def module(self, name: str) -> ModuleType | None:
        """A Python module of the folder, imported at first use; None where there is none."""
        if not self.file(f"{name}.py").is_file():
            return None
        return import_module(f"analyzers.lang.{self.code}.{name}")

    def build(self) -> Analyzer:
        """A new analyzer. Raises LexiconError where a package that its words come from is not installed."""
        module = import_module(f"analyzers.lang.{self.code}.analyzer")
        return cast(Analyzer, getattr(module, self.analyzer)())


def read_language(code: str, folders: Path = FOLDERS) -> Language:
    """The language whose folder is ``folders/<code>``. Raises LanguageError where its file is not right."""
    path = folders / code / "language.toml"
    if not path.is_file():
        raise LanguageError(
            f"{path} is missing. Copy one of another language, or take {code!r} off the registry"
        )
    values = {**_data(path)}
    missing = [name for name in _REQUIRED if name not in values]
    unknown = values.keys() - Language.__dataclass_fields__.keys() | values.keys() & {"code", "folder"}
    if missing or unknown:
        problems = [f"add {name!r}" for name in missing] + [f"remove {name!r}" for name in sorted(unknown)]
        raise LanguageError(f"{path} is not a language's: {', '.join(problems)}")
    return Language(code=code, folder=path.parent, **_frozen(values))


def _frozen(values: Mapping[str, Any]) -> dict[str, Any]:
    """Lists as tuples; the layout of a keyboard as a table of keys; spellings letter by letter."""
    keyboard, spelling = values.get("keyboard", {}), values.get("spelling", {})
    found = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    found["fields"] = {name: tuple(words) for name, words in values.get("fields", {}).items()}
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
