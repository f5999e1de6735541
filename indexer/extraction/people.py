"""Authors of a post from all sources: structured data, meta elements, links and bylines."""

import re
from collections.abc import Callable, Iterable

from indexer.extraction.bylines import is_outlet, parse_byline, split_names, without_date, without_place
from indexer.extraction.calendars import normalize
from indexer.extraction.head import Head
from indexer.extraction.vocabulary import alternatives, loose, said

_ACCOUNTS = re.compile(
    r"(?:admin\w*|administrator|editor|webmaster|root|user\d*|author|staff|guest|unknown|none"
    rf"{alternatives('bylines', 'accounts')})",
    re.I,
)
_NOT_A_NAME = re.compile(r"https?:|www\.|@|^\W*$|[<>{}=:→←»«]|\.(?:com|org|net)\b|^\S+\.\S+\.\d+$")
_BUTTON = re.compile(f"(?:{'|'.join(map(loose, said('bylines', 'buttons'))) or '(?!)'})", re.I)
_BARE_LEAD = re.compile(rf"(?:(?:written |posted )?by{alternatives('bylines', 'bare_lead')})(?:\W+|$)", re.I)
_AND = re.compile(rf"\s(?:and|&{alternatives('bylines', 'and')}|و(?=\S{{2,}}\s\S))\s?", re.I)
_LEAD = re.compile(
    r"^(?:(?:view\s+)?(?:all\s+)?posts\s+by|all\s+articles\s+by|more\s+(?:by|from)|about|updated\s+by|"
    r"photograph\s+by)\s+",
    re.I,
)
# What a byline's element contains in addition to the names: dates, ages, contacts.
_TAIL = re.compile(
    r"\s*(?:[|•·]|\s\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d|\bupdated\b|"
    r"\bpublished\b|\bon\s+(?=[A-Z]\w+\s+\d)|"
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    rf"{alternatives('bylines', 'tail')}|"
    r"\bposted\b|\bis\s+(?:a|an|the)\b|\bfollow\b|\bcontact\b|\be-?mail\b).*$",
    re.I | re.S,
)
_CREDENTIAL = re.compile(
    r"(?:ph\.?d|m\.?d|m\.?s|m\.?a|b\.?a|b\.?sc|m\.?sc|r\.?d\.?n?|l\.?d|r\.?n|mph|m\.?b\.?a|j\.?d|esq|cpa|"
    r"cfa|c\.?s\.?c\.?s)\.?",
    re.I,
)
_PARTICLES = frozenset(
    ["de", "da", "di", "du", "la", "le", "van", "von", "der", "den", "bin", "ibn", "al", "el", "e", "i"]
)
_PUBLISHER = re.compile(r"[^\d|•·:]{3,60}")
# Two words on a button look like a name.
_CONTROL = re.compile(
    r"\b(?:save|share|article|story|read|listen|print|gift|copy|link|follow|subscribe|sign|log|view|views|comments?|"
    r"advertisement|updated|published|minutes?|edition|skip|close|menu|search|home|photo|video)\b",
    re.I,
)
_ROLE = re.compile(
    r"\b(?:reporter|editor|writer|correspondent|columnist|contributor|journalist|producer|staff|photos?|"
    r"photographer|by|in|translated|translation)\b"
    rf"{alternatives('bylines', 'roles')}",
    re.I,
)
_JOBS = re.compile(
    r"\b(?:reporter|editor|writer|correspondent|columnist|contributor|journalist|producer|staff|bureau|"
    r"photographer|"
    r"magazine|newspaper|press|news|associated|deputy|director|chief|officer|president|professor|"
    r"institutes?|options|"
    r"university|department|ministry|office)\b",
    re.I,
)


def find_authors(
    head: Head, shown: Callable[[], list[str]], bylines: Callable[[], Iterable[str]]
) -> tuple[str, ...]:
    """The names in the page's metadata or, if it has none or no person, those that it shows.

    ``shown`` reads the page's author links and bylines, ``bylines`` only the latter. Both are only called if
    needed.
    """
    stated, meta = (names_in(texts, head) for texts in (head.author_names(), head.meta_author_names()))
    # Structured data often name only the first of several authors.
    if (
        stated
        and {normalize(name) for name in stated} < {normalize(name) for name in meta}
        and all(map(is_person, meta))
    ):
        return meta
    found = stated or meta
    if not any(map(is_person, found)):
        seen = meta if any(map(is_person, meta)) else names_in(shown(), head)
        return seen if not found or any(map(is_person, seen)) else found
    return _fuller(found, bylines(), head) if len(found) == 1 else found


def _fuller(found: tuple[str, ...], bylines: Iterable[str], head: Head) -> tuple[str, ...]:
    """The names of a shown byline that contains ``found`` and others, else ``found``."""
    known = {normalize(name) for name in found}
    for text in bylines:
        names = names_in([text], head)
        # After a comma a job, an office or a degree may follow; people are joined by a word.
        joined = _AND.search(text) and _stand_first(names, text)
        if joined and known < {normalize(name) for name in names}:
            return names
    return found


def _stand_first(names: tuple[str, ...], text: str) -> bool:
    """Whether a byline begins with these people, with nothing else between them."""
    parts = split_names(_LEAD.sub("", text)) or ()
    parts = tuple(_BARE_LEAD.sub("", part).strip() for part in parts)
    return all(map(is_person, names)) and all(
        part.startswith(name) for part, name in zip(parts, names, strict=False)
    )


def shown_source(bylines: Iterable[str], authors: tuple[str, ...]) -> str | None:
    """The outside publisher in a shown byline, after a dash behind one of ``authors``."""
    known = {normalize(name) for name in authors}
    for text in bylines if known else ():
        if "—" not in text and " – " not in text:
            continue
        names, dash, source = text.partition("—" if "—" in text else " – ")
        stated = {normalize(name) for name in split_names(_BARE_LEAD.sub("", names.strip(), count=1)) or ()}
        source = source.strip()
        if dash and stated and stated <= known and _PUBLISHER.fullmatch(source) and not _ROLE.search(source):
            return source
    return None


def is_person(name: str) -> bool:
    """Whether a name looks like a person's: two to five words, none of them a job or an outlet."""
    words = name.split()
    proper = all(not word[0].islower() or word in _PARTICLES for word in words)
    return (
        2 <= len(words) <= 5
        and proper
        and not name.isupper()
        and not _JOBS.search(name)
        and not is_outlet(name)
        and not _CONTROL.search(name)
    )


def is_bare_lead(text: str) -> bool:
    """Whether a text is only the beginning of a byline: "By", "نوشته"."""
    return bool(_BARE_LEAD.fullmatch(text))


def is_account(name: str) -> bool:
    """Whether a name is that of a site's account and not of a person."""
    return bool(_ACCOUNTS.fullmatch(name.strip()))


def names_in(texts: list[str], head: Head) -> tuple[str, ...]:
    """The names in ``texts``, without duplicates, accounts, sites, jobs and contacts."""
    found: dict[str, str] = {}
    for text in texts:
        for name in _names(text, head):
            found.setdefault(normalize(name), name)
    return tuple(found.values())


def _names(text: str, head: Head) -> list[str]:
    text = _TAIL.sub("", _LEAD.sub("", without_date(without_place(" ".join(text.split())))))
    byline = parse_byline(text)
    names = byline.authors if byline and byline.authors else split_names(text) or ()
    sites = {normalize(name) for name in head.site_names}
    cleaned = [_without_credentials(name) for name in names]
    kept = [
        name
        for name in cleaned
        if name
        and not is_account(name)
        and not is_bare_lead(name)
        and not _NOT_A_NAME.search(name)
        and not _BUTTON.match(name)
        and normalize(name) not in sites
    ]
    # A job or an agency next to a person says where the person works.
    people = [name for name in kept if not _JOBS.search(name) and not (" " in name and is_outlet(name))]
    return people or kept


def _without_credentials(name: str) -> str:
    words = name.split()
    while len(words) > 2 and _CREDENTIAL.fullmatch(words[-1].rstrip(",")):
        words.pop()
    return "" if len(words) == 1 and _CREDENTIAL.fullmatch(words[0]) else " ".join(words)
