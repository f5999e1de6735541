"""The byline under a text, with the notes and the author's biography that may follow it."""

import re

from indexer.extraction.bylines import Byline, is_byline, parse_byline
from indexer.extraction.calendars import normalize
from indexer.extraction.vocabulary import alternatives

Paragraph = list[str]

_NOTES = re.compile(
    r"^(?:sources?|references?|notes?|footnotes?|bibliography|about the authors?"
    rf"{alternatives('labels', 'notes')})\s*[:：]?\s*$"
)
_REACH = 4


def take_byline(paragraphs: list[Paragraph]) -> tuple[list[Paragraph], Byline | None]:
    """``paragraphs`` (lists of lines) without the byline at their end, and that byline.

    A biography after the byline is removed with it; a list of sources or notes remains. The byline is the
    first line of one of the last four paragraphs, and only if nothing else follows.
    """
    for index in range(len(paragraphs) - 1, max(len(paragraphs) - 1 - _REACH, 0), -1):
        paragraph = paragraphs[index]
        if is_byline(paragraph[0]) and _ends_text(paragraph, paragraphs[index + 1 :]):
            notes = [note for note in paragraphs[index + 1 :] if _NOTES.match(normalize(note[0]))]
            text, byline = _with_names_above(paragraphs[:index], _joined(paragraph))
            return text + notes, byline
    return paragraphs, None


def _with_names_above(text: list[Paragraph], byline: Byline | None) -> tuple[list[Paragraph], Byline | None]:
    """Combine the line of a source with the line of the authors above it."""
    above = text[-1] if len(text) > 1 else [""]
    if byline is None or byline.authors or len(above) > 1 or not is_byline(above[0]):
        return text, byline
    names = parse_byline(above[0])
    return (text[:-1], merged(names, byline)) if names else (text, byline)


def _joined(paragraph: Paragraph) -> Byline | None:
    second = parse_byline(paragraph[1]) if len(paragraph) > 1 and is_byline(paragraph[1]) else None
    return merged(parse_byline(paragraph[0]), second)


def merged(first: Byline | None, second: Byline | None) -> Byline | None:
    """Two lines combined. If both say something, the first one counts."""
    if first is None or second is None:
        return first or second
    return Byline(
        first.authors or second.authors,
        first.source or second.source,
        first.translator or second.translator,
    )


def _ends_text(paragraph: Paragraph, following: list[Paragraph]) -> bool:
    names = (parse_byline(paragraph[0]) or Byline()).authors
    rest = [line for line in paragraph[1:] if not is_byline(line)]
    if rest and not _is_biography(rest[0], names):
        return False
    return all(_is_biography(after[0], names) for after in following)


def _is_biography(line: str, names: tuple[str, ...]) -> bool:
    start = normalize(line)
    return bool(_NOTES.match(start)) or any(normalize(name) in start[:80] for name in names)
