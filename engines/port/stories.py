"""Collapses stories in the same way for every engine: one hit per story."""

from collections.abc import Iterable, Sequence
from functools import partial

from engines.port.engine import EngineHit, EngineOther
from engines.port.payload import StoredDocument

MAX_MEMBERS = 1_000
"""Maximum number of documents that are read for the stories of one page."""

Found = tuple[StoredDocument, float | None]
"""A document of a story and its sort key, the best one highest; None if it does not match."""


def one_of_each(stories: Sequence[int | None], start: int, end: int) -> list[int]:
    """Which of the ranked documents are the hits from ``start`` to ``end``: the first one of each story.

    Args:
        stories: the stories of the documents, in rank order; None for no story.
        start: number of hits to skip.
        end: number of the hit after the last one.

    Returns:
        Indices into ``stories``.
    """
    seen: set[int] = set()
    kept: list[int] = []
    for place, story in enumerate(stories):
        if len(kept) == end:
            break
        if story is None or story not in seen:
            kept.append(place)
            if story is not None:
                seen.add(story)
    return kept[start:]


def story_hit(members: Iterable[Found], *, scored: bool, prefer: str = "") -> EngineHit:
    """The hit of a story: its best match, of equals the newest, then the one with the smallest id.

    A match in the language ``prefer`` comes before better ones; the score remains that of the best.

    Args:
        members: all documents of the story.
        scored: whether the sort keys are scores.
        prefer: code of a language, or "".
    """
    ordered = sorted(members, key=partial(_rank, prefer))
    stored, key = ordered[0]
    key = max(other for _, other in ordered if other is not None) if key is not None else None
    others = tuple(EngineOther(other.document, matched is not None) for other, matched in ordered[1:])
    return EngineHit(stored, key if scored else None, others)


def _rank(prefer: str, found: Found) -> tuple[bool, bool, float, float, str]:
    (stored, key), date = found, found[0].document.date
    newest = -date.timestamp() if date else float("inf")
    document = stored.document
    return key is None, document.language != prefer, -(key or 0.0), newest, document.id
