"""Links in both directions and the background of names, looked up for one draft."""

from dataclasses import dataclass, replace

from search.linking.background import Background, background
from search.linking.drafts import Draft
from search.linking.incoming import LinkBack, links_back
from search.linking.names import names_of
from search.linking.outgoing import LinkToSet, links_to_set
from search.model import SearchRequest
from search.searcher import Searcher


@dataclass(frozen=True, slots=True)
class LinksOfDraft:
    """Links to set in a draft, articles that should link to it, and the background of its names."""

    links: tuple[LinkToSet, ...]
    back: tuple[LinkBack, ...]
    names: tuple[Background, ...]


def links_of_draft(
    searcher: Searcher,
    draft: Draft,
    request: SearchRequest,
    size: int = 10,
    *,
    no_links: frozenset[str] = frozenset(),
    no_back: frozenset[str] = frozenset(),
) -> LinksOfDraft:
    """Look all of it up.

    Args:
        request: scope, collapsing and calendar of what is found.
        no_links: ids of articles that are not offered as links to set; ``no_back`` as links back.
    """
    scope = request.scope
    return LinksOfDraft(
        links_to_set(draft, scope, size, no_links),
        links_back(draft, scope, size, no_back),
        background(searcher, names_of(draft), replace(request, filters=())),
    )
