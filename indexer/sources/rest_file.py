"""Saved responses of WordPress's REST API: ``/wp/v2/posts`` as a list, or one post."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar, Self

from indexer.sources.base import Failure, Record, Skipped, SourceOptions, never_nothing
from indexer.sources.files import READ_ERRORS, read_page, reason_of
from indexer.sources.noisy_json import NoJsonError, read_json
from indexer.sources.rest_post import is_post, to_records

_MARKS = (b'"rendered"', b'"_links"', b'"namespaces"', b'"provider_name"')

_BEHIND_NOISE = re.compile(rb"(?:>|\n|\A)\s*[\[{]\s*[{\"]")
"""Where JSON begins after a warning of PHP."""


class RestFile:
    """A JSON file with one post or a list of posts. Other responses are skipped."""

    name: ClassVar[str] = "wordpress-json"

    def __init__(self, path: Path, options: SourceOptions) -> None:
        self.path = path
        self._options = options

    @classmethod
    def recognises(cls, path: Path, head: bytes) -> bool:  # noqa: ARG003 - mirrors name it index.html
        """By the fields that only this API has."""
        start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        noisy = _BEHIND_NOISE.search(head) is not None
        return (noisy or start[:1] in (b"[", b"{")) and any(mark in head for mark in _MARKS)

    @classmethod
    def open(cls, path: Path, options: SourceOptions) -> Self:
        """Create the source without reading the file."""
        return cls(path, options)

    def records(self) -> Iterator[Record]:
        """An Article for each post, Skipped for other responses, a Failure for a truncated file."""
        return never_nothing(self._read(), str(self.path))

    def _read(self) -> Iterator[Record]:
        try:
            value, noise = read_json(read_page(self.path))
        except READ_ERRORS as error:
            yield Failure(str(self.path), reason_of(error))
            return
        except NoJsonError as error:
            yield Failure(str(self.path), f"it is not complete JSON: {error}")
            return
        if noise:
            yield Skipped(str(self.path), f"text around the JSON was ignored: {noise}")
        posts: list[Any] = value if isinstance(value, list) else [value]
        links = {post["id"]: str(post["link"]) for post in posts if is_post(post)}
        for number, post in enumerate(posts, 1):
            yield from self._records(post, number, links)

    def _records(self, post: Any, number: int, links: dict[int, str]) -> Iterator[Record]:
        origin = f"{self.path}:{number}"
        if not is_post(post):
            yield Skipped(origin, "it is not a post of the WordPress API")
            return
        yield from to_records(
            post,
            origin=origin,
            terms={},
            links=links,
            timezone=self._options.timezone,
            pages=self._options.pages,
        )
