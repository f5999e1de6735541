"""What desks and plugins leave at the ends of a text: reading times, reporters' codes, lines of tags."""

import re
from dataclasses import replace

from indexer.article import Article
from indexer.categories import separate_tags
from indexer.extraction.vocabulary import alternatives, said

_FIRST = 3
_LAST = 4
_LONGEST = 240
_READING_TIME = re.compile(
    r"\W*(?:\d+\s?-?\s?min(?:ute)?s?(?:\s+(?:to\s+)?read(?:ing)?)?"
    rf"{alternatives('marks', 'reading_time')})\W*",
    re.I,
)
_END = re.compile(rf"\W*(?:{'|'.join(said('marks', 'end')) or '(?!)'})\W*", re.I)
# "/27365", "4236/12", "م.ع / ن.ه", "4747/پ", "(END) AB/CD"
_INITIALS = r"[^\W\d_a-zA-Z]\.[^\W\d_a-zA-Z]"
_LETTERS = r"[^\W\d_a-zA-Z]{1,2}"
_CODE = re.compile(
    rf"/\s?\d{{2,8}}\s?/?|\d{{2,6}}(?:/\d{{1,6}})+|{_INITIALS}(?:\s*/\s*{_INITIALS})+"
    rf"|\d{{2,6}}\s?/\s?{_LETTERS}|{_LETTERS}\s?/\s?\d{{2,6}}|\(?END\)?(?:\W+[A-Z]{{2,3}}(?:/[A-Z]{{2,3}})*)?\W*"
)
_DATE = re.compile(r"\d{1,4}/\d{1,2}/\d{1,4}")
_TAG_LINE = re.compile(rf"\W*(?:tags?|keywords?{alternatives('marks', 'tags')})\s*[:：]\s*(?P<tags>.+)", re.I)
_HASHTAGS = re.compile(r"(?:#[\w\u200c]{2,}[\s,،]*){2,}")


def without_marks(article: Article) -> Article:
    """The article without such lines at the ends of its text. The tags in them are its own if it has none."""
    paragraphs = article.body.split("\n\n")
    text = _without_reading_time(paragraphs)
    text, tags = _without_end(text)
    if not text or len(text) == len(paragraphs):
        return article
    return replace(article, body="\n\n".join(text), tags=article.tags or tuple(dict.fromkeys(tags)))


def _without_reading_time(paragraphs: list[str]) -> list[str]:
    at = next((n for n, text in enumerate(paragraphs[:_FIRST]) if _READING_TIME.fullmatch(text)), None)
    return paragraphs if at is None else paragraphs[:at] + paragraphs[at + 1 :]


def _without_end(paragraphs: list[str]) -> tuple[list[str], list[str]]:
    """The paragraphs without the marks behind the last one, and the tags in these."""
    tags: list[str] = []
    for _ in range(_LAST):
        last = paragraphs[-1] if paragraphs else ""
        if not _is_short(last):
            break
        if _HASHTAGS.fullmatch(last):
            tags += [name.replace("_", " ") for name in re.findall(r"#([\w\u200c]+)", last)]
        elif match := _TAG_LINE.fullmatch(last):
            tags += separate_tags(match["tags"])
        elif (
            not _READING_TIME.fullmatch(last)
            and not _END.fullmatch(last)
            and not (_CODE.fullmatch(last) and not _DATE.fullmatch(last))
        ):
            break
        paragraphs = paragraphs[:-1]
    return paragraphs, tags


def _is_short(text: str) -> bool:
    return 0 < len(text) <= _LONGEST and "\n" not in text
