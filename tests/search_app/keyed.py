"""A small index in two languages and its keys, for tests of what a key may see."""

from datetime import UTC, datetime
from pathlib import Path

from flask.testing import FlaskClient

from engines.port.model import Document
from engines.registry import open_store
from search.documents import index_document
from search_app.access.keys import Key, Role, read_scope
from search_app.access.store import KeyStore

INSIDE = ("fa-1", "fa-2", "fa-3")
OUTSIDE = ("en-1", "en-2", "en-3")
WORDS = {"en": "The harvest of quinces", "fa": "برداشت میوه بِه harvest"}


def _document(id_: str, number: int) -> Document:
    language = id_[:2]
    return Document(
        id=id_,
        title=f"{WORDS[language]} {number}",
        body=f"{WORDS[language]}. Orchard lane pears, page {number}.",
        language=language,
        url=f"https://paper.example/{id_}",
        authors=("Mira Orchard",) if language == "en" else ("سیما کوهپایه",),
        categories=((f"Desk {language}", "Fruit"),),
        tags=("shared tag", f"tag {language}"),
        date=datetime(2020 + number, 5, number, tzinfo=UTC),
        source=f"Wire {language}",
        story=number,
    )


DOCUMENTS = tuple(_document(id_, int(id_[-1])) for id_ in (*INSIDE, *OUTSIDE))


def publish(folder: Path) -> None:
    """Make the index in a data folder."""
    store = open_store("tantivy", folder)
    engine = store.create()
    engine.add(index_document(document, UTC) for document in DOCUMENTS)
    engine.commit(1)
    store.publish(engine)
    engine.close()


def make_key(folder: Path, name: str, role: str = "read", *filters: str, **limits: object) -> str:
    """Create a key and return it as its owner sends it."""
    key = Key("", name, Role(role), datetime.now(UTC), scope=read_scope(filters), **limits)
    return KeyStore(folder).create(key)


def bearer(key: str, **more: str) -> dict[str, str]:
    """The headers of a request with a key."""
    return {"Authorization": f"Bearer {key}", **more}


def error_of(response) -> tuple[int, str]:
    """The status and code of an error."""
    assert response.status_code == response.json["error"]["status"]
    return response.status_code, response.json["error"]["code"]


def get(client: FlaskClient, address: str, key: str):
    """A request with a key in the header."""
    return client.get(address, headers=bearer(key))
