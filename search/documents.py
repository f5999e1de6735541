"""Turns a document into what every engine indexes. Only the analyzers decide how."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, tzinfo
from functools import lru_cache
from operator import eq

from analyzers import Token, get_analyzer
from analyzers.columns import Tokens
from engines.port.calendars import Calendar, Parts, day_number, month_field, parts_of, year_facet
from engines.port.fields import ALL_TEXT, FIELDS, Field, Kind
from engines.port.model import CAPTION_GAP, Document, IndexedDocument
from engines.port.offsets import TermVector, encode_words
from engines.port.payload import StoredDocument, pack
from engines.port.terms import FORMS, GAP
from engines.port.values import facet_values, texts_of
from search.signature import signature_of
from search.words import Word, words_of

_SHORT = 100
_REMEMBERED = 8_192
"""Number of texts of at most ``_SHORT`` characters whose streams are remembered: 2 to 4 MB."""


class Analysis:
    """The tokens of a text with their words. Iterating yields a pair for each."""

    __slots__ = ("tokens", "words")

    def __init__(self, tokens: Tokens, words: list[Word]) -> None:
        self.tokens, self.words = tokens, words

    def __iter__(self) -> Iterator[tuple[Token, Word]]:
        return zip(self.tokens, self.words, strict=True)


def analyze(text: str, language: str) -> Analysis:
    """The tokens of a text with their words.

    Args:
        language: code of the text's language; ``und`` if it is unknown.
    """
    tokens = get_analyzer(language).tokens(text)
    return Analysis(tokens, words_of(language, tokens))


def described(document: Document) -> StoredDocument:
    """A document as an index would return it, for one that is in none."""
    vector, signature = _described(document)
    return StoredDocument(document, vector, signature)


# Everything that the desk looks up for a draft begins with this.
@lru_cache(maxsize=8)
def _described(document: Document) -> tuple[TermVector, str]:
    analyses = [analyze(document.title, document.language), analyze(document.body, document.language)]
    return TermVector(_offsets(document, analyses)), _signature(*analyses)


def stream(analysis: Analysis, *, exact: bool = False) -> str:
    """Write terms as a string: positions separated by spaces, terms of one position by U+0001.

    With ``exact`` only the exact forms are written.
    """
    forms = [word.exact if exact else word.joined for word in analysis.words]
    positions = analysis.tokens.positions
    shared = [at for at, same in enumerate(map(eq, positions[1:], positions)) if same]
    for at in reversed(shared):
        both = f"{forms[at]}{FORMS}{forms.pop(at + 1)}".split(FORMS)
        forms[at] = FORMS.join(dict.fromkeys(both))
    return " ".join(forms)


def stream_of(text: str, language: str, *, exact: bool = False) -> str:
    """The stream of a text. Short ones are remembered, because names, categories and tags repeat."""
    made = _remembered if len(text) <= _SHORT else _stream_of
    return made(text, language, exact)


def _stream_of(text: str, language: str, exact: bool) -> str:
    return stream(analyze(text, language), exact=exact)


_remembered = lru_cache(maxsize=_REMEMBERED)(_stream_of)


def join_streams(streams: Iterable[str]) -> str:
    """Several texts as one stream, with a gap that no phrase crosses."""
    return f" {GAP} ".join(part for part in streams if part)


def index_document(document: Document, timezone: tzinfo) -> IndexedDocument:
    """What an engine indexes and stores of a document.

    Args:
        timezone: the site's time zone, which decides the local day of the document's date.
    """
    language = document.language
    title = analyze(document.title, language)
    body = analyze(document.body, language)
    captions = [analyze(text, language) for text in document.caption_texts]
    streams = {"title": stream(title)}
    others = []
    for field in FIELDS.searchable:
        if field.name != "title":
            streams[field.name], everywhere = _streams(document, field, captions)
            others.append(everywhere)
    streams[ALL_TEXT] = join_streams((streams["title"], stream(body), *others))
    local = _local(document.date, timezone) if document.date else None
    views = _views(local.date()) if local else {}
    return IndexedDocument(
        id=document.id,
        streams=streams,
        facets=_facets(document, views),
        payload=pack(
            document,
            _offsets(document, [title, body, *captions]),
            _signature(title, body),
        ),
        instant=int(document.date.timestamp()) if document.date else None,
        day=day_number(local.date()) if local else None,
        story=document.story,
        months={month_field(calendar): year * 100 + month for calendar, (year, month, _) in views.items()},
    )


def _streams(document: Document, field: Field, captions: Sequence[Analysis]) -> tuple[str, str]:
    """The words of a field as they are in the field of their own, and as in the field with everything."""
    language = document.language
    if field.column == "captions":
        found = join_streams(map(stream, captions))
    else:
        found = join_streams(stream_of(text, language) for text in texts_of(document, field))
    if field.weight >= 1 or not found:
        return found, found
    texts = texts_of(document, field)
    return found, join_streams(stream_of(text, language, exact=True) for text in texts)


def _signature(title: Analysis, body: Analysis) -> str:
    return signature_of(title.words, body.words).encoded()


def _views(day: date) -> dict[Calendar, Parts]:
    """A day in each calendar that supports it."""
    views = ((calendar, parts_of(day, calendar)) for calendar in Calendar)
    return {calendar: parts for calendar, parts in views if parts}


def _local(moment: datetime, timezone: tzinfo) -> datetime:
    """A time in a time zone. At the ends of the calendar, where that does not exist, it is not converted."""
    try:
        return moment.astimezone(timezone)
    except OverflowError:
        return moment


def _offsets(document: Document, analyses: Sequence[Analysis]) -> bytes:
    """The offsets of each word in a document's ``full_text``: of title, body and captions."""
    words: list[Word] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    texts = (f"{document.title}\n", f"{document.body}{CAPTION_GAP}", *document.caption_texts)
    for number, analysis in enumerate(analyses):
        words += analysis.words
        starts += map(at.__add__, analysis.tokens.starts)
        ends += map(at.__add__, analysis.tokens.ends)
        at += len(texts[number]) + (len(CAPTION_GAP) if number > 1 else 0)
    return encode_words(words, starts, ends)


def _facets(document: Document, views: dict[Calendar, Parts]) -> dict[str, tuple[str, ...]]:
    values = {
        field.name: facet_values(document, field) for field in FIELDS.faceted if field.kind is not Kind.YEAR
    }
    return values | {year_facet(c): (str(views[c][0]),) if c in views else () for c in Calendar}
