"""The one list of languages, and the analyzers, built when they are first asked for."""

import threading
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import cast

from analyzers.base import Analyzer
from analyzers.errors import UnknownLanguageError

UNDETERMINED = "und"
"""The code of texts in none of the languages: words are found and folded, nothing is stemmed."""


def _from(module: str, name: str) -> Callable[[], Analyzer]:
    """A factory that imports its module only when it is called."""

    def build() -> Analyzer:
        return cast(Analyzer, getattr(import_module(f"analyzers.{module}"), name)())

    return build


LANGUAGES: Mapping[str, Callable[[], Analyzer]] = {
    "en": _from("lang.en.analyzer", "EnglishAnalyzer"),
    "fa": _from("lang.fa.analyzer", "PersianAnalyzer"),
    "ar": _from("lang.ar.analyzer", "ArabicAnalyzer"),
    "sq": _from("lang.sq.analyzer", "AlbanianAnalyzer"),
}
LANGUAGES_OF_SCRIPT: Mapping[str, tuple[str, ...]] = {"latin": ("en", "sq"), "arabic": ("fa", "ar")}

_plain = _from("words", "WordAnalyzer")
_built: dict[str, Analyzer] = {}
_building = threading.RLock()


def get_analyzer(code: str) -> Analyzer:
    """The analyzer of a language, one per process, safe to share between threads.

    ``und`` gives one that finds and folds words but has no stems. Raises UnknownLanguageError for any
    other code, LexiconError where a package that a lexicon comes from is not installed.
    """
    analyzer = _built.get(code)
    if analyzer is not None:
        return analyzer
    factory = _plain if code == UNDETERMINED else LANGUAGES.get(code)
    if factory is None:
        known = ", ".join((*LANGUAGES, UNDETERMINED))
        raise UnknownLanguageError(f"There is no analyzer for the language {code!r}. Use one of: {known}.")
    with _building:
        if code not in _built:
            _built[code] = factory()
    return _built[code]


def fingerprint() -> str:
    """Changes whenever any analyzer's rules or lexicon change: then an index must be built anew."""
    from analyzers.lexicon import digest

    return digest(*(get_analyzer(code).fingerprint for code in sorted((*LANGUAGES, UNDETERMINED))))
