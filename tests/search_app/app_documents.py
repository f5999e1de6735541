from datetime import UTC, datetime
from pathlib import Path

from engines.port.model import Document
from engines.registry import open_store
from search.documents import index_document

HOSTILE_ID = "odd/id?x=1&y#z é"
HOSTILE_TITLE = "<script>alert('bridge')</script> & \"marks\""

_WORDS = {
    "en": (
        "The bridge over the mill stream, part {n}",
        "Masons mended the bridge and the library lent {n} books.",
    ),
    "fa": ("پل روی رود، بخش {n}", "استادکاران پل را تعمیر کردند و کتابخانه {n} کتاب امانت داد."),
    "ar": ("الجسر فوق النهر، الجزء {n}", "رمّم البناؤون الجسر وأعارت المكتبة {n} كتابًا."),
    "sq": ("Ura mbi lumë, pjesa {n}", "Mjeshtrit e riparuan urën dhe biblioteka huazoi {n} libra."),
}
_SUBJECTS = (
    "Plums and pears were weighed.",
    "Clocks chimed in the museum.",
    "Rowers trained at dawn.",
    "Herons nested by the marsh.",
    "Bakers tried a rye loaf.",
    "The observatory opened its dome.",
    "Potters fired blue tiles.",
    "Beekeepers counted their hives.",
)
_PATHS = (
    ("Culture", "Heritage", "Bridges"),
    ("Culture", "Books"),
    ("Sport & Play", "Rowing"),
    ("جامعه", "شهر"),
)


def _document(number: int) -> Document:
    language = tuple(_WORDS)[number % 4]
    title, body = _WORDS[language]
    return Document(
        id=f"doc-{number}",
        title=title.format(n=number),
        body="\n\n".join([body.format(n=number), "A second paragraph.", _SUBJECTS[number % 8]]),
        language=language,
        url=f"https://paper.example/{number}",
        authors=(f"Writer {number % 11}", "سیما کوهپایه")[: 1 + number % 2],
        categories=(_PATHS[number % len(_PATHS)],),
        tags=(f"tag {number % 3}", f"of {number % 23}"),
        date=datetime(2012 + number % 9, 1 + number % 12, 1 + number % 28, 12, tzinfo=UTC)
        if number % 10
        else None,
        modified=datetime(2023, 1, 1, tzinfo=UTC) if number % 2 else None,
        source="Ferry & Quay" if number % 3 == 0 else None,
    )


DOCUMENTS = (
    *(_document(number) for number in range(46)),
    Document(
        id=HOSTILE_ID,
        title=HOSTILE_TITLE,
        body="The bridge says <img src=x onerror=alert(1)> and </main> again.\n\n<script>boo()</script>",
        url="javascript:alert(1)",
        authors=("<b>Bold</b>",),
        categories=(("<i>Odd</i>", "a&b=c"),),
        tags=("\"quoted\" 'tag'",),
        date=datetime(1, 1, 1, tzinfo=UTC),
        source="<u>wire</u>",
    ),
    Document(id="half", title="Half a letter \ud800 bridge", body="A broken \udfff body.", language="und"),
)


def publish(data: Path, engine: str) -> None:
    """An index of the documents in a data folder."""
    store = open_store(engine, data)
    made = store.create()
    made.add(index_document(document, UTC) for document in DOCUMENTS)
    made.commit(7)
    store.publish(made)
    made.close()
