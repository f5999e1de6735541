"""What the routes that read have in common: the service, and the choice of fields."""

from dataclasses import dataclass

from engines.port.errors import BadRequestError
from engines.port.model import Document
from search_app.access.gate import current_scope
from search_app.api.parameters import words
from search_app.events.log import EventLog
from search_app.push.port import ArchiveUnavailableError, Json, Publisher
from search_app.push.records import MAX_URL
from search_app.service import NotFoundError, SearchService

ID = words("id", "the id of an article", most=2_000)
URL = words("url", "the address of an article, in any spelling", most=MAX_URL)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the routes need. ``publisher`` knows the archive; without it, no article is found by address."""

    service: SearchService
    publisher: Publisher | None
    events: EventLog

    @property
    def scoped(self) -> SearchService:
        """The service for the key of the current request."""
        return self.service.within(current_scope())

    @property
    def archive(self) -> Publisher:
        """The archive.

        Raises:
            ArchiveUnavailableError: this service has none.
        """
        if self.publisher is None:
            raise ArchiveUnavailableError("This needs the archive, and this service has only the index")
        return self.publisher

    def by_address(self) -> Document:
        """The article that the request names by ``id`` or ``url``.

        Raises:
            BadRequestError: it names none.
            NotFoundError: there is none.
        """
        id_, url = ID.read(), URL.read()
        if id_:
            return self.scoped.article(id_)
        if not url:
            raise BadRequestError("Name an article:  ?id=… or ?url=…")
        found = self.archive.id_of(url)
        if found is None:
            raise NotFoundError(f"There is no article with the address {url[:200]!r}")
        return self.scoped.article(found)


def only(hits: list[Json], fields: tuple[str, ...] | None) -> list[Json]:
    """Hits with the chosen fields and their ids. None chooses all."""
    if fields is None:
        return hits
    wanted = {"id", *fields}
    return [{name: value for name, value in hit.items() if name in wanted} for hit in hits]
