"""The response to a request."""

from collections.abc import Mapping
from dataclasses import dataclass

from indexer.errors import SourceError


class FetchError(SourceError):
    """A request failed. ``status`` is that of the response, 0 if there was none."""

    code = "fetch"

    def __init__(self, url: str, reason: str, status: int = 0) -> None:
        super().__init__(f"{url}: {reason}")
        self.url, self.reason, self.answered = url, reason, status


class GoneError(FetchError):
    """The site says that the page does not exist (404, 410)."""


class UnansweredError(FetchError):
    """No complete response: the site is down after the last try, or this page is too much for it or
    for us.
    """


@dataclass(frozen=True, slots=True)
class Validators:
    """Validators of a response, with which a site can say later whether it has changed."""

    etag: str = ""
    modified: str = ""

    def headers(self) -> dict[str, str]:
        """The headers for a conditional request (RFC 9110, section 13.1)."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete response. ``url`` is the one after redirects. Header names are in lower case."""

    url: str
    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def unchanged(self) -> bool:
        """Whether it has not changed since the validators (304); then there is no content."""
        return self.status == 304

    @property
    def validators(self) -> Validators:
        """Validators for the next request."""
        return Validators(self.headers.get("etag", ""), self.headers.get("last-modified", ""))

    @property
    def media_type(self) -> str:
        """The content type without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def encoding(self) -> str | None:
        """The charset in the content type."""
        _, _, parameters = self.headers.get("content-type", "").partition(";")
        for parameter in parameters.split(";"):
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "charset":
                return value.strip().strip("\"'") or None
        return None
