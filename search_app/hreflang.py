"""Which stored articles are translations of each other, for crawlers."""

from collections.abc import Mapping

from engines.port.engine import SearchEngine

Translations = Mapping[str, tuple[tuple[str, str], ...]]
"""Id of an article -> (language, id) of its story in each language, including itself."""


def read_translations(engine: SearchEngine) -> Translations:
    """The stories of an index that exist in more than one language.

    Crawlers only accept alternates that refer to each other. So each story has one article per language, the
    one with the smallest id; its near-duplicates have no alternates.
    """
    stories: dict[int, dict[str, str]] = {}
    for document in engine.documents():
        if document.story is not None and document.language != "und":
            story = stories.setdefault(document.story, {})
            story[document.language] = min(document.id, story.get(document.language, document.id))
    sorted_stories = (tuple(sorted(story.items())) for story in stories.values() if len(story) > 1)
    return {id_: story for story in sorted_stories for _, id_ in story}
