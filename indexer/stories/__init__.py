"""Which articles report the same story? Near-duplicates in one language, and the same article in other
languages.
"""

from indexer.stories.editing import all_stories, count_stories, decide, ruling
from indexer.stories.model import Relation, Story
from indexer.stories.stage import grouping_stage, is_grouped
from indexer.stories.update import group_stories

__all__ = [
    "Relation",
    "Story",
    "all_stories",
    "count_stories",
    "decide",
    "group_stories",
    "grouping_stage",
    "is_grouped",
    "ruling",
]
