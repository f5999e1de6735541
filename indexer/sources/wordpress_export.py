"""WordPress's own export (WXR 1.0, 1.1, 1.2): published posts with authors, categories and tags."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, Self

from lxml import etree

from indexer.article import Article
from indexer.media import completed, media_of
from indexer.sources.base import Failure, Record, Skipped, SourceOptions, never_nothing
from indexer.sources.elementor import elementor_markup
from indexer.sources.files import READ_ERRORS, open_binary, read_head, reason_of, suffix
from indexer.sources.qtranslate import Edition, editions, in_edition
from indexer.sources.text import titled
from indexer.sources.wordpress_comments import with_comments
from indexer.sources.wordpress_links import Translations, plugin_language
from indexer.sources.wordpress_post import Directory, format_of, to_article, why_not
from indexer.sources.wordpress_supplement import Supplement
from indexer.sources.wordpress_xml import (
    CutShortError,
    UnsafeXmlError,
    children,
    elements,
    noise_before,
    short_name,
    without_noise,
)

_MARKS = (b"wordpress.org/export/", b"WordPress eXtended RSS")


class WordPressExport:
    """A ``.xml`` or ``.wxr`` file, also ``.gz``. Only the site's authors and categories are kept in
    memory.
    """

    name: ClassVar[str] = "wordpress"

    def __init__(self, path: Path, options: SourceOptions) -> None:
        self.path = path
        self._options = options

    @classmethod
    def recognises(cls, path: Path, head: bytes) -> bool:
        """By the export's namespace, or by the comment that WordPress writes above it."""
        start = without_noise(head.decode("utf-8", "replace")).lstrip("\ufeff \t\r\n")
        return suffix(path) == ".wxr" or (start.startswith("<") and any(mark in head for mark in _MARKS))

    @classmethod
    def open(cls, path: Path, options: SourceOptions) -> Self:
        """Create the source without reading the export."""
        return cls(path, options)

    def records(self) -> Iterator[Record]:
        """An Article for each published post, Skipped for the rest, a Failure for what is broken."""
        return never_nothing(self._read(), str(self.path))

    def _read(self) -> Iterator[Record]:
        if noise := noise_before(read_head(self.path)):
            yield Skipped(str(self.path), f"text before the XML was ignored: {noise}")
        try:
            links = Translations.of(self.path)
            with closing(Supplement.of(self.path)) as supplement, open_binary(self.path) as file:
                yield from self._posts(elements(file), links, supplement)
        except READ_ERRORS as error:
            yield Failure(str(self.path), reason_of(error))
        except (UnsafeXmlError, CutShortError) as error:
            yield Failure(str(self.path), str(error))
        except etree.XMLSyntaxError as error:
            yield Failure(
                f"{self.path}:{error.lineno}", f"the XML is broken, the rest was not read: {error.msg}"
            )

    def _posts(
        self,
        found: Iterator[tuple[etree._Element, str | None]],
        links: Translations,
        supplement: Supplement,
    ) -> Iterator[Record]:
        directory = Directory(supplement.person)
        for element, damage in found:
            origin = f"{self.path}:{element.sourceline}"
            if short_name(str(element.tag)) != "item":
                directory.learn(element)
            elif damage:
                yield Failure(origin, f"the post is broken, {damage}")
            else:
                yield from self._post(element, origin, directory, links, supplement)

    def _post(
        self,
        item: etree._Element,
        origin: str,
        directory: Directory,
        links: Translations,
        supplement: Supplement,
    ) -> Iterator[Record]:
        values = children(item)
        reason = why_not(values, pages=self._options.pages, types=self._options.types)
        if reason:
            yield Skipped(origin, reason)
            return
        values["content:encoded"] = supplement.content(item, values.get("content:encoded", ""))
        for edition in editions(values):
            article = to_article(item, edition.values, directory, self._options.timezone, str(self.path))
            yield self._edition(_with_media(article, item, edition, supplement), item, edition, origin, links)

    def _edition(
        self, article: Article, item: etree._Element, edition: Edition, origin: str, links: Translations
    ) -> Article | Skipped:
        if not article.title:
            return Skipped(origin, "the post has neither title nor text")
        body = with_comments(article.body, item) if self._options.comments else article.body
        language = edition.language or plugin_language(item) or article.language
        others = edition.others or links.others(item, edition.values)
        return in_edition(replace(article, body=body, language=language, translations=others), edition)


def _with_media(article: Article, item: etree._Element, edition: Edition, supplement: Supplement) -> Article:
    content = edition.values.get("content:encoded", "") or elementor_markup(item)
    media = media_of(supplement.pictures.with_galleries(content), article.url)
    found = completed(article, media, supplement.pictures.lead(item), format_of(item))
    return replace(found, title=titled(found.title, found.body))
