"""Words that nearly every article may have: numbers, days, ``get``, ``new``, ``thing``.

They are no function words, because people search for them. But that two articles share them says nothing.
In a large archive they are frequent, in a small one only such a list can know it. ``<language>.txt`` has the
words in their basic forms; ``#`` begins a comment.
"""

from functools import cache
from pathlib import Path

from search.documents import analyze

_FOLDER = Path(__file__).parent
_CODE = ":"


def is_weak(term: str) -> bool:
    """Whether a term of an index is the stem of a weak word."""
    code, separator, _ = term.partition(_CODE)
    return bool(separator) and term in weak_terms(code.lower())


@cache
def weak_terms(language: str) -> frozenset[str]:
    """The terms of the weak words of a language; none for a language without a list."""
    file = _FOLDER / f"{language}.txt"
    if not file.is_file():
        return frozenset()
    lines = file.read_text("utf-8").splitlines()
    text = "\n\n".join(word for line in lines for word in line.partition("#")[0].split())
    return frozenset(term for word in analyze(text, language).words for term in word.terms[1:])
