"""Which language is a text in? English, Persian, Arabic, Albanian, or none of them."""

from indexer.language.detector import LANGUAGES, UNDETERMINED, detect, detect_article

__all__ = ["LANGUAGES", "UNDETERMINED", "detect", "detect_article"]
