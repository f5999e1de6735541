"""The one list of languages, and the analyzers, built when they are first asked for."""

import threading
from collections.abc import Iterator, Mapping

from analyzers.base import Analyzer
from analyzers.errors import UnknownLanguageError
from analyzers.language import Language, read_language

UNDETERMINED = "und"
"""The code of texts in none of the languages: words are found and folded, nothing is stemmed."""


class Languages(Mapping[str, Language]):
    """Languages by their codes, in the order in which readers see them."""

    def __init__(self, *codes: str) -> None:
        """Read the folder of each code. Raises LanguageError for one that is missing or not right."""
        self._languages = {code: read_language(code) for code in codes}

    def __getitem__(self, code: str) -> Language:
        return self._languages[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._languages)

    def __len__(self) -> int:
        return len(self._languages)

    def of_script(self) -> dict[str, tuple[str, ...]]:
        """The codes by script."""
        found: dict[str, tuple[str, ...]] = {}
        for code, language in self.items():
            found[language.script] = (*found.get(language.script, ()), code)
        return found

    def letters(self) -> str:
        """The letters that folding keeps, because they are a language's own."""
        return "".join(language.letters for language in self.values())


LANGUAGES = Languages(
    "en",
    "fa",
    "ar",
    "sq",
)
LANGUAGES_OF_SCRIPT: Mapping[str, tuple[str, ...]] = LANGUAGES.of_script()

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
    if code != UNDETERMINED and code not in LANGUAGES:
        known = ", ".join((*LANGUAGES, UNDETERMINED))
        raise UnknownLanguageError(f"There is no analyzer for the language {code!r}. Use one of: {known}.")
    with _building:
        if code not in _built:
            _built[code] = _plain() if code == UNDETERMINED else LANGUAGES[code].build()
    return _built[code]


def _plain() -> Analyzer:
    from analyzers.words import WordAnalyzer

    return WordAnalyzer()


def fingerprint() -> str:
    """Changes whenever any analyzer's rules or lexicon change: then an index must be rebuilt."""
    from analyzers.lexicon import digest

    return digest(*(get_analyzer(code).fingerprint for code in sorted((*LANGUAGES, UNDETERMINED))))
