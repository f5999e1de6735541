"""Bylines: who wrote a story, from which outside publisher it was taken, who translated it."""

import calendar
import re
import unicodedata
from dataclasses import dataclass

from indexer.extraction.places import is_place, without_place_before, without_place_behind
from indexer.extraction.vocabulary import alternatives, loose, months, said

MAX_BYLINE_LENGTH = 200
_MAX_NAME_WORDS = 6


@dataclass(frozen=True, slots=True)
class Byline:
    """The content of a byline: names in the given order, without titles."""

    authors: tuple[str, ...] = ()
    source: str | None = None
    translator: str | None = None


_LEAD = re.compile(
    r"^[\s\-–—|•*]*(?:(?:written|posted|published|reported|authored|edited|story|article|report|words)\s+by"
    rf"|by|author|authors|writer|reporter{alternatives('bylines', 'lead')})(?:\s*[:：]\s*|\s*/\s+|\s+)",
    re.I,
)
# Date and place come before the author: "Posted on May 7 in Fruit by Ada Brook".
_POSTED = re.compile(
    r"^(?:(?:posted|published|written|this entry was posted)(?:\s+(?:on|in|at))?\b"
    rf"{alternatives('bylines', 'posted')})\s.{{3,80}}?\s(?:by{alternatives('bylines', 'posted_by')})\s+",
    re.I,
)
_STRONG_LEAD = re.compile(
    r"^[\s\-–—|•*]*(?:(?:written|posted|authored|reported|words)\s+by\b|by\s|author\w*\s*:"
    rf"{alternatives('bylines', 'strong_lead')})",
    re.I,
)
_SOURCE_LEAD = re.compile(
    r"^\s*(?:sources?|via|(?:this\s+(?:article|story|post|piece)\s+(?:was\s+)?)?(?:first|originally)\s+"
    rf"(?:published|appeared)\s+(?:in|by|at|on){alternatives('bylines', 'source')})\s*[:：]?\s+",
    re.I,
)
_ATTRIBUTED = re.compile(r"[–—-]\s*(?P<name>[^,،–—]{3,60})[,،]\s*(?P<source>[^,،–—]{3,60})")
_TRANSLATOR = re.compile(
    r"(?:^|[\s,;|/()\-–—]+)(?:translated(?:\s+from\s+\w+)?\s+by|translation\s*(?::|by)|translator\s*:"
    rf"{alternatives('bylines', 'translator')})\s*(?P<name>[^,;|()–—]+?)\)?\s*$",
    re.I,
)
_TITLES = re.compile(
    rf"^(?:dr|prof|professor|mr|mrs|ms|sir|rev|eng|phd{alternatives('bylines', 'titles')})"
    r"\s*(?:\.\s*|\s+)(?=\S)",
    re.I,
)
_KEEP_WITHOUT_DOT = frozenset(said("bylines", "name_titles"))
_CREDIT = re.compile(
    r"[\s\-–—|/•·,;]+(?:photo(?:graph)?(?:s|y)?|pictures?|images?|illustrations?|video)(?:\s+by\b|\s*:).*",
    re.I,
)
"""Who made the pictures, after the author: "Words by Ada Brook · Photographs by Ivo Kent"."""
_SPECIAL = re.compile(r"(?:special|exclusive)\s+(?:to|for)\s", re.I)
_DASH = re.compile(r"\s+[–—ـ-]+\s+|\s*[–—]\s+|\s+[–—]\s*|\s*—\s*|\s+[|/]\s*|\s*[|/]\s+")
_WORDS_FOR_AND = f"(?:and{alternatives('bylines', 'and')})"
_AND = re.compile(
    rf"\s*(?:,\s*{_WORDS_FOR_AND}\b|[,،;؛]|\s&\s|\s(?:with|{_WORDS_FOR_AND})\s|\sو(?=[^\s]{{3,}}\s+\S))\s*",
    re.I,
)
_OUTLET_WORDS = re.compile(
    r"\b(?:news|agency|times|post|press|journal|magazine|institute|diplomacy|insight|herald|tribune|daily|"
    r"weekly|gazette|guardian|observer|review|today|radio|tv|television|media|staff|desk|team|editors?|"
    r"editorial|society|foundation|centre|center|library)\b"
    rf"{alternatives('bylines', 'outlets')}|\w\.(?:com|org|net|ir|al|info|co)\b",
    re.I,
)
_SENTENCE_END = re.compile(r"[.!?؟۔…:؛;]['\"”»)]*$")
_SMALL_WORDS = frozenset(
    ("&", "and", "of", "the", "de", "la", "van", "von", "der", "den", "bin", "al", "el", "da", "di")
) | frozenset(said("bylines", "small_words"))


_ENGLISH = {name.casefold() for name in (*calendar.month_name, *calendar.month_abbr, "sept")}
"""The module for people reads these with its own rules."""
_NAMES = {
    loose(name) for row in (*months("gregorian"), *months("solar")) for name in row if name not in _ENGLISH
}
_MONTHS = "|".join(sorted(_NAMES, key=len, reverse=True))
_WEEKDAYS = "|".join(map(loose, sorted(said("bylines", "weekdays"), key=len, reverse=True)))
_PUBLISHED = "|".join(map(loose, said("bylines", "published")))
# A day follows at once, or after one or two more words of the date.
_DATE_START = re.compile(
    rf"\W+(?:(?:{_MONTHS})(?!\w)\.?(?=\s*\d)|(?:{_WEEKDAYS})(?!\w)(?=\W*(?:\w+\W+){{0,1}}\d|\W*$)"
    rf"|(?:{_PUBLISHED})(?!\w)(?=\W*(?:\w+\W+){{0,2}}\d|\s*[:：]|\W*$))",
    re.I,
)


def without_date(text: str) -> str:
    """A byline without what themes print after the name: a date, "published", a weekday.

    "nga Sara Dana · Tetor 4, 2023" becomes "nga Sara Dana".
    A weekday that follows the lead at once is a name: "بقلم جمعة دانا".
    """
    starts = (match.start() for match in _DATE_START.finditer(text))
    return next((text[:at] for at in starts if not _LEAD.fullmatch(f"{text[:at]} ")), text)


def parse_byline(text: str) -> Byline | None:
    """The content of a byline, or None if ``text`` (at most 200 characters) does not read as one.

    A dash separates the authors from an outside source. A single name is a source if it is one word, an
    address or contains a word such as "News", else an author.
    """
    line = " ".join(text.replace("\u200f", "").replace("\u200e", "").split())
    if not line or len(line) > MAX_BYLINE_LENGTH:
        return None
    line, translator = _take_translator(without_place_before(without_place(_CREDIT.sub("", line))))
    source_only = _SOURCE_LEAD.match(line)
    if source_only:
        return Byline(
            source=_clean_name(line[source_only.end() :].rstrip(".")) or None, translator=translator
        )
    attributed = _ATTRIBUTED.fullmatch(line)
    if attributed:
        outlet = _clean_name(attributed["source"])
        return Byline((_clean_name(attributed["name"]),), None if is_place(outlet) else outlet, translator)
    lead = _LEAD.match(line)
    line = without_date(line) if lead else line
    names, source = _take_source(line[lead.end() :] if lead else line)
    authors = split_names(names)
    if authors is None:
        return None
    if source is None and lead is None and len(authors) == 1 and is_outlet(authors[0]):
        return Byline(source=authors[0], translator=translator)
    return Byline(authors, source, translator) if authors or source or translator else None


def is_byline(line: str) -> bool:
    """Whether a line by itself at the end of a text is a byline and not text."""
    line = line.strip()
    if not line or len(line) > 120:
        return False
    if _STRONG_LEAD.match(line) or _SOURCE_LEAD.match(line) or _TRANSLATOR.match(line):
        return len(line.split()) <= 16 and parse_byline(line) is not None
    if _SENTENCE_END.search(line) or line[0].isdigit() or len(line) > 80 or re.search(r"[\"“”«»؟?!:]", line):
        return False
    return _reads_as_names(line)


def _reads_as_names(line: str) -> bool:
    parts = [part for part in _DASH.split(line) if part.strip()]
    if not 1 <= len(parts) <= 2:
        return False
    words = parts[0].split()
    if any(_is_caseless(word) for word in words):
        names = [name.split() for name in _AND.split(f" {parts[0]} ") if name.strip()]
        return (
            1 <= len(names) <= 4 and all(2 <= len(name) <= 4 for name in names) and not re.search(r"\d", line)
        )
    capitals = [word for word in words if word.lower() not in _SMALL_WORDS]
    proper = all(word[:1].isupper() or word[:1] in "'’" for word in capitals)
    return bool(capitals) and proper and len(words) <= 9 and not re.search(r"\d", line)


def without_place(text: str) -> str:
    """A byline with date and place first, as one with only the author."""
    return _POSTED.sub("by ", text, count=1)


def _is_caseless(word: str) -> bool:
    return any(unicodedata.category(char) == "Lo" for char in word)


def is_outlet(name: str) -> bool:
    """Whether a name is more likely a publisher's than a person's."""
    return len(name.split()) == 1 or bool(_OUTLET_WORDS.search(name))


def split_names(text: str) -> tuple[str, ...] | None:
    """The names in a list, without titles and places; None if a part is too long for a name."""
    names = [_clean_name(part) for part in _AND.split(f" {text} ")]
    kept = _without_places([name for name in names if name and not _SPECIAL.match(name)])
    if any(len(name.split()) > _MAX_NAME_WORDS and not is_outlet(name) for name in kept):
        return None
    return tuple(dict.fromkeys(kept))


def _without_places(names: list[str]) -> list[str]:
    """``names`` without towns after the first name: "Sara Dana, Tirana"."""
    kept = names[:1] + [name for name in names[1:] if not is_place(name)]
    # A single word after one full name is the person's place or employer.
    alone = len(kept) == 2 and len(kept[0].split()) > 1 and len(kept[1].split()) == 1
    return kept[:1] if alone else kept


def _clean_name(name: str) -> str:
    name = without_place_behind(name)
    name = name.strip(" \t\n,;:|،؛*()[]–—-\u200c")
    lead = re.match(r"by\s+", name, re.I)
    name = name[lead.end() :] if lead else name
    while True:
        title = _TITLES.match(name)
        word = title.group().rstrip(". ") if title else ""
        if title is None or (word in _KEEP_WITHOUT_DOT and "." not in title.group()):
            return name.rstrip(".") if name.count(".") == 1 and len(name.split()[-1]) > 3 else name
        name = name[title.end() :]


def _take_translator(line: str) -> tuple[str, str | None]:
    match = _TRANSLATOR.search(line)
    if match is None:
        return line, None
    return line[: match.start()].rstrip(" ,;|/-–—(،"), _clean_name(match["name"]) or None


def _take_source(line: str) -> tuple[str, str | None]:
    parts = [part for part in _DASH.split(line, maxsplit=1) if part is not None]
    if len(parts) < 2:
        return line, None
    tail = parts[1].strip()
    marked = _SOURCE_LEAD.match(tail)
    source = _clean_name(tail[marked.end() :] if marked else tail) or None
    return parts[0], None if source and is_place(source) else source


def names_source(line: str) -> bool:
    """Whether a line only names a publisher: "Source: …", "Originally published in …"."""
    match = _SOURCE_LEAD.match(line)
    return match is not None and len(line) <= 120 and 0 < len(line[match.end() :].split()) <= _MAX_NAME_WORDS


def starts_like_byline(text: str) -> bool:
    """Whether a short text begins like a byline: "By …", "نوشته …", "Nga …"."""
    if len(text) > 120 or _SENTENCE_END.search(text):
        return False
    text = without_place(text)
    if not _STRONG_LEAD.match(text):
        return False
    lead = _LEAD.match(text)
    names = _take_source(without_date(text)[lead.end() :])[0] if lead else text
    words = [word for word in _AND.sub(" ", f" {names} ").split() if not word[0].isdigit()]
    if not words or len(words) > 12:
        return False
    return any(_is_caseless(word) for word in words) or sum(word[0].isupper() for word in words) * 2 > len(
        words
    )
