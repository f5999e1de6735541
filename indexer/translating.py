"""Learns translations of words from the archive: from stories that it has in several languages.

Two words belong together if they are in translations of the same stories, and each is the other's best match
by Dice's coefficient, as in Smadja et al. 1996, "Translating collocations for bilingual lexicons".
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, groupby

from analyzers import LANGUAGES, Token, get_analyzer
from indexer.archive import Archive
from search.translations import Row

LETTERS = 600
"""Number of letters of title and text that are read of an article."""
MOST_WORDS = 50
LEAST_STORIES = 3
"""Minimum number of stories in which both words are."""
LEAST_DICE = 0.5
_SHORTEST = 3

_MEMBERS = """SELECT s.story, s.language, a.payload FROM sketches s JOIN articles a ON a.id = s.id
    WHERE s.story IS NOT NULL AND a.deleted = 0 ORDER BY s.story, s.number"""

Word = tuple[str, str]
"""A language and a stem."""
Story = dict[str, dict[str, str]]
"""For each language the stems of an article, with a form of each."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two words that translate each other, as they are written most often, and the number of stories."""

    one: Word
    other: Word
    stories: int


def learned_pairs(archive: Archive) -> list[Pair]:
    """The pairs that the archive's stories show, those of most stories first."""
    stories = list(_stories(archive))
    number: Counter[Word] = Counter()
    forms: dict[Word, Counter[str]] = defaultdict(Counter)
    for story in stories:
        for language, words in story.items():
            number.update((language, stem) for stem in words)
            for stem, form in words.items():
                forms[language, stem][form] += 1
    known = {word for word, count in number.items() if count >= LEAST_STORIES}
    usual = {word: forms[word].most_common(1)[0][0] for word in known}
    return [
        Pair((one[0], usual[one]), (other[0], usual[other]), count)
        for one, other, count in _matches(stories, number, known)
    ]


def table_of(pairs: Iterable[Pair], rows: Iterable[Row] = ()) -> str:
    """The pairs, and rows of other sources, as a table that ``search.translations`` reads."""
    lines = ["# Learned from the archive's translations: fehrest translations build", " | ".join(LANGUAGES)]
    for pair in pairs:
        words = dict((pair.one, pair.other))
        lines.append(" | ".join(words.get(code, "") for code in LANGUAGES) + f" # {pair.stories} stories")
    for row in rows:
        known = {code: ", ".join(found) for code, found in row.words}
        lines.append(" | ".join(known.get(code, "") for code in LANGUAGES))
    return "\n".join(lines) + "\n"


def _stories(archive: Archive) -> Iterator[Story]:
    """The first article of each language of the stories in several languages."""
    with archive.reading() as connection:
        rows = connection.execute(_MEMBERS).fetchall()
    for _, members in groupby(rows, key=lambda row: int(row[0])):
        first: dict[str, str] = {}
        for _, language, payload in members:
            first.setdefault(language, payload)
        known = {code: payload for code, payload in first.items() if code in LANGUAGES}
        if len(known) > 1:
            yield {code: _words(code, json.loads(payload)) for code, payload in known.items()}


def _words(language: str, article: dict[str, str]) -> dict[str, str]:
    text = f"{article.get('title', '')}\n{article.get('body', '')}"[:LETTERS]
    found: dict[str, str] = {}
    for token in get_analyzer(language).analyze(text):
        if _is_content(language, token) and len(found) < MOST_WORDS:
            found.setdefault(token.stems[0], token.text)
    return found


def _is_content(language: str, token: Token) -> bool:
    exact = token.exact
    if len(exact) < _SHORTEST or not exact.isalpha() or not token.stems:
        return False
    return not get_analyzer(language).is_function_word(exact)


def _matches(
    stories: list[Story], number: Counter[Word], known: set[Word]
) -> Iterator[tuple[Word, Word, int]]:
    together: Counter[tuple[Word, Word]] = Counter()
    for story in stories:
        for one, other in combinations(sorted(story), 2):
            theirs = [(other, stem) for stem in story[other] if (other, stem) in known]
            for stem in story[one]:
                if (one, stem) in known:
                    together.update(((one, stem), word) for word in theirs)
    best: dict[Word, dict[str, tuple[float, Word]]] = defaultdict(dict)
    dice = {
        pair: 2 * count / (number[pair[0]] + number[pair[1]])
        for pair, count in together.items()
        if count >= LEAST_STORIES
    }
    for pair, score in dice.items():
        for word, match in (pair, pair[::-1]):
            known_best = best[word].get(match[0], (0.0, match))
            best[word][match[0]] = max(known_best, (score, match))
    for pair, score in sorted(dice.items(), key=lambda item: (-together[item[0]], item[0])):
        first, second = pair
        mutual = best[first][second[0]][1] == second and best[second][first[0]][1] == first
        if mutual and score >= LEAST_DICE:
            yield first, second, together[pair]
