"""Which stored articles are one story in several languages, for crawlers."""

from collections.abc import Mapping

from engines.port.engine import SearchEngine

Translations = Mapping[str, tuple[tuple[str, str], ...]]
"""Id of an article -> (language, id) of its story in each language, itself among them."""


def read_translations(engine: SearchEngine) -> Translations:
    """The stories of an index that are there in more than one language.

    Crawlers believe alternates that name each other, so a story has one article for each language, the one
    with the smallest id; its near-duplicates name none.
    """
    stories: dict[int, dict[str, str]] = {}
    for document in engine.documents():
        if document.story is not None and document.language != "und":
            story = stories.setdefault(document.story, {})
            story[document.language] = min(document.id, story.get(document.language, document.id))
    told = (tuple(sorted(story.items())) for story in stories.values() if len(story) > 1)
    return {id_: story for story in told for _, id_ in story}
