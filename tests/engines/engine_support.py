from contextlib import contextmanager
from datetime import UTC, datetime

from engines.port.model import Document
from engines.registry import open_store
from search.documents import index_document

BRIDGE = Document(
    id="bridge",
    title="The old bridge gets its stones back",
    body="Masons repair the old bridge over the Sarna. Children count stones.\n\nA library stands near it.",
    language="en",
    url="https://example.org/bridge",
    authors=("Nora Whitlock",),
    categories=(("Culture", "Heritage"), ("News",)),
    tags=("bridge", "stone masons"),
    date=datetime(2021, 5, 9, 22, 30, tzinfo=UTC),
    modified=datetime(2021, 5, 10, tzinfo=UTC),
    source="Harbour Gazette",
    translations=("https://example.org/ura",),
)
LIBRARY = Document(
    id="library",
    title="Tirvan opens its new library",
    body="The new library has ten thousand books. Readers came early and the books went fast.",
    language="en",
    authors=("Edwin Marsh",),
    date=datetime(2020, 1, 2, tzinfo=UTC),
)
POL = Document(
    id="pol",
    title="سنگ‌های پل کهنه",
    body="بچه‌ها به کتابخانه می روم گفتند. کتاب‌های تازه رسید.",
    language="fa",
    date=datetime(2019, 3, 21, tzinfo=UTC),
)
JISR = Document(
    id="jisr",
    title="حجارة الجسر القديم",
    body="عادت الحجارة إلى الجسر القديم في المدينة.",
    language="ar",
)
URA = Document(
    id="ura",
    title="Ura e vjetër merr gurët",
    body="Gurët u kthyen te ura e vjetër. Fëmijët i numëruan gurët.",
    language="sq",
)
DOCUMENTS = (BRIDGE, LIBRARY, POL, JISR, URA)


@contextmanager
def filled(folder, documents=DOCUMENTS, engine="tantivy"):
    """An engine with these documents, committed."""
    made = open_store(engine, folder).create()
    try:
        made.add(index_document(document, UTC) for document in documents)
        made.commit(1)
        yield made
    finally:
        made.close()
