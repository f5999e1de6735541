"""What a change of rules, synonyms or weights does to the hits that readers open."""

from dataclasses import dataclass, replace

from search.model import SearchRequest
from search.searcher import Searcher
from search_app.events.judging import DEPTH, Verdict, judgements, verdict
from search_app.events.store import EventStore

_MOST = 200
_REQUEST = SearchRequest(size=DEPTH, facets=(), timeline=None)


@dataclass(frozen=True, slots=True)
class Change:
    """nDCG@10 on the judgements before and after, and how many queries are judged."""

    verdict: Verdict

    @property
    def before(self) -> str:
        """With three decimals."""
        return f"{self.verdict.before:.3f}"

    @property
    def after(self) -> str:
        """With three decimals."""
        return f"{self.verdict.after:.3f}"


def change_of(before: Searcher, after: Searcher, store: EventStore) -> Change | None:
    """The change on the judged queries; None if there are no judgements."""
    queries = judgements(store, most=_MOST)
    if not queries:
        return None
    runs = [[_ids(searcher, one.query) for one in queries] for searcher in (before, after)]
    return Change(verdict(queries, runs[0], runs[1]))


def _ids(searcher: Searcher, query: str) -> list[str]:
    return [hit.document.id for hit in searcher.search(replace(_REQUEST, text=query)).hits]
