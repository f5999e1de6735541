"""A stored document as bytes: its small fields, its body and the offsets of its tokens can be read
separately.
"""

import json
import struct
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

from engines.port.model import Document, Form, Image
from engines.port.offsets import TermVector, encode

_HEAD = struct.Struct("<II")
_NO_WORDS = TermVector(encode(()))


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document, the offsets of its terms in its ``full_text``, and its signature.

    The signature is what ``search.signature`` makes of it; empty in an index of an earlier version.
    """

    document: Document
    vector: TermVector
    signature: str = ""


def pack(document: Document, vector: bytes, signature: str = "") -> bytes:
    """The bytes that an engine stores.

    Args:
        vector: the offsets, from ``offsets.encode``.
        signature: what other documents are compared with.
    """
    small = {
        "id": document.id,
        "title": document.title,
        "language": document.language,
        "url": document.url,
        "authors": document.authors,
        "categories": document.categories,
        "tags": document.tags,
        "date": _iso(document.date),
        "modified": _iso(document.modified),
        "source": document.source,
        "translations": document.translations,
        "story": document.story,
        "image": _small(document.image),
        "captions": document.captions,
        "kind": None if document.kind == Form.ARTICLE else document.kind,
        "extra": dict(document.extra) or None,
        "signature": signature or None,
        "embedding": b64encode(document.embedding).decode() or None,
    }
    head = json.dumps(
        {key: value for key, value in small.items() if value not in (None, ())}, ensure_ascii=False
    )
    head_bytes = head.encode("utf-8", "surrogatepass")
    body = document.body.encode("utf-8", "surrogatepass")
    return _HEAD.pack(len(head_bytes), len(body)) + head_bytes + body + vector


def unpack(payload: bytes) -> StoredDocument:
    """The document in a payload, with offsets."""
    head_size, body_size = _HEAD.unpack_from(payload)
    head_end = _HEAD.size + head_size
    body_end = head_end + body_size
    body = payload[head_end:body_end].decode("utf-8", "surrogatepass")
    fields = _fields(payload[_HEAD.size : head_end])
    return StoredDocument(
        _document(fields, body), TermVector(payload[body_end:]), fields.get("signature", "")
    )


def unpack_summary(payload: bytes) -> StoredDocument:
    """The document in a payload with its signature, without body and offsets."""
    head_size, _ = _HEAD.unpack_from(payload)
    fields = _fields(payload[_HEAD.size : _HEAD.size + head_size])
    return StoredDocument(_document(fields, ""), _NO_WORDS, fields.get("signature", ""))


def unpack_head(payload: bytes) -> Document:
    """The document in a payload, without its body."""
    return unpack_summary(payload).document


def _fields(head: bytes) -> dict[str, Any]:
    fields: dict[str, Any]
    try:
        fields = orjson.loads(head)
    except orjson.JSONDecodeError:  # half of a surrogate pair
        fields = json.loads(head.decode("utf-8", "surrogatepass"))
    return fields


def _document(fields: dict[str, Any], body: str) -> Document:
    return Document(
        id=fields["id"],
        title=fields.get("title", ""),
        body=body,
        language=fields.get("language", "und"),
        url=fields.get("url"),
        authors=tuple(fields.get("authors", ())),
        categories=tuple(tuple(path) for path in fields.get("categories", ())),
        tags=tuple(fields.get("tags", ())),
        date=_instant(fields.get("date")),
        modified=_instant(fields.get("modified")),
        source=fields.get("source"),
        translations=tuple(fields.get("translations", ())),
        story=fields.get("story"),
        image=Image(**fields["image"]) if "image" in fields else None,
        captions=tuple(fields.get("captions", ())),
        kind=fields.get("kind", Form.ARTICLE.value),
        extra=tuple((key, tuple(values)) for key, values in fields.get("extra", {}).items()),
        embedding=b64decode(fields.get("embedding", "")),
    )


def _small(image: Image | None) -> dict[str, str | int] | None:
    """The values that are set."""
    return {key: value for key, value in asdict(image).items() if value} if image else None


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _instant(text: str | None) -> datetime | None:
    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
