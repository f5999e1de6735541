"""Which words does a text contain? Analyzers for every language of the archive: only they turn text into
index terms.

``get_analyzer("fa").analyze(text)`` returns the words of a text with an exact form (folded the same way in
every language), stems (one for each reading), a position for phrases, and offsets in the original text. The
package knows languages, scripts and words, but nothing about engines, articles or requests.

To add a language, copy ``lang/template.py`` and follow its numbered steps: a folder under ``lang/``, a line
in ``registry.LANGUAGES``, and a data set for the tests.

Modules: ``language`` describes one language, ``registry`` lists them, ``fold`` folds letters, ``tokenize``
finds words, ``shapes`` splits a word into tokens, ``words`` is the loop of all analyzers, ``columns`` holds
its tokens, ``lexicon`` and ``dictionary`` are compiled word lists, ``lang`` has the folders.
"""

from analyzers.base import Analyzer, Token
from analyzers.errors import FehrestError, UnknownLanguageError
from analyzers.fold import fold, script_of
from analyzers.language import Language
from analyzers.registry import LANGUAGES, LANGUAGES_OF_SCRIPT, fingerprint, get_analyzer

__all__ = [
    "LANGUAGES",
    "LANGUAGES_OF_SCRIPT",
    "Analyzer",
    "FehrestError",
    "Language",
    "Token",
    "UnknownLanguageError",
    "fingerprint",
    "fold",
    "get_analyzer",
    "script_of",
]
