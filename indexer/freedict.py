"""Reads a dictionary of FreeDict in the format of dictd: ``freedict-eng-ara.index`` and its ``.dict.dz``.

Such dictionaries have licences of their own (mostly the GPL), so none comes with Fehrest.
"""

import gzip
import re
import string
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from analyzers import LANGUAGES, FehrestError
from search.synonyms.groups import key_of
from search.translations import Row

CODES = {
    "eng": "en", "ara": "ar", "fas": "fa", "pes": "fa", "per": "fa", "sqi": "sq", "alb": "sq", "als": "sq",
}  # fmt: skip
"""Codes of languages in the names of FreeDict's files -> those of the registry."""
MOST_WORDS = 2
"""Maximum number of words in a headword and in a translation. Longer ones are explanations."""
MOST_TRANSLATIONS = 2
_LETTERS = string.ascii_uppercase + string.ascii_lowercase + string.digits + "+/"
_DIGITS = {letter: number for number, letter in enumerate(_LETTERS)}
_NAME = re.compile(r"(?:freedict-)?([a-z]{3})-([a-z]{3})")
_NUMBER = re.compile(r"^\d+\.\s*")
_MARKS = re.compile("[\u064b-\u0652\u0640]")
"""Vowel signs and stretched letters, which news does not write."""


class FreeDictError(FehrestError):
    """A dictionary cannot be read. The message says how to fix it."""

    code = "freedict"


def read_freedict(path: Path, is_known: Callable[[str], bool]) -> Iterator[Row]:
    """The short entries of a dictionary, as rows of a table of translations.

    Args:
        path: its ``.index``; ``.dict.dz`` or ``.dict`` is in the same folder.
        is_known: whether a word is in the archive. Entries without such words are left out.

    Raises:
        FreeDictError: it cannot be read, or its name does not say its languages.
    """
    one, other = _languages(path)
    try:
        lines = path.read_text("utf-8").splitlines()
        content = _content(path)
        for line in lines:
            headword, start, size = line.split("\t")[:3]
            if _is_short(headword, is_known):
                text = content[_decoded(start) : _decoded(start) + _decoded(size)].decode("utf-8", "replace")
                found = tuple(word for word in _translations(text) if _is_short(word, is_known))
                if found:
                    yield Row(((one, (headword,)), (other, found[:MOST_TRANSLATIONS])))
    except (OSError, ValueError, KeyError, EOFError, zlib.error) as error:
        raise FreeDictError(f"{path} is not a dictionary in the format of dictd: {error}") from error


def unlisted(rows: Iterable[Row], listed: Iterable[Row]) -> list[Row]:
    """The rows whose headword is in none of the others."""
    known = {(code, key_of(word)) for row in listed for code, words in row.words for word in words}
    return [row for row in rows if (row.words[0][0], key_of(row.words[0][1][0])) not in known]


def _languages(path: Path) -> tuple[str, str]:
    found = _NAME.match(path.name)
    codes = [CODES.get(code, "") for code in found.groups()] if found else []
    if len(codes) != 2 or not all(code in LANGUAGES for code in codes):
        raise FreeDictError(
            f"{path.name} does not say two languages of the archive. Name the index, such as "
            "freedict-eng-ara.index"
        )
    return codes[0], codes[1]


def _content(path: Path) -> bytes:
    packed = path.with_suffix(".dict.dz")
    if packed.exists():
        with gzip.open(packed) as file:
            return file.read()
    return path.with_suffix(".dict").read_bytes()


def _decoded(number: str) -> int:
    """A number to the base 64, as an index of dictd has it."""
    value = 0
    for letter in number:
        value = value * 64 + _DIGITS[letter]
    return value


def _translations(text: str) -> Iterator[str]:
    """The translations of an entry: one or several in each line after the first."""
    for line in text.splitlines()[1:]:
        for part in re.split("[,;،؛]", _NUMBER.sub("", line)):
            yield _MARKS.sub("", part).strip()


def _is_short(word: str, is_known: Callable[[str], bool]) -> bool:
    parts = key_of(word).split() if word.replace(" ", "").isalpha() else []
    return 0 < len(parts) <= MOST_WORDS and all(len(part) > 1 and is_known(part) for part in parts)
