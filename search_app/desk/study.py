"""Everything that the desk shows of a draft, without what editors dismissed."""

from dataclasses import dataclass

from engines.port.calendars import Calendar
from search.linking.background import Background
from search.linking.incoming import LinkBack
from search.linking.outgoing import LinkToSet
from search.related import ANY, RelatedHit
from search_app.desk.decisions import Decided, Decision, Decisions, Kind
from search_app.desk.drafts import Written
from search_app.service import SearchService

RELATED = 8
LINKS = 10
BACK = 8
_SPARE = 12
"""Further articles that are asked for, in place of those that may not be shown."""


@dataclass(frozen=True, slots=True)
class Study:
    """What the archive knows about a draft. ``copies`` are articles that already have its text."""

    copies: tuple[RelatedHit, ...] = ()
    related: tuple[RelatedHit, ...] = ()
    links: tuple[LinkToSet, ...] = ()
    back: tuple[LinkBack, ...] = ()
    names: tuple[Background, ...] = ()
    decided: Decided | None = None
    decisions: tuple[Decision, ...] = ()


def study(
    service: SearchService,
    decisions: Decisions,
    written: Written,
    language: str = ANY,
    calendar: Calendar = Calendar.GREGORIAN,
) -> Study:
    """Look everything up.

    Args:
        calendar: the calendar of the years in which names were mentioned.
        language: the language of related articles: ``any``, ``same`` or a code.
    """
    document = written.document
    decided = decisions.of(document)
    hits = service.related(document, RELATED + _SPARE, language=language, linked=written.linked)
    copies = tuple(hit for hit in hits if hit.why.published)
    known = frozenset(hit.document.id for hit in copies)
    hidden = decided.excluded(Kind.RELATED) | known
    related = [hit for hit in hits if hit.document.id not in hidden and not decided.is_apart(hit.document)]
    found = service.links(
        document,
        linked=written.linked,
        spans=written.spans,
        size=LINKS + _SPARE,
        no_links=decided.excluded(Kind.LINK) | known,
        no_back=decided.excluded(Kind.BACK) | known,
        calendar=calendar,
    )
    return Study(
        copies=copies,
        related=tuple(related[:RELATED]),
        links=tuple(one for one in found.links if not decided.is_apart(one.document))[:LINKS],
        back=tuple(one for one in found.back if not decided.is_apart(one.document))[:BACK],
        names=found.names,
        decided=decided,
        decisions=tuple(decisions.all(50, document)),
    )
