"""Articles for a cluster: thirty about a bridge, the first six in stories of three."""

import json
from datetime import UTC, datetime
from pathlib import Path

from engines.port.engine import IndexStore
from engines.port.model import Document
from search.documents import index_document


def story(number: int) -> Document:
    return Document(
        id=f"story-{number}",
        title=f"The stone bridge, part {number}",
        body=f"Masons mended arch {number} of the bridge. Plot {number * 7919} is open.",
        language="en",
        authors=(f"Writer {number % 3}",),
        tags=("stone",),
        date=datetime(2020, 1 + number % 12, 1, tzinfo=UTC),
        story=number // 3 if number < 6 else None,
    )


def fill(store: IndexStore) -> None:
    """A new generation of all but the last, at revision 7."""
    engine = store.create()
    engine.add(index_document(story(at), UTC) for at in range(30))
    engine.delete(["story-29"])
    engine.commit(7)
    store.publish(engine)
    engine.close()


def written(path: Path, title: str = "The bridge") -> Path:
    """Twenty of another kind, as JSON lines."""
    rows = (
        {"id": f"a{n}", "title": f"{title} {n}", "body": f"Arch {n * 7919}.", "language": "en"}
        for n in range(20)
    )
    path.write_text("\n".join(map(json.dumps, rows)))
    return path
