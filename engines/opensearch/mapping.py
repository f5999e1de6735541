"""The settings and mapping of an index.

OpenSearch has no field type for ready-made tokens. So one analyzer splits what we send: positions are
separated by a space, the terms of one position by U+007F, which no token contains. A position without a term
is U+007F alone, and a gap between two texts of a field is the one that OpenSearch puts between the values of
an array. The terms are not stored: stored is only the payload of a document, in two parts, so that lists of
documents are read without their bodies.
"""

from typing import Any

from engines.folders.state import FORMAT
from engines.opensearch.settings import ClusterSettings
from engines.port.calendars import Calendar, month_field
from engines.port.fields import FIELDS, FIRST_MARK, facet_field
from engines.port.terms import GAP_POSITIONS

_LAYOUT = f"{FORMAT}.2"
"""Changed when the layout of the index changes, so that an older index is rebuilt."""
STORY, GROUP, WORDS = "story", "group", "words"
STORED = ("head", "rest")
STREAM = "stream"
BETWEEN = "\x7f"
"""Separates the terms of one position when sent."""
_LONGEST_TERM = 8_191
"""Maximum length of a term in characters; Lucene accepts terms of 32,766 bytes."""


def layout() -> str:
    """What an index notes of its layout and its fields; an index with another note is rebuilt."""
    return _LAYOUT if FIELDS.mark == FIRST_MARK else f"{_LAYOUT}-{FIELDS.mark}"


def index_body(settings: ClusterSettings, major: int, meta: dict[str, Any]) -> dict[str, Any]:
    """The settings and the mapping of a new index.

    Args:
        major: the cluster's major version.
        meta: metadata to store in the mapping.
    """
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
    # BM25 with the factor k1 + 1, as in the other engines, has another name since version 3. Every term of a
    # position counts for the length of a text, as it does there.
    name = "LegacyBM25" if major >= 3 else "BM25"
    return {"type": name, "k1": 1.2, "b": 0.75, "discount_overlaps": False}


_ANALYSIS = {
    "tokenizer": {"positions": {"type": "simple_pattern_split", "pattern": " "}},
    "filter": {
        "terms": {
            "type": "pattern_capture",
            "preserve_original": False,
            "patterns": [f"([^{BETWEEN}]+)"],
        },
        "empty": {"type": "stop", "stopwords": [BETWEEN]},
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
        **dict.fromkeys(FIELDS.text_fields, text),
        **{facet_field(facet): keyword | {"eager_global_ordinals": True} for facet in FIELDS.indexed_facets},
        **{month_field(calendar): whole for calendar in Calendar},
        **dict.fromkeys(STORED, stored),
        "id": keyword,
        GROUP: keyword | {"index": False},
        WORDS: keyword | {"index": False},
        STORY: {"type": "long"},
        "instant": {"type": "long", "index": False},
        "day": {"type": "integer"},
    }
