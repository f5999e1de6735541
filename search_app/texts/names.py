"""Texts chosen by a value: names of facets, orders, kinds of match and errors.

``mark`` only marks a text for the extraction of messages. It is translated where it is displayed.
"""

from engines.port.calendars import Calendar
from engines.port.fields import FIELDS
from engines.port.model import Form, Sort
from search.model import CutKind, MatchKind


def mark(text: str) -> str:
    """Return the text unchanged."""
    return text


FACETS = (
    *(mark("Category"), mark("Author"), mark("Language"), mark("Year"), mark("Source"), mark("Tag")),
    mark("Kind"),
)
"""The labels of declared facets in the catalogues. Any other is displayed as declared."""
OTHER_LANGUAGES = mark("Other languages")
"""For articles in a language that is not in the registry."""
KINDS = {
    Form.ARTICLE: mark("Article"),
    Form.GALLERY: mark("Picture gallery"),
    Form.PICTURE: mark("Picture"),
    Form.VIDEO: mark("Video"),
    Form.AUDIO: mark("Audio"),
    Form.DOCUMENT: mark("Document"),
}
"""The kinds of articles."""
SORTS = {
    Sort.RELEVANCE: mark("Relevance"),
    Sort.NEWEST: mark("Newest"),
    Sort.OLDEST: mark("Oldest"),
}
CALENDARS = {
    Calendar.GREGORIAN: mark("Gregorian"),
    Calendar.JALALI: mark("Jalali"),
    Calendar.HIJRI: mark("Hijri"),
}
READINGS = {
    Calendar.GREGORIAN: mark("“%(typed)s” was read in the Gregorian calendar: %(days)s"),
    Calendar.JALALI: mark("“%(typed)s” was read in the Jalali calendar: %(days)s"),
    Calendar.HIJRI: mark("“%(typed)s” was read in the Hijri calendar: %(days)s"),
}
"""How a typed date was interpreted."""
WHY = {
    MatchKind.EXACT: mark("“%(typed)s”: as typed"),
    MatchKind.SPELLING: mark("“%(typed)s”: spelled %(found)s"),
    MatchKind.FORM: mark("“%(typed)s”: in the form %(found)s"),
    MatchKind.PATTERN: mark("“%(typed)s”: %(found)s"),
    MatchKind.FUZZY: mark("“%(typed)s”: similar to %(found)s"),
    MatchKind.SYNONYM: mark("“%(typed)s”: by the synonym %(found)s"),
    MatchKind.SCRIPT: mark("“%(typed)s”: in another script, %(found)s"),
    MatchKind.TRANSLATION: mark("%(typed)s ≈ %(found)s"),
    MatchKind.PINNED: mark("“%(typed)s”: chosen by the editors"),
    MatchKind.MISSING: mark("“%(typed)s”: not found"),
}
"""How a part of a query matched."""
NOTICES = {
    "long": mark("The search was too long. Only the beginning was used."),
    "many": mark("Too many filters of one kind. Some were ignored."),
    "order": mark("The start date was after the end date, so they were swapped."),
}
"""Which part of an address was not used as it is, by kind of problem."""
CUTS = {
    CutKind.TERMS: mark(
        "“%(typed)s” matches too many words. Only the %(number)s most common ones were used."
    ),
    CutKind.PATTERNS: mark(
        "“%(typed)s” was ignored: a search may have at most %(number)s words with * or ~."
    ),
    CutKind.WORDS: mark("Only the first %(number)s words of the search were used."),
    CutKind.PHRASES: mark("The words of “%(typed)s” are very common. They were searched for in any order."),
}
"""Which part of a query was not searched for."""
OFFERS = {
    "spelling": mark("Did you mean"),
    "keyboard": mark("With another keyboard layout:"),
    "transliteration": mark("In the other script:"),
}
"""Why other words are suggested, by kind of suggestion."""
WIDER = {
    "dates": mark("Search all dates"),
    "filters": mark("Search without filters"),
    "exact": mark("Find other forms of these words too"),
    "all": mark("Search without filters, for all forms of these words"),
}
"""Searches with fewer limits, by what they drop."""
FORMATS = {
    "csv": mark("Table for spreadsheets (CSV)"),
    "bib": mark("Citations (BibTeX)"),
    "ris": mark("Citations (RIS)"),
    "jsonl": mark("Articles with their text (JSON Lines)"),
}
"""The file formats of results."""
ERRORS = {
    "400": (
        mark("This request was not understood"),
        mark("Part of the address is invalid. Start a new search."),
    ),
    "404": (
        mark("There is no such page"),
        mark("This page or article does not exist, or no longer does. Try a search instead."),
    ),
    "500": (
        mark("Something went wrong"),
        mark("The error is on our side and has been logged. Try again in a moment."),
    ),
    "503": (
        mark("The search is not working"),
        mark("It should be back soon. Try again in a few minutes."),
    ),
    "busy": (
        mark("Too many people are searching right now"),
        mark("Try again in a few seconds."),
    ),
    "deadline": (
        mark("The search took too long and was stopped"),
        mark("Search for fewer words, or for words without * and ~."),
    ),
    "engine-unavailable": (
        mark("The search cannot be reached right now"),
        mark("Nothing is lost, and it should be back soon. Try again in a few seconds."),
    ),
    "other": (
        mark("That did not work"),
        mark("The request cannot be answered like this. Start a new search."),
    ),
}
"""Heading and advice, by an error's code or its HTTP status."""
HELP = (
    (mark("bridge repair"), mark("articles with both words, in any form")),
    (mark('"town library"'), mark("these words together, in this order")),
    (mark("ferry OR bridge"), mark("either of the words")),
    (mark("harvest -plum"), mark("articles without a word")),
    (mark("light*"), mark("words that begin with this")),
    (mark("libary~"), mark("words with a similar spelling")),
    (mark("title:museum"), mark("in the title only; also author:, category:, tag:, source:")),
    (mark("date:2015..2018"), mark("from these years, months or days")),
)
"""Examples of queries, and what they find."""


def facet_label(facet: str) -> str:
    """What pages call a facet, in English.

    Raises:
        UnknownFieldError: there is no such facet.
    """
    return FIELDS[facet].title


DECISIONS = {
    "accept": mark("“%(title)s” was accepted for “%(draft)s”"),
    "dismiss": mark("“%(title)s” was dismissed for “%(draft)s”"),
    "never": mark("“%(title)s” and “%(draft)s” never appear next to each other"),
    "ban": mark("“%(title)s” is never suggested"),
}
"""What an editor decided on the desk."""
STORY_EDITS = {
    True: mark("“%(one)s” and “%(other)s” are one story"),
    False: mark("“%(one)s” and “%(other)s” are different stories"),
}
"""What an editor decided about two articles."""
REPORTS = {
    "top": mark("Most frequent"),
    "none": mark("Nothing found"),
    "unclicked": mark("Found, but not opened"),
    "reworded": mark("Replaced by another query"),
}
"""The reports of queries on the desk."""
