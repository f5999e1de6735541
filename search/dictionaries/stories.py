"""Which stored articles are one story in several languages, for crawlers."""

import json
import sqlite3
from itertools import batched

from engines.port.engine import SearchEngine
from search.dictionaries.sections import Sections, SectionWriter, is_unicode

_STORIES = """
    INSERT INTO stories SELECT story, json_group_array(json_array(language, id)) FROM (
        SELECT story, language, min(id) AS id FROM members GROUP BY story, language ORDER BY story, language)
    GROUP BY story HAVING count(*) > 1
"""
_ALTERNATES = """
    SELECT id, alternates FROM (SELECT json_extract(one.value, '$[1]') AS id, stories.alternates
        FROM stories, json_each(stories.alternates) AS one)
    ORDER BY id
"""


class Alternates:
    """Id of an article -> (language, id) of its story in each language, itself among them."""

    def __init__(self, sections: Sections) -> None:
        self._ids, self._stories = sections.strings("story ids"), sections.strings("stories")

    def of(self, id_: str) -> tuple[tuple[str, str], ...]:
        """The articles of a story, one a language, sorted; none if it is there in one language only."""
        at = self._ids.find(id_.encode("utf-8", "replace"))
        if at is None:
            return ()
        return tuple((language, id_) for language, id_ in json.loads(self._stories[at]))


def write_stories(writer: SectionWriter, database: sqlite3.Connection, engine: SearchEngine) -> None:
    """Write the stories of an index that are there in more than one language.

    Crawlers believe alternates that name each other, so a story has one article for each language, the one
    with the smallest id; its near-duplicates have none. ``database`` is a temporary one.
    """
    database.execute("CREATE TABLE members (story INT, language TEXT, id TEXT)")
    for some in batched(engine.documents(), 1_000):
        told = (d for d in some if d.story is not None and d.language != "und" and is_unicode(d.id))
        rows = ((d.story, d.language, d.id) for d in told)
        database.executemany("INSERT INTO members VALUES (?, ?, ?)", rows)
    database.execute("CREATE TABLE stories (story INTEGER PRIMARY KEY, alternates TEXT)")
    database.execute(_STORIES)
    writer.strings("story ids", (id_ for id_, _ in database.execute(_ALTERNATES)))
    writer.strings("stories", (alternates for _, alternates in database.execute(_ALTERNATES)))
