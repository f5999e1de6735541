"""What an editor sees of stories, and may decide of two articles."""

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
    """Every story of two articles or more, in the order in which they came."""
    with archive.reading() as connection:
        rows = connection.execute(_STORIES)
        for number, members in groupby(rows, key=lambda row: int(row[0])):
            found = tuple(Member(id_, lang, date, title or "") for _, id_, lang, date, title in members)
            yield Story(number, found)


def count_stories(archive: Archive) -> int:
    """The number of stories that the archive tells; an article that stands alone is one."""
    with archive.reading() as connection:
        query = "SELECT count(DISTINCT story), count(story) FROM sketches"
        stories, members = connection.execute(query).fetchone()
    return archive.count() - int(members) + int(stories)


def decide(archive: Archive, one: str, other: str, same: bool | None) -> int:
    """Two articles are one story, or are not, or (None) what was decided is forgotten.

    It holds until it is forgotten, whatever becomes of the articles. How many articles changed their story.

    Raises:
        UnknownArticleError: no living article has one of the ids, or both are one.
    """
    for id_ in (one, other):
        if archive.get(id_) is None:
            raise UnknownArticleError(f"There is no article with the id {id_!r}; see: fehrest search")
    if one == other:
        raise UnknownArticleError("Name two articles, not one twice")
    group_stories(archive, SilentProgress())
    with archive.writing() as connection:
        tables = Tables(connection)
        numbers = [known.number for id_ in (one, other) if (known := tables.known(id_))]
        before = {near for number in numbers for near in tables.companions(number)}
        tables.rule(one, other, same)
        changed = regroup(tables, before.union(numbers))
    group_stories(archive, SilentProgress())
    return changed
