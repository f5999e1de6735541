"""Are the links that editors set found again?  python -m benchmarks.links

1. Real links: of the internal links in the text of the articles in ../shared/data/extraction, how many are
   among the first 10 links to set, if the linked articles are in an archive of 19,000 others.
2. An archive with known links (``made``), in which a sentence of each article names another one.
3. Milliseconds of processor time for everything that the desk looks up for a draft of 800 words.
"""

import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from datetime import UTC
from pathlib import Path
from statistics import median

from benchmarks.links.made import made_archive
from benchmarks.links.pages import Linked, read
from benchmarks.related.sets import DATA, articles, document
from engines.port.engine import SearchEngine
from engines.port.model import Document
from engines.registry import open_store
from search.documents import index_document
from search.linking.desk import links_of_draft
from search.linking.drafts import read_draft
from search.linking.incoming import links_back
from search.linking.outgoing import links_to_set
from search.model import SearchRequest
from search.rarity import Rarity
from search.related import related
from search.searcher import Searcher

MOST = 10
_WORDS = 800
_DRAFTS = 40
_MADE = 200


def build(documents: Iterable[Document], folder: Path) -> SearchEngine:
    """An index of some documents."""
    engine = open_store("tantivy", folder).create()
    engine.add(index_document(one, UTC) for one in documents)
    engine.commit(1)
    return engine


def recovered(engine: SearchEngine, linked: Sequence[Linked], most: int = MOST) -> tuple[int, int, int, int]:
    """Links found again and all links, to set and back."""
    rarity = Rarity(engine)
    found = total = back = incoming = 0
    for one in linked:
        draft = read_draft(one.document, rarity)
        ids = {link.document.id for link in links_to_set(draft, size=most)}
        wanted = set(one.targets)
        found += len(ids & wanted)
        total += min(most, len(wanted))
        for target in engine.get(list(wanted)) if one.document.id.startswith("made") else ():
            links = links_back(read_draft(target.document, rarity), size=most)
            back += one.document.id in {link.document.id for link in links}
            incoming += 1
    return found, total, back, incoming


def main() -> None:
    """Measure and print."""
    if not DATA.is_dir():
        sys.exit(f"{DATA} is not here; nothing was measured")
    others = [document(row) for row in articles()]
    linked, targets = read()
    with tempfile.TemporaryDirectory() as folder:
        engine = build([*others, *targets], Path(folder))
        found, total, _, _ = recovered(engine, linked)
        print(f"real links: {found} of {total} ({found / total:.1%}) in the first {MOST}, ", end="")
        print(f"{len(linked)} articles, {len(targets)} linked articles among {len(others)}", flush=True)
        _times(Searcher(engine), others)
        engine.close()
    with tempfile.TemporaryDirectory() as folder:
        archive = made_archive(2_000)
        engine = build([one.document for one in archive], Path(folder))
        found, total, back, incoming = recovered(engine, archive[:_MADE])
        print(f"made archive: {found} of {total} ({found / total:.1%}) to set, ", end="")
        print(f"{back} of {incoming} ({back / incoming:.1%}) back")
        engine.close()


def _times(searcher: Searcher, others: list[Document]) -> None:
    drafts = [one for one in others if len(one.body.split()) >= _WORDS]
    taken = []
    for one in drafts[:: max(1, len(drafts) // _DRAFTS)]:
        body = " ".join(one.body.split(" ")[:_WORDS])
        began = time.process_time()
        look_up(searcher, Document("", one.title, body, one.language))
        taken.append((time.process_time() - began) * 1000)
    print(f"{_WORDS} words: p50 {median(taken):.0f} ms, most {max(taken):.0f} ms, {len(taken)} drafts")


def look_up(searcher: Searcher, document: Document) -> None:
    """Everything that the desk shows of a draft."""
    related(searcher.engine, document, 20, rarity=searcher.rarity)
    links_of_draft(searcher, read_draft(document, searcher.rarity), SearchRequest(), 22)


if __name__ == "__main__":
    main()
