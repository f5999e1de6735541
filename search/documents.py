"""Turns a document into what every engine indexes. Only the analyzers decide how."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, tzinfo
from functools import lru_cache
from typing import NamedTuple

from analyzers import LANGUAGES_OF_SCRIPT, Token, get_analyzer, script_of
from engines.port.calendars import Calendar, Parts, day_number, month_field, parts_of, year_facet
from engines.port.fields import ALL_TEXT, FIELDS, Kind
from engines.port.model import CAPTION_GAP, Document, IndexedDocument
from engines.port.offsets import TermVector, encode
from engines.port.payload import StoredDocument, pack
from engines.port.terms import FORMS, GAP, root_term, stem_term
from engines.port.values import facet_values, texts_of
from search.signature import signature_of

Analysis = list[tuple[Token, "TermsOfToken"]]


class TermsOfToken(NamedTuple):
    """A token's terms, and the same as written in a stream, with the root that is only used for ranking."""

    terms: tuple[str, ...]
    joined: str


def terms_of(language: str, exact: str, stems: tuple[str, ...]) -> tuple[str, ...]:
    """The terms of a token: its exact form, and its stems marked by language (``EN:library``).

    A word in another script than the document's, or in a document of unknown language, has the stems of every
    language of its script, because a query in that script is analysed in all of them as well.

    Args:
        language: code of the document's language.
        exact: the token's exact form.
        stems: the token's stems in that language.
    """
    if stems:
        return (exact, *(stem_term(language, stem) for stem in stems))
    others = LANGUAGES_OF_SCRIPT.get(script_of(exact), ())
    if language in others:
        return (exact,)
    found = (stem_term(other, stem) for other in others for stem in get_analyzer(other).stems(exact))
    return (exact, *dict.fromkeys(found))


def _languages_of(language: str, exact: str) -> tuple[str, ...]:
    """The languages that provide stems for a word of a document."""
    others = LANGUAGES_OF_SCRIPT.get(script_of(exact), ())
    return (language,) if language in others else others


@lru_cache(maxsize=1 << 17)
def _remembered(language: str, exact: str, stems: tuple[str, ...]) -> TermsOfToken:
    terms = tuple(dict.fromkeys(terms_of(language, exact, stems)))
    roots = (
        root_term(code, root)
        for code in _languages_of(language, exact)
        if (root := get_analyzer(code).root(exact))
    )
    return TermsOfToken(terms, FORMS.join((*terms, *roots)))


def analyze(text: str, language: str) -> Analysis:
    """The tokens of a text with their terms.

    Args:
        language: code of the text's language; ``und`` if it is unknown.
    """
    return [
        (token, _remembered(language, token.exact, token.stems))
        for token in get_analyzer(language).analyze(text)
    ]


def described(document: Document) -> StoredDocument:
    """A document as an index would return it, for one that is in none."""
    analyses = [analyze(document.title, document.language), analyze(document.body, document.language)]
    vector = TermVector(encode(_occurrences(document, analyses)))
    return StoredDocument(document, vector, _signature(document.language, *analyses))


def stream(analysis: Analysis, *, exact: bool = False) -> str:
    """Write terms as a string: positions separated by spaces, terms of one position by U+0001.

    An empty position is an empty string. With ``exact`` only the exact forms are written.
    """
    positions: list[str] = []
    for token, terms in analysis:
        position = token.position
        joined = token.exact if exact else terms.joined
        if position == len(positions):
            positions.append(joined)
        elif position < len(positions):
            both = f"{positions[position]}{FORMS}{joined}".split(FORMS)
            positions[position] = FORMS.join(dict.fromkeys(both))
        else:
            positions += [""] * (position - len(positions))
            positions.append(joined)
    return " ".join(positions)


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
    found = {
        field: [analyze(text, language) for text in texts_of(document, field)]
        for field in FIELDS.searchable
        if field.name != "title"
    }
    streams = {"title": stream(title)} | {
        field.name: join_streams(map(stream, analyses)) for field, analyses in found.items()
    }
    others = (
        join_streams(stream(each, exact=True) for each in analyses)
        if field.weight < 1
        else streams[field.name]
        for field, analyses in found.items()
    )
    streams[ALL_TEXT] = join_streams((streams["title"], stream(body), *others))
    captions = next((each for field, each in found.items() if field.column == "captions"), [])
    local = _local(document.date, timezone) if document.date else None
    views = _views(local.date()) if local else {}
    return IndexedDocument(
        id=document.id,
        streams=streams,
        facets=_facets(document, views),
        payload=pack(
            document,
            encode(_occurrences(document, [title, body, *captions])),
            _signature(language, title, body),
        ),
        instant=int(document.date.timestamp()) if document.date else None,
        day=day_number(local.date()) if local else None,
        story=document.story,
        months={month_field(calendar): year * 100 + month for calendar, (year, month, _) in views.items()},
    )


def _signature(language: str, title: Analysis, body: Analysis) -> str:
    words = (((token.exact, terms.terms) for token, terms in each) for each in (title, body))
    return signature_of(language, *words).encoded()


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


def _occurrences(
    document: Document, analyses: Sequence[Analysis]
) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """The terms of each token of a document's ``full_text`` with its offsets: of title, body and captions."""
    at = 0
    texts = (f"{document.title}\n", f"{document.body}{CAPTION_GAP}", *document.caption_texts)
    for number, analysis in enumerate(analyses):
        for token, terms in analysis:
            yield terms.terms, token.start + at, token.end + at
        at += len(texts[number]) + (len(CAPTION_GAP) if number > 1 else 0)


def _facets(document: Document, views: dict[Calendar, Parts]) -> dict[str, tuple[str, ...]]:
    values = {
        field.name: facet_values(document, field) for field in FIELDS.faceted if field.kind is not Kind.YEAR
    }
    return values | {year_facet(c): (str(views[c][0]),) if c in views else () for c in Calendar}
