"""How an index is laid out, and what of a document is sent to it.

OpenSearch has no field for tokens that were made elsewhere. Here one analyzer does it: positions are parted
by a space, the terms of one position by U+007F, which no token holds; a position without a term is U+007F
alone, and a gap between two texts of a field is what OpenSearch puts between the values of an array. The
terms stand in no stored source: what is stored of a document is its payload, in two parts, so that a list of
documents is read without their bodies.
"""

import base64
import hashlib
import json
import struct
import zlib
from typing import Any

from engines.calendars import Calendar, month_field
from engines.fields import INDEXED_FACETS, check_facet
from engines.model import IndexedDocument
from engines.opensearch.settings import ClusterSettings
from engines.state import FORMAT
from engines.terms import FORMS, GAP, GAP_POSITIONS, TEXT_FIELDS, is_stem_term

LAYOUT = f"{FORMAT}.1"
"""Changes when the layout of the index does, so that an older index is rebuilt."""
STORY, GROUP, WORDS = "story", "group", "words"
STORED = ("head", "rest")
STREAM = "stream"
_BETWEEN = "\x7f"
_LONGEST_TERM = 8_191
"""Letters; Lucene takes terms of 32,766 bytes."""
_LONGEST_ID = 512
_HEAD = struct.Struct("<I")
_HEAD_START = 8


def facet_field(facet: str) -> str:
    """The name of a facet's field, apart from the field with the tokens of the same values."""
    return f"facet_{check_facet(facet)}"


def index_body(settings: ClusterSettings, major: int, meta: dict[str, Any]) -> dict[str, Any]:
    """The settings and the mapping of a new index. ``major`` is the cluster's version."""
    return {
        "settings": {
            "number_of_shards": settings.shards,
            "number_of_replicas": settings.replicas,
            "refresh_interval": settings.refresh,
            "max_regex_length": 10_000,
            "analysis": _ANALYSIS,
            "similarity": {"tokens": _similarity(major)},
        },
        "mappings": {
            "dynamic": "strict",
            "_meta": meta,
            "_source": {"enabled": False},
            "properties": _properties(),
        },
    }


def _similarity(major: int) -> dict[str, Any]:
    # BM25 with its factor of k1 + 1, as other engines have it, has another name since version 3. Every term
    # of a position counts for the length of a text, as it does there.
    name = "LegacyBM25" if major >= 3 else "BM25"
    return {"type": name, "k1": 1.2, "b": 0.75, "discount_overlaps": False}


_ANALYSIS = {
    "tokenizer": {"positions": {"type": "simple_pattern_split", "pattern": " "}},
    "filter": {
        "terms": {
            "type": "pattern_capture",
            "preserve_original": False,
            "patterns": [f"([^{_BETWEEN}]+)"],
        },
        "empty": {"type": "stop", "stopwords": [_BETWEEN]},
        "longest": {"type": "length", "max": _LONGEST_TERM},
    },
    "analyzer": {
        STREAM: {"type": "custom", "tokenizer": "positions", "filter": ["terms", "empty", "longest"]}
    },
}


def _properties() -> dict[str, Any]:
    text = {
        "type": "text",
        "analyzer": STREAM,
        "similarity": "tokens",
        "position_increment_gap": GAP_POSITIONS,
    }
    keyword = {"type": "keyword", "ignore_above": _LONGEST_TERM}
    stored = {"type": "binary", "store": True}
    whole = {"type": "integer", "index": False}
    return {
        **dict.fromkeys(TEXT_FIELDS, text),
        **{facet_field(facet): keyword | {"eager_global_ordinals": True} for facet in INDEXED_FACETS},
        **{month_field(calendar): whole for calendar in Calendar},
        **dict.fromkeys(STORED, stored),
        "id": keyword,
        GROUP: keyword | {"index": False},
        WORDS: keyword | {"index": False},
        STORY: {"type": "long"},
        "instant": {"type": "long", "index": False},
        "day": {"type": "integer"},
    }


def document_key(id_: str) -> str:
    """The name of a document in the index: its id, or where that is too long a digest of it."""
    encoded = id_.encode("utf-8", "surrogatepass")
    if len(encoded) <= _LONGEST_ID and id_ == _sound(id_):
        return id_
    return f"sha256:{hashlib.sha256(encoded).hexdigest()}"


def source(document: IndexedDocument) -> bytes:
    """What is sent of a document, as JSON."""
    (head_size,) = _HEAD.unpack_from(document.payload)
    head_end = _HEAD_START + head_size
    made: dict[str, Any] = {
        "id": document.id,
        "head": base64.b64encode(document.payload[:head_end]).decode("ascii"),
        # A third of the bytes to send, to keep and, with each hit, to read back.
        "rest": base64.b64encode(zlib.compress(document.payload[head_end:], 1)).decode("ascii"),
        GROUP: f"i{document_key(document.id)}" if document.story is None else str(document.story),
        WORDS: _words(document.streams.get("text", "")),
    }
    made |= {field: _wire(stream) for field, stream in document.streams.items() if stream}
    made |= {facet_field(facet): values for facet, values in document.facets.items() if values}
    made |= {STORY: document.story} if document.story is not None else {}
    made |= {"day": document.day, "instant": document.instant} if document.day is not None else {}
    text = json.dumps(made | document.months, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace")


def _wire(stream: str) -> list[str]:
    """The texts of a stream, one for each stretch between two gaps."""
    return [_positions(part) for part in stream.split(f" {GAP} ")]


def _positions(part: str) -> str:
    told = part.replace(FORMS, _BETWEEN)
    if "  " not in told and told[:1] != " " and told[-1:] != " ":
        return told
    return " ".join(forms or _BETWEEN for forms in told.split(" "))


def _words(stream: str) -> list[str]:
    """The exact forms of a stream, each once."""
    terms = set(stream.replace(" ", FORMS).split(FORMS)) - {"", GAP}
    return [term for term in terms if not is_stem_term(term)]


def phrase(terms: tuple[tuple[int, str], ...]) -> str:
    """A text that the analyzer reads as these terms at these positions."""
    words = dict(terms)
    return " ".join(_sound(words.get(place, _BETWEEN)) for place in range(max(words) + 1))


def _sound(text: str) -> str:
    """A text without halves of letters, which JSON cannot carry."""
    return text.encode("utf-8", "replace").decode("utf-8")


def stored_payload(fields: dict[str, list[str]]) -> bytes:
    """The payload of the stored fields of a hit; without ``rest`` it is the head alone."""
    head, *rest = (base64.b64decode(fields[part][0]) for part in STORED if part in fields)
    return head + zlib.decompress(rest[0]) if rest else head
