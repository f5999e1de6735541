"""What a PDF says about itself: title, author and date, if these make sense."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo

_DATE = re.compile(
    r"(?:D:)?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?\s*(?:(Z)|([+-])(\d\d)'?(\d\d)?'?)?(?:00'00')?\s*$"
)
_FIRST_YEAR = 1993
"""PDF is not older."""
_NO_TITLE = re.compile(
    r"microsoft (?:word|powerpoint|excel)\b.*|untitled.*|document\d*|about:blank|layout ?\d*|print|"
    r"(?:https?:|file:|[a-z]:\\).*|.*\.(?:docx?|indd|qxp|qxd|pptx?|pdf|odt|rtf|tmp|html?|pub|cdr|ai)",
    re.I,
)
_NO_AUTHOR = re.compile(
    r"user\d*|admin(?:istrator)?|unknown|owner|author|(?:microsoft|windows) (?:office )?user|pc|laptop.*|"
    r"anonymous|guest|root|\W*|.*@.*",
    re.I,
)
_LONGEST = 300


def title_in(fields: Mapping[str, str]) -> str:
    """The title; "" for the name of a file or what programs write of their own accord."""
    title = _line(fields.get("Title", ""))
    return title if len(title) > 2 and any(map(str.isalpha, title)) and not _NO_TITLE.fullmatch(title) else ""


def authors_in(fields: Mapping[str, str]) -> tuple[str, ...]:
    """The authors, without accounts and addresses."""
    names = map(str.strip, re.split(r"\s*[;،]\s*", _line(fields.get("Author", ""))))
    return tuple(name for name in names if not _NO_AUTHOR.fullmatch(name) and any(map(str.isalpha, name)))


def date_in(fields: Mapping[str, str], zone: tzinfo) -> datetime | None:
    """The date of creation in its own time zone, else in the site's; None if it cannot be true."""
    match = _DATE.match(fields.get("CreationDate", "").strip())
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=_zone(match, zone))
        now = datetime.now(UTC)
        return moment if year >= _FIRST_YEAR and moment <= now + timedelta(days=1) else None
    except (ValueError, OverflowError):
        return None


def _zone(match: re.Match[str], zone: tzinfo) -> tzinfo:
    if match[7]:
        return UTC
    if not match[8]:
        return zone
    offset = timedelta(hours=int(match[9]), minutes=int(match[10] or 0))
    return timezone(-offset if match[8] == "-" else offset)


def _line(text: str) -> str:
    return " ".join("".join(letter for letter in text if letter.isprintable() or letter.isspace()).split())[
        :_LONGEST
    ]
