"""The words of an index: document frequencies, and the vocabulary."""

from collections.abc import Iterable, Iterator
from itertools import batched

from engines.opensearch.client import Json
from engines.opensearch.limits import LIMITS
from engines.opensearch.mapping import WORDS
from engines.opensearch.searching import Index
from engines.port.fields import check_field

_TERMS_AT_ONCE = 500


def frequencies(index: Index, field: str, terms: Iterable[str]) -> dict[str, int]:
    """The document frequency of each term in a field."""
    found: dict[str, int] = {}
    for some in batched(dict.fromkeys(terms), _TERMS_AT_ONCE):
        filters = [{"term": {check_field(field): term}} for term in some]
        buckets = _counted(index, {"filters": {"filters": filters}})["buckets"]
        found |= {term: int(bucket["doc_count"]) for term, bucket in zip(some, buckets, strict=True)}
    return found


def vocabulary(index: Index, at_once: int = LIMITS.words) -> Iterator[tuple[str, int]]:
    """The exact forms of ``text`` with document frequencies, in several requests for up to ``at_once`` forms
    each.
    """
    about = _counted(index, {"cardinality": {"field": WORDS}})["value"]
    number = 1 + int(about / (at_once / 2))
    for place in range(number):
        yield from _part(index, place, number, at_once)


def _part(index: Index, place: int, number: int, at_once: int) -> Iterator[tuple[str, int]]:
    """The forms in part ``place`` of ``number`` parts. If the part is too large, it is read in two parts."""
    terms = {"field": WORDS, "size": at_once, "shard_size": at_once}
    part = {"include": {"partition": place, "num_partitions": number}}
    buckets = _counted(index, {"terms": terms | part})["buckets"]
    if len(buckets) < at_once:
        yield from ((str(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets)
    else:
        # Part p of n consists of two of the 2n parts.
        yield from _part(index, place, 2 * number, at_once)
        yield from _part(index, place + number, 2 * number, at_once)


def _counted(index: Index, aggregation: Json) -> Json:
    body = {"size": 0, "aggs": {"counted": aggregation}}
    found: Json = index.search(body)["aggregations"]["counted"]
    return found
