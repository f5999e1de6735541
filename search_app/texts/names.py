"""Texts that are chosen by a value: what a facet, a sort, a match or an error is called.

``mark`` only names a text for the extraction of messages; it is translated where it is shown.
"""

from engines.port.calendars import Calendar
from engines.port.model import Sort
from search.model import CutKind, MatchKind


def mark(text: str) -> str:
    """The text as it is."""
    return text


FACETS = {
    "category": mark("Category"),
    "author": mark("Author"),
    "language": mark("Language"),
    "year": mark("Year"),
    "source": mark("Source"),
    "tag": mark("Tag"),
}
OTHER_LANGUAGES = mark("Other languages")
"""The articles that are in no language of the registry."""
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
"""How a typed date was understood."""
WHY = {
    MatchKind.EXACT: mark("“%(typed)s”: as typed"),
    MatchKind.SPELLING: mark("“%(typed)s”: spelt %(found)s"),
    MatchKind.FORM: mark("“%(typed)s”: in the form %(found)s"),
    MatchKind.PATTERN: mark("“%(typed)s”: %(found)s"),
    MatchKind.FUZZY: mark("“%(typed)s”: similar to %(found)s"),
    MatchKind.SYNONYM: mark("“%(typed)s”: by the synonym %(found)s"),
    MatchKind.SCRIPT: mark("“%(typed)s”: in another script, %(found)s"),
    MatchKind.MISSING: mark("“%(typed)s”: not found"),
}
"""How a part of a query matched."""
NOTICES = {
    "long": mark("The search was too long. Only its beginning was used."),
    "many": mark("Too many filters of one kind. Some were left out."),
    "order": mark("The two dates were the wrong way round and have been swapped."),
}
"""What was not taken as it stood in an address, by the problem's kind."""
CUTS = {
    CutKind.TERMS: mark("“%(typed)s” fits very many words. Only the %(number)s most common ones were used."),
    CutKind.PATTERNS: mark("“%(typed)s” was left out: a search takes at most %(number)s words with * or ~."),
    CutKind.WORDS: mark("Only the first %(number)s words of the search were used."),
}
"""What of a query was not looked for."""
OFFERS = {
    "spelling": mark("Did you mean"),
    "keyboard": mark("With another keyboard layout:"),
    "transliteration": mark("In the other script:"),
}
"""Why other words are offered, by the offer's kind."""
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
"""The files in which results can be taken."""
ERRORS = {
    "400": (
        mark("This request was not understood"),
        mark("Something in the address makes no sense. Start a new search."),
    ),
    "404": (
        mark("There is no such page"),
        mark("The page or article is not here, or no longer. Search for it instead."),
    ),
    "500": (
        mark("Something went wrong"),
        mark("The fault is ours and has been noted. Try again in a moment."),
    ),
    "503": (
        mark("The search is out of order"),
        mark("It should be back soon. Try again in a few minutes."),
    ),
    "busy": (
        mark("Very many people are searching right now"),
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
        mark("This did not work"),
        mark("The request cannot be answered like this. Start a new search."),
    ),
}
"""Heading and advice, by an error's code or its HTTP status."""
HELP = (
    (mark("bridge repair"), mark("articles with both words, in any form")),
    (mark('"town library"'), mark("these words together, in this order")),
    (mark("ferry OR bridge"), mark("either of the words")),
    (mark("harvest -plum"), mark("without a word")),
    (mark("light*"), mark("words that begin like this")),
    (mark("libary~"), mark("words spelled nearly like this")),
    (mark("title:museum"), mark("in the title only; also author:, category:, tag:, source:")),
    (mark("date:2015..2018"), mark("in these years, months or days")),
)
"""Examples of what can be typed, and what they find."""
