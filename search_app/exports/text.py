"""Makes any text safe for formats that allow no control characters and no lone surrogates."""

import re
import unicodedata

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HALF = re.compile("[\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
_STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}
_DIRECTION_MARKS = {"ltr": "\u200e", "rtl": "\u200f"}


def clean(text: str) -> str:
    """Remove what XML 1.0 (section 2.2) forbids. A lone surrogate becomes U+FFFD."""
    return _NO_XML.sub("", _HALF.sub("\ufffd", text))


def one_line(text: str) -> str:
    """Clean, with each run of white space as one space."""
    return _SPACES.sub(" ", clean(text)).strip()


def directed(text: str, direction: str) -> str:
    """A plain text that is displayed in the given direction.

    Programs take the direction from the first strong letter (Unicode Bidirectional Algorithm, rule P2). Where
    that is wrong, for example with a Latin name at the beginning of a Persian title, a mark is added in
    front.
    """
    first = next((_STRONG[c] for c in map(unicodedata.bidirectional, text) if c in _STRONG), direction)
    if first == direction or direction not in _DIRECTION_MARKS:
        return text
    return _DIRECTION_MARKS[direction] + text


def opening(body: str, most: int = 300) -> str:
    """The beginning of a text on one line, at most ``most`` characters, cut between words."""
    text = one_line(body[: most * 4])
    if len(text) <= most:
        return text
    whole = text[: most + 1].rpartition(" ")[0].rstrip(",;:،؛ ")
    return (whole or text[:most]) + "…"
