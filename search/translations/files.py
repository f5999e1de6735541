"""Reads tables of translations.

The first line has the codes of the languages, each further line a row: the words of one thing, a column for
each language, with ``|`` between columns and ``,`` between words of one language. ``#`` begins a comment.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analyzers import LANGUAGES, FehrestError

SHIPPED = ("words.txt", "names.txt", "cities.txt")
_FOLDER = Path(__file__).parent


class TranslationsError(FehrestError):
    """A table of translations has an error. The message names its line."""

    status = 500
    code = "translations"


@dataclass(frozen=True, slots=True)
class Row:
    """The words of one thing: pairs of a language and its words, the usual one first."""

    words: tuple[tuple[str, tuple[str, ...]], ...]


NO_ROWS: tuple[Row, ...] = ()


def read_rows(text: str, name: str) -> tuple[Row, ...]:
    """The rows in the text of a file. Columns of languages that are not installed are ignored.

    Args:
        name: name of the file, for messages.

    Raises:
        TranslationsError: a line has another number of columns than the first, or words in fewer than two.
    """
    rows: list[Row] = []
    languages: list[str] = []
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        content = line.partition("#")[0].strip()
        if not content:
            continue
        columns = [column.strip() for column in content.split("|")]
        if not languages:
            languages = columns
            continue
        if len(columns) != len(languages):
            raise TranslationsError(
                f"{name}:{number}: {len(columns)} columns; the first line has {len(languages)}"
            )
        found = [
            (language, words)
            for language, column in zip(languages, columns, strict=True)
            if (words := tuple(" ".join(word.split()) for word in column.split(",") if word.strip()))
        ]
        if len(found) < 2:
            raise TranslationsError(f"{name}:{number}: words in fewer than two languages")
        rows.append(Row(tuple(pair for pair in found if pair[0] in LANGUAGES)))
    return tuple(rows)


@cache
def shipped_rows() -> tuple[Row, ...]:
    """The rows of the tables that come with Fehrest."""
    return tuple(row for name in SHIPPED for row in read_rows((_FOLDER / name).read_text("utf-8"), name))
