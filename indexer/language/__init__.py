"""Which language is a text in? One of the registry, or another.

``scripts`` finds the words of a text, ``model`` reads each language's folder, ``scores`` scores a word for
every language of its script, ``detector`` decides, and ``rejection`` recognises languages that are not in the
registry, with the data in ``others``.
"""

from indexer.language.articles import detect_article, detect_languages, with_languages
from indexer.language.detector import LANGUAGES, UNDETERMINED, detect

__all__ = ["LANGUAGES", "UNDETERMINED", "detect", "detect_article", "detect_languages", "with_languages"]
