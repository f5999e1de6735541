"""Which categories of an archive may be one category in several languages, and why.

Stories that the archive has in several languages show it: two categories belong together if one is on the
articles in one language where the other is on those in another language. Nothing is joined here.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, groupby, product

from analyzers import LANGUAGES
from engines.port.model import PATH_SEPARATOR
from indexer.archive import Archive
from search.synonyms.groups import key_of

LEAST_STORIES = 2
"""Minimum number of stories in which both categories are, unless their names are translations."""
LEAST_SHARE = 0.5
"""Minimum share of the stories of each category in which the other one is as well."""
ENOUGH = 5
"""So many stories of each category without the other show that they are different."""

_ALL = "SELECT language, json_extract(payload, '$.categories') FROM articles WHERE deleted = 0"
_MEMBERS = """SELECT s.story, a.language, json_extract(a.payload, '$.categories')
    FROM sketches s JOIN articles a ON a.id = s.id
    WHERE s.story IS NOT NULL AND a.deleted = 0 ORDER BY s.story"""

Name = tuple[str, str]
"""A language and a category, as a value of the facet."""


@dataclass(frozen=True, slots=True)
class Use:
    """A category, the number of its articles, and their languages, the most frequent first."""

    name: str
    articles: int
    languages: tuple[str, ...]

    @property
    def language(self) -> str:
        """The language of most of its articles."""
        return self.languages[0]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why two categories may be one.

    Of the stories in both languages, ``one_stories`` have the first category, ``other_stories`` the second,
    and ``stories`` both. ``translated`` says that the names are translations of each other.
    """

    one: Name
    other: Name
    stories: int
    one_stories: int
    other_stories: int
    translated: bool

    @property
    def share(self) -> float:
        """Dice's coefficient of the stories."""
        return 2 * self.stories / max(1, self.one_stories + self.other_stories)

    @property
    def is_enough(self) -> bool:
        """Whether it is worth a look of an editor."""
        if self.stories >= LEAST_STORIES:
            least = min(self.stories / self.one_stories, self.stories / self.other_stories)
            return least >= LEAST_SHARE or self.translated
        return self.translated and (self.stories > 0 or min(self.one_stories, self.other_stories) < ENOUGH)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Categories that may be one, a name in each language, and the evidence for it."""

    names: tuple[Name, ...]
    evidence: tuple[Evidence, ...]


def category_uses(archive: Archive) -> list[Use]:
    """The categories of all articles, and those above them, the most frequent first."""
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    with archive.reading() as connection:
        for language, found in connection.execute(_ALL):
            for name in _names(found):
                counted[name][language] += 1
    uses = (Use(n, c.total(), tuple(code for code, _ in c.most_common())) for n, c in counted.items())
    return sorted(uses, key=lambda use: (-use.articles, use.name))


def proposals(
    archive: Archive,
    uses: Iterable[Use],
    translations: Callable[[str], frozenset[str]],
    joined: Iterable[tuple[str, ...]] = (),
) -> list[Proposal]:
    """The categories that may be one, those with most stories first.

    Args:
        translations: returns words of other languages for a category's own name, folded as ``key_of`` does.
        joined: groups of categories that are one already.
    """
    known = {name: number for number, names in enumerate(joined) for name in names}
    uses = [use for use in uses if use.language in LANGUAGES]
    new = (e for e in _evidence(archive, uses, translations) if e.is_enough and not _is_known(e, known))
    groups: list[list[Evidence]] = []
    for one in sorted(new, key=lambda e: (-e.stories, -e.share, not e.translated, e.one, e.other)):
        _add(groups, one)
    order = [*LANGUAGES]
    return [
        Proposal(tuple(sorted(_of(group), key=lambda name: order.index(name[0]))), tuple(group))
        for group in groups
    ]


def _is_known(evidence: Evidence, known: dict[str, int]) -> bool:
    one, other = known.get(evidence.one[1], -1), known.get(evidence.other[1], -2)
    return one == other


def _add(groups: list[list[Evidence]], evidence: Evidence) -> None:
    """Put evidence into the group of its categories, which never gets two names of one language."""
    touched = [group for group in groups if {evidence.one, evidence.other} & set(_of(group))]
    together = [one for group in touched for one in group] + [evidence]
    names = _of(together)
    if len(dict(names)) < len(names):
        return
    groups[:] = [group for group in groups if group not in touched] + [together]


def _of(group: Iterable[Evidence]) -> tuple[Name, ...]:
    return tuple(dict.fromkeys(name for one in group for name in (one.one, one.other)))


def _evidence(
    archive: Archive, uses: list[Use], translations: Callable[[str], frozenset[str]]
) -> Iterator[Evidence]:
    language = {use.name: use.language for use in uses}
    together: Counter[tuple[Name, Name]] = Counter()
    alone: Counter[tuple[Name, str]] = Counter()
    for story in _stories(archive, language):
        for first, second in combinations(sorted(story), 2):
            alone.update(((first, name), second) for name in story[first])
            alone.update(((second, name), first) for name in story[second])
            together.update(product(_pairs(first, story[first]), _pairs(second, story[second])))
    meant = dict.fromkeys(_translated(uses, translations))
    best = _best(together, alone)
    for one, other in {**dict.fromkeys(together), **meant}:
        found = Evidence(
            one,
            other,
            together[one, other],
            alone[one, other[0]],
            alone[other, one[0]],
            (one, other) in meant,
        )
        if found.translated or (best.get((one, other[0])) == other and best.get((other, one[0])) == one):
            yield found


def _best(
    together: Counter[tuple[Name, Name]], alone: Counter[tuple[Name, str]]
) -> dict[tuple[Name, str], Name]:
    """For a category and a language, the category of that language which is most alike by its stories."""
    found: dict[tuple[Name, str], tuple[float, int, Name]] = {}
    for (one, other), count in together.items():
        share = 2 * count / (alone[one, other[0]] + alone[other, one[0]])
        for name, match in ((one, other), (other, one)):
            key, now = (name, match[0]), (share, count, match)
            found[key] = max(found.get(key, now), now)
    return {key: match for key, (_, _, match) in found.items()}


def _translated(
    uses: list[Use], translations: Callable[[str], frozenset[str]]
) -> Iterator[tuple[Name, Name]]:
    """The pairs of categories in two languages whose own names are translations of each other."""
    own: defaultdict[str, list[Name]] = defaultdict(list)
    for use in uses:
        own[key_of(_last(use.name))].append((use.language, use.name))
    for use in uses:
        for word in translations(_last(use.name)):
            for other in own.get(word, ()):
                if use.language < other[0]:
                    yield (use.language, use.name), other


def _stories(archive: Archive, language: dict[str, str]) -> Iterator[dict[str, set[str]]]:
    """The categories by language of each story that has articles in several languages."""
    with archive.reading() as connection:
        rows = connection.execute(_MEMBERS).fetchall()
    for _, members in groupby(rows, key=lambda row: int(row[0])):
        story: defaultdict[str, set[str]] = defaultdict(set)
        for code, found in ((row[1], row[2]) for row in members):
            story[code].update(name for name in _names(found) if language.get(name) == code)
        known = {code: names for code, names in story.items() if names}
        if len(known) > 1:
            yield known


def _pairs(language: str, names: Iterable[str]) -> list[Name]:
    return [(language, name) for name in sorted(names)]


def _names(found: str | None) -> list[str]:
    """The categories in a payload, each with those above it, as values of the facet."""
    paths = json.loads(found) if found else ()
    parts = (path[:depth] for path in paths for depth in range(1, len(path) + 1))
    return list(dict.fromkeys(PATH_SEPARATOR.join(part) for part in parts))


def _last(name: str) -> str:
    return name.rpartition(PATH_SEPARATOR)[2]
