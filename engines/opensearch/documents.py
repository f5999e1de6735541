"""Converts documents to what is sent to an index, and back."""

import base64
import hashlib
import struct
from typing import Any

from backports import zstd

from engines.opensearch.mapping import BETWEEN, GROUP, STORED, STORY, WORDS
from engines.port.encoding import encode_json
from engines.port.fields import facet_field
from engines.port.model import IndexedDocument
from engines.port.terms import FORMS, GAP, STEM_LETTERS

_LONGEST_ID = 512
_HEAD = struct.Struct("<I")
_HEAD_START = 8
_LEVEL = 1


def document_key(id_: str) -> str:
    """The document's name in the index: its id, or a digest of it if the id is too long."""
    encoded = id_.encode("utf-8", "surrogatepass")
    if len(encoded) <= _LONGEST_ID and id_ == _sound(id_):
        return id_
    return f"sha256:{hashlib.sha256(encoded).hexdigest()}"


class Packer:
    """Converts documents for sending. Not thread-safe."""

    def __init__(self) -> None:
        # Kept, because creating a compressor takes longer than compressing an article.
        self._press = zstd.ZstdCompressor(_LEVEL)

    def source(self, document: IndexedDocument) -> bytes:
        """A document as JSON."""
        made: dict[str, Any] = {"id": document.id, **self._stored(document.payload)}
        made[GROUP] = f"i{document_key(document.id)}" if document.story is None else str(document.story)
        made[WORDS] = _words(document.streams.get("text", ""))
        made |= {field: _wire(stream) for field, stream in document.streams.items() if stream}
        made |= {facet_field(facet): values for facet, values in document.facets.items() if values}
        made |= {STORY: document.story} if document.story is not None else {}
        made |= {"day": document.day, "instant": document.instant} if document.day is not None else {}
        return encode_json(made | document.months)

    def _stored(self, payload: bytes) -> dict[str, str]:
        """The payload in two parts. The larger one is compressed, which halves what is sent and stored."""
        (head_size,) = _HEAD.unpack_from(payload)
        head_end = _HEAD_START + head_size
        rest = self._press.compress(payload[head_end:], mode=zstd.ZstdCompressor.FLUSH_FRAME)
        parts = (base64.b64encode(part).decode("ascii") for part in (payload[:head_end], rest))
        return dict(zip(STORED, parts, strict=True))


def _wire(stream: str) -> list[str]:
    """The texts of a stream, one for each stretch between two gaps."""
    return [_positions(part) for part in stream.split(f" {GAP} ")]


def _positions(part: str) -> str:
    told = part.replace(FORMS, BETWEEN)
    if "  " not in told and told[:1] != " " and told[-1:] != " ":
        return told
    return " ".join(forms or BETWEEN for forms in told.split(" "))


def _words(stream: str) -> list[str]:
    """The exact forms of a stream, without duplicates."""
    terms = set(stream.replace(" ", FORMS).split(FORMS)) - {"", GAP}
    return [term for term in terms if term[0] not in STEM_LETTERS]


def phrase(terms: tuple[tuple[int, str], ...]) -> str:
    """A text that the analyzer reads as these terms at these positions."""
    words = dict(terms)
    return " ".join(_sound(words.get(place, BETWEEN)) for place in range(max(words) + 1))


def _sound(text: str) -> str:
    """A text without lone surrogates, which JSON cannot contain."""
    return text.encode("utf-8", "replace").decode("utf-8")


def stored_payload(fields: dict[str, list[str]]) -> bytes:
    """The payload in the stored fields of a hit; without ``rest`` it is only the head."""
    head, *rest = (base64.b64decode(fields[part][0]) for part in STORED if part in fields)
    return head + zstd.decompress(rest[0]) if rest else head
