"""The language of an article, and all languages of an article with several."""

from collections import Counter
from dataclasses import replace

from indexer.article import Article
from indexer.language.detector import UNDETERMINED, detect, detect_with

_PARAGRAPH = 60  # letters; shorter ones are headings, names and captions
_PIECE = 300  # letters per piece
_PIECES = 24
_SHARE = 0.2
"""Share of an article's letters. A language with less is a quotation, not a language of the article."""
_HINT = 0.1


def with_languages(article: Article) -> Article:
    """The article with its main language, and with all of them if there are several."""
    languages = detect_languages(article)
    return replace(article, language=languages[0], languages=languages if len(languages) > 1 else ())


def detect_article(article: Article) -> str:
    """The article's main language."""
    return detect_languages(article)[0]


def detect_languages(article: Article) -> tuple[str, ...]:
    """The languages of large parts of the article, by number of letters, the main one first.

    Never empty; ``und`` is only returned alone. The source's own statement counts as much as a clear
    sentence, and between several languages as much as a tenth of the text.
    """
    letters = _letters(article.body)
    total = sum(letters.values())
    found = {language: count for language, count in letters.items() if count >= _SHARE * total}
    if len(found) == 1 and UNDETERMINED not in found:
        return tuple(found)
    if len(found) < 3 and (UNDETERMINED in found or not found):
        return (detect_with(f"{article.title}\n{article.body}", article.language),)
    found.pop(UNDETERMINED, None)
    favoured = {article.language: _HINT * total}
    return tuple(sorted(found, key=lambda language: -found[language] - favoured.get(language, 0)))


def _letters(body: str) -> Counter[str]:
    """The number of letters in each language, from the longer paragraphs, or a sample of many."""
    pieces = [
        piece for paragraph in body.split("\n\n") for piece in _cut(paragraph) if len(piece) >= _PARAGRAPH
    ]
    letters: Counter[str] = Counter()
    for piece in pieces[:: 1 + len(pieces) // _PIECES]:
        letters[detect(piece)] += len(piece)
    return letters


def _cut(paragraph: str) -> list[str]:
    """A text without paragraphs may change its language anywhere."""
    return [paragraph[start : start + _PIECE] for start in range(0, len(paragraph), _PIECE)]
