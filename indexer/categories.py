"""Names of categories and tags: drops the default category, and splits several tags in one text."""

import re

from analyzers import LANGUAGES, fold
from indexer.article import CategoryPath

_TAG_COMMAS = re.compile(r"\s*[,،;؛|]\s*")
_HASHTAGS = re.compile(r"(?:#[\w\u200c]+\s*){2,}")
_DASHES = re.compile(r"\s+[-–—]\s+")
_IN_LANGUAGES = [
    name
    for language in LANGUAGES.values()
    for name in language.data("pages").get("labels", {}).get("uncategorized", ())
]
_DEFAULTS = frozenset(
    fold(name).replace("\u200c", "").replace(" ", "")
    for name in (
        "Uncategorized", "Uncategorised", "Unclassified", "Without category", "No category",
        "Kategorisiz", "Genel", "Non classé", "Unkategorisiert", "Sin categoría", "Senza categoria",
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
    """The tags in a text that lists several: separated by commas, semicolons or bars of any script,
    or by two or more dashes, or written as hashtags.
    """
    text = text.strip()
    if _HASHTAGS.fullmatch(text):
        return [name.strip("# ").replace("_", " ") for name in text.split("#") if name.strip()]
    names = [name for name in _TAG_COMMAS.split(text) if name]
    dashed = _DASHES.split(text) if len(names) == 1 else []
    return dashed if len(dashed) > 2 else names
