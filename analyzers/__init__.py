"""Text to tokens, for every language of the archive: the only door from text to index terms.

What this room does: ``get_analyzer("fa").analyze(text)`` gives the words of a text with an exact form
(folded the same way in every language), stems (every reading), a position for phrases and offsets in the
original text. It knows languages, scripts and words, and nothing of engines, articles or requests.

How to add a language: copy ``lang/template.py`` and follow its numbered steps. That is one folder under
``lang/``, one line in ``registry.LANGUAGES``, and one data set for the tests.

What is where: ``language`` what a folder says, ``registry`` the list of languages, ``fold`` letters,
``tokenize`` words in a text, ``shapes`` what one word gives, ``words`` the loop that all analyzers share,
``lexicon`` and ``dictionary`` compiled word lists, ``lang`` the folders.
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
