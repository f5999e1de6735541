"""Posts that contain all their languages: qTranslate and its successors, WPGlobus.

There are three notations: ``[:en]…[:fa]…[:]``, ``<!--:en-->…<!--:-->`` and ``{:en}…{:}``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode, urlsplit, urlunsplit

_MARK = re.compile(r"\[:([a-z]{2})?\]|<!--:([a-z]{2})?-->|\{:([a-z]{2})?\}")
_FIELDS = ("title", "content:encoded", "excerpt:encoded", "description")


@dataclass(frozen=True, slots=True)
class Edition:
    """One language of a post. ``language`` is "" for a post in a single language.

    ``values`` are the post's fields in that language, ``others`` the addresses of the other editions. The
    first edition has the post's own address.
    """

    values: dict[str, str]
    language: str = ""
    others: tuple[str, ...] = ()
    first: bool = True


def editions(values: dict[str, str]) -> Iterator[Edition]:
    """The editions of a post that have a text; the post itself if it has no such marks."""
    parts = {name: split(values.get(name, "")) for name in _FIELDS}
    languages = tuple(parts["content:encoded"] or parts["title"])
    if not languages:
        yield Edition(values)
        return
    links = {
        language: _link(values.get("link", ""), language, number) for number, language in enumerate(languages)
    }
    for number, language in enumerate(languages):
        own = {name: found.get(language, "") for name, found in parts.items() if found}
        found = Edition({**values, **own, "link": links[language]}, language, first=number == 0)
        yield replace(
            found, others=tuple(link for link in links.values() if link and link != links[language])
        )


def split(text: str) -> dict[str, str]:
    """The parts of a text by language, without empty ones; {} for a text without marks.

    What is outside all marks belongs to every language.
    """
    found: dict[str, list[str]] = {}
    shared: list[tuple[int, str]] = []
    language, start = "", 0
    matches = list(_MARK.finditer(text))
    if not any(filter(None, match.groups()) for match in matches):
        return {}
    for match in [*matches, None]:
        piece = text[start : match.start() if match else len(text)]
        if language:
            found.setdefault(language, []).append(piece)
        elif piece.strip():
            shared.append((len(found), piece))
        if match:
            language, start = next(filter(None, match.groups()), ""), match.end()
    before = "".join(piece for place, piece in shared if not place)
    after = "".join(piece for place, piece in shared if place)
    return {
        name: before + "".join(pieces) + after for name, pieces in found.items() if "".join(pieces).strip()
    }


def _link(link: str, language: str, number: int) -> str:
    """The address of an edition. qTranslate understands ``lang=`` with any form of addresses."""
    if not link or not number:
        return link
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    query = "&".join(filter(None, (parts.query, urlencode({"lang": language}))))
    return urlunsplit(parts._replace(query=query))
