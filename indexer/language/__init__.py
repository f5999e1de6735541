"""Which language is a text in? English, Persian, Arabic, Albanian, or none of them."""

from indexer.language.articles import detect_article, detect_languages, with_languages
from indexer.language.detector import LANGUAGES, UNDETERMINED, detect

__all__ = ["LANGUAGES", "UNDETERMINED", "detect", "detect_article", "detect_languages", "with_languages"]
