"""The list of languages, and their analyzers, created at first use."""

import threading
from collections.abc import Iterator, Mapping

from analyzers.base import Analyzer
from analyzers.errors import UnknownLanguageError
from analyzers.language import Language, read_language

UNDETERMINED = "und"
"""The code of texts in any other language: words are found and folded, but not stemmed."""


class Languages(Mapping[str, Language]):
    """Languages by their codes, in the order in which they are displayed."""

    def __init__(self, *codes: str) -> None:
        """Read the folder of each code.

        Raises:
            LanguageError: a folder is missing or invalid.
        """
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
        """The letters that folding keeps, because a language declares them as its own."""
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
    """The analyzer of a language. There is one per process; it is thread-safe.

    Args:
        code: a code of the registry, or ``und`` for an analyzer that finds and folds words but has no stems.

    Raises:
        UnknownLanguageError: any other code.
        LexiconError: a package that a lexicon comes from is not installed.
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
    """A text that changes whenever any analyzer's rules or lexicon change. Then an index must be rebuilt."""
    from analyzers.lexicon import digest

    return digest(*(get_analyzer(code).fingerprint for code in sorted((*LANGUAGES, UNDETERMINED))))
