"""Names of categories and tags: drops the default category, and splits several tags in one text."""

import re

from analyzers import LANGUAGES, fold
from indexer.article import CategoryPath

_TAG_COMMAS = re.compile(r"\s*[,،;؛|]\s*")
_IN_LANGUAGES = [
    name
    for language in LANGUAGES.values()
    for name in language.data("pages").get("labels", {}).get("uncategorized", ())
]
_DEFAULTS = frozenset(
    fold(name).replace("\u200c", "").replace(" ", "")
    for name in (
        "Uncategorized", "Uncategorised", "Unclassified", "Without category", "No category",
        "Kategorisiz", "Genel kategorisiz", "Non classé", "Allgemein unkategorisiert", "Sin categoría",
        *_IN_LANGUAGES,
    )
)  # fmt: skip


def chosen_categories(paths: tuple[CategoryPath, ...]) -> tuple[CategoryPath, ...]:
    """The paths without WordPress's default category in any of its languages."""
    return tuple(path for path in paths if not is_default(path[-1]))


def is_default(name: str) -> bool:
    """Whether a name is that of the default category: "Uncategorized", «دسته‌بندی نشده», "Pa kategori"."""
    return fold(name).replace("\u200c", "").replace(" ", "") in _DEFAULTS


def separate_tags(text: str) -> list[str]:
    """The tags in a text that lists several, separated by commas, semicolons or bars of any script."""
    return [name for name in _TAG_COMMAS.split(text.strip()) if name]
