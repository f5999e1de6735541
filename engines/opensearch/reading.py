"""Reads documents of an index, by id or in sequence."""

from collections.abc import Iterator, Sequence
from itertools import islice

from engines.opensearch.client import Json
from engines.opensearch.documents import document_key, stored_payload
from engines.opensearch.mapping import STORED
from engines.opensearch.refusals import named
from engines.opensearch.searching import WINDOW, Index
from engines.port.model import Document
from engines.port.payload import StoredDocument, unpack, unpack_head

_STEP = 2_000


def by_id(index: Index, ids: Sequence[str]) -> list[StoredDocument]:
    """The documents with these ids, as of the last commit."""
    if not ids:
        return []
    body = {"docs": [{"_id": document_key(id_), "stored_fields": list(STORED)} for id_ in ids]}
    client = index.client
    found = client.ask("POST", f"/{index.name}/_mget", body, realtime="false", _source="false")["docs"]
    if failed := [document["error"] for document in found if "error" in document]:
        kind, reason = str(failed[0].get("type", "")), str(failed[0].get("reason", ""))
        status = 403 if kind == "security_exception" else 503
        raise named(status, kind, reason, client.settings.shown)
    return [unpack(stored_payload(document["fields"])) for document in found if document.get("found")]


def heads(index: Index, start: int) -> Iterator[Document]:
    """The documents without bodies, by id, after skipping ``start``."""
    body: Json = {"query": {"match_all": {}}, "sort": [{"id": "asc"}]}
    with index.point_in_time() as point:
        after = _place(index, point, body, start)
        if start and not after:
            return
        only_heads = {"_source": False, "stored_fields": [STORED[0]], "size": _STEP}
        for hit in index.walk(point, body | only_heads | after):
            yield unpack_head(stored_payload(hit["fields"]))


def _place(index: Index, point: str, body: Json, start: int) -> Json:
    """The sort values after ``start`` documents; empty for 0, or if there are fewer."""
    last: Json = {}
    while start:
        step = min(start, WINDOW)
        nothing = {"_source": False, "stored_fields": "_none_", "size": step}
        hits = list(islice(index.walk(point, body | nothing | last), step))
        if len(hits) < step:
            return {}
        last, start = {"search_after": hits[-1]["sort"]}, start - step
    return last
