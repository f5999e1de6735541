"""Which language is a text in? One of the registry, or none of them.

``scripts`` finds the words of a text, ``model`` reads what each language's folder says, ``scores`` weighs a
word for every language of its script, ``detector`` decides, and ``rejection`` recognises the languages that
are not in the registry by ``others``.
"""

from indexer.language.articles import detect_article, detect_languages, with_languages
from indexer.language.detector import LANGUAGES, UNDETERMINED, detect

__all__ = ["LANGUAGES", "UNDETERMINED", "detect", "detect_article", "detect_languages", "with_languages"]
