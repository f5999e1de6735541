"""The words of an index: in how many documents each stands, and which there are."""

from collections.abc import Iterable, Iterator
from itertools import batched

from engines.opensearch.client import Json
from engines.opensearch.limits import LIMITS
from engines.opensearch.mapping import WORDS
from engines.opensearch.searching import Index
from engines.port.fields import check_field

_TERMS_AT_ONCE = 500


def frequencies(index: Index, field: str, terms: Iterable[str]) -> dict[str, int]:
    """In how many documents each term of a field stands."""
    found: dict[str, int] = {}
    for some in batched(dict.fromkeys(terms), _TERMS_AT_ONCE):
        filters = [{"term": {check_field(field): term}} for term in some]
        buckets = _counted(index, {"filters": {"filters": filters}})["buckets"]
        found |= {term: int(bucket["doc_count"]) for term, bucket in zip(some, buckets, strict=True)}
    return found


def vocabulary(index: Index, at_once: int = LIMITS.words) -> Iterator[tuple[str, int]]:
    """The exact forms of ``text`` with their documents, in several requests for up to ``at_once`` forms."""
    about = _counted(index, {"cardinality": {"field": WORDS}})["value"]
    number = 1 + int(about / (at_once / 2))
    for place in range(number):
        yield from _part(index, place, number, at_once)


def _part(index: Index, place: int, number: int, at_once: int) -> Iterator[tuple[str, int]]:
    """The forms of one part of so many; of a part that came out too large, in two parts."""
    terms = {"field": WORDS, "size": at_once, "shard_size": at_once}
    part = {"include": {"partition": place, "num_partitions": number}}
    buckets = _counted(index, {"terms": terms | part})["buckets"]
    if len(buckets) < at_once:
        yield from ((str(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets)
    else:
        # What is in one part of n is in one of two parts of 2n.
        yield from _part(index, place, 2 * number, at_once)
        yield from _part(index, place + number, 2 * number, at_once)


def _counted(index: Index, aggregation: Json) -> Json:
    body = {"size": 0, "aggs": {"counted": aggregation}}
    found: Json = index.search(body)["aggregations"]["counted"]
    return found
