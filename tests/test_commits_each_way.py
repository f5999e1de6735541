"""An index stays small whoever commits to it: ``python -m benchmarks.commits`` measures it for longer."""

import json
from functools import partial

import pytest

from benchmarks.commits import MOST_SEGMENTS, by_ingest, by_push, by_sync
from engines.registry import open_store

BEGIN = 5
LINES = [
    json.dumps(
        {
            "title": f"Basket {number}",
            "body": f"The basket number {number} was full of plums. " * 10,
            "lang": "en",
        }
    )
    for number in range(BEGIN + 12)
]


@pytest.mark.parametrize(
    "way", [partial(by_ingest, real=0), partial(by_sync, real=0), by_push], ids=["ingest", "sync", "push"]
)
def test_commits_of_one_article(way, tmp_path) -> None:
    store = open_store("tantivy", tmp_path)
    sizes = [store.size() for _ in way(tmp_path, LINES, BEGIN)]
    assert max(size.segments for size in sizes) <= MOST_SEGMENTS
    # So many commits without a merge would leave a segment each.
    assert sizes[-1].segments < len(LINES) - BEGIN
    assert max(size.bytes for size in sizes) < 500_000
    engine = store.open()
    assert engine.count() == len(LINES)
    engine.close()
