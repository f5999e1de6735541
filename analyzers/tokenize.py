"""Finds the words of a text; ``shapes`` splits each of them into tokens.

One regular expression runs over the original text. All its parts are possessive or consist of disjoint
character classes, so the time is linear in any text.
"""

import re
import unicodedata
from itertools import groupby

TOKENIZER_VERSION = "2"
ZWNJ = "\u200c"
_INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_ARABIC = (
    "\u0620-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06e5\u06e6\u06ee\u06ef\u06fa-\u06ff"
    "\u0750-\u077f\u0870-\u0887\u0889-\u088e\u08a0-\u08c9\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc"
)
DIGITS = "0-9\u0660-\u0669\u06f0-\u06f9"
APOSTROPHES = "'\u2019\u2018\u02bc\uff07"
HYPHENS = "\\-\u2010\u2011"
"""Character classes that ``shapes`` uses to split words."""


def _marks(categories: tuple[str, ...]) -> str:
    """Combining marks as a character class. ``\\w`` does not contain them and would split words there."""
    blocks: tuple[tuple[int, int], ...] = ((0x300, 0x1C00), (0x1DC0, 0x1E00), (0x20D0, 0x2100))
    blocks += ((0x302A, 0x3030), (0xA66F, 0xABF0), (0xFB1E, 0xFB1F), (0xFE00, 0xFE10), (0xFE20, 0xFE30))
    codes = (code for first, end in blocks for code in range(first, end))
    marks = [code for code in codes if unicodedata.category(chr(code)) in categories]
    # Ranges are compiled several times faster than single characters.
    ranges = [list(found) for _, found in groupby(enumerate(marks), lambda pair: pair[1] - pair[0])]
    return "".join(f"{chr(found[0][1])}-{chr(found[-1][1])}" for found in ranges)


_MARK = _marks(("Mn", "Mc", "Me"))
_SILENT_MARK = _marks(("Mn", "Me"))
"""Marks that folding drops. Spacing marks, which are vowels in Indian scripts, are kept."""
_OTHER = rf"[^\W_{_ARABIC}{APOSTROPHES[3]}]"
_NUMBER_ENDS = rf"(?![{_INVISIBLE}]*+(?:{_OTHER}|[{_MARK}@]))"

WORD = re.compile(
    rf"(?P<arabic>[{_ARABIC}][{_ARABIC}{_SILENT_MARK}]*+(?:[{_INVISIBLE}]++[{_ARABIC}{_SILENT_MARK}]++)*+)"
    rf"|(?P<url>(?=[HhWw])(?:[Hh][Tt]{{2}}[Pp][Ss]?://|[Ww]{{3}}\.(?=\w))[^\s<>\"«»“”‘’،؛]++)"
    rf"|(?P<number>[{DIGITS}]++{_NUMBER_ENDS}(?:[.,:/٫٬][{DIGITS}]++{_NUMBER_ENDS})*+)"
    r"|(?P<signed>[A-Za-z](?:\+\+|#)(?!\w)|[A-Za-z]{1,3}+&[A-Za-z]{1,3}+(?![\w;])|(?<![\w.])\.[A-Za-z]{2,6}+(?![\w@]|\.\w))"
    rf"|(?P<chain>{_OTHER}++(?:[{_MARK}{_INVISIBLE}]++{_OTHER}*+|[.@_+{APOSTROPHES}{HYPHENS}]{_OTHER}++)*+)"
)
"""Matches the words of any text. The group that matched says how to split the word."""

split_words = re.compile(f"({re.sub(r'\?P<\w+>', '?:', WORD.pattern)})").split
"""Splits a text into what is between words, a word, what follows it, and so on. All matching runs in C."""
