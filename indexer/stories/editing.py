"""Stories for editors, and their decisions about two articles."""

from collections.abc import Iterator
from itertools import groupby

from indexer.archive import Archive
from indexer.errors import UnknownArticleError
from indexer.progress import SilentProgress
from indexer.stories.model import Member, Story
from indexer.stories.tables import Tables
from indexer.stories.update import group_stories, regroup

_STORIES = (
    "SELECT s.story, s.id, s.language, a.date, json_extract(a.payload, '$.title') FROM sketches s"
    " JOIN articles a ON a.id = s.id WHERE s.story IS NOT NULL ORDER BY s.story, s.number"
)


def all_stories(archive: Archive) -> Iterator[Story]:
    """All stories with at least two articles, in the order in which they came."""
    with archive.reading() as connection:
        rows = connection.execute(_STORIES)
        for number, members in groupby(rows, key=lambda row: int(row[0])):
            found = tuple(Member(id_, lang, date, title or "") for _, id_, lang, date, title in members)
            yield Story(number, found)


def count_stories(archive: Archive) -> int:
    """The number of stories in the archive. An article without related ones is a story."""
    with archive.reading() as connection:
        query = "SELECT count(DISTINCT story), count(story) FROM sketches"
        stories, members = connection.execute(query).fetchone()
    return archive.count() - int(members) + int(stories)


def ruling(archive: Archive, one: str, other: str) -> bool | None:
    """What an editor decided about two articles: one story or not; None for nothing."""
    with archive.reading() as connection:
        return Tables(connection).ruling(one, other)


def decide(archive: Archive, one: str, other: str, same: bool | None) -> int:
    """Decide that two articles are one story or not, or (None) remove a decision.

    The decision remains until it is removed, whatever happens to the articles.

    Returns:
        How many articles moved to another story.

    Raises:
        UnknownArticleError: there is no article with one of the ids, or both are the same.
    """
    for id_ in (one, other):
        if archive.get(id_) is None:
            raise UnknownArticleError(
                f"There is no article with the id {id_!r}. Find ids with: fehrest search"
            )
    if one == other:
        raise UnknownArticleError("Name two different articles")
    group_stories(archive, SilentProgress())
    with archive.writing() as connection:
        tables = Tables(connection)
        numbers = [known.number for id_ in (one, other) if (known := tables.known(id_))]
        before = {near for number in numbers for near in tables.companions(number)}
        tables.rule(one, other, same)
        changed = regroup(tables, before.union(numbers))
    group_stories(archive, SilentProgress())
    return changed
