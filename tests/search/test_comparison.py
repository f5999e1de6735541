from datetime import UTC

import pytest

from engines.port.model import Document
from engines.registry import open_store
from search.comparison import RankChange, compare
from search.documents import index_document
from search.searcher import Searcher
from tests.engines.engine_support import BRIDGE, LIBRARY, filled

NOTE = Document("note", "A note on a bridge", "Bridge, bridge and bridge: the bridge.", "en")


@pytest.fixture
def both(tmp_path):
    with (
        filled(tmp_path / "before", (BRIDGE, LIBRARY)) as before,
        filled(tmp_path / "after", (BRIDGE, NOTE)) as after,
    ):
        yield Searcher(before), Searcher(after)


def test_what_is_gained_lost_and_moved(both):
    bridge, library, nothing = compare(*both, ["bridge", "ten thousand", "zeppelin"])
    assert (bridge.query, bridge.total_before, bridge.total_after) == ("bridge", 1, 2)
    assert bridge.gained == (RankChange("note", NOTE.title, None, 1),)
    assert bridge.moved == (RankChange("bridge", BRIDGE.title, 1, 2),)
    assert bridge.lost == ()
    assert library.lost == (RankChange("library", LIBRARY.title, 1, None),)
    assert [shift.is_any for shift in (bridge, library, nothing)] == [True, True, False]


def test_only_the_first_hits_are_compared(both):
    [shift] = compare(*both, ["bridge"], depth=1)
    assert [place.id for place in (*shift.gained, *shift.lost)] == ["note", "bridge"]
    assert shift.lost[0].after is None


@pytest.mark.parametrize("name", ["tantivy", "whoosh"])
def test_a_discarded_generation_is_gone_and_the_current_one_stays(tmp_path, name):
    store = open_store(name, tmp_path)
    engine = store.create()
    engine.add([index_document(BRIDGE, UTC)])
    engine.commit(1)
    store.publish(engine)
    engine.close()
    current = store.version()
    another = store.create()
    another.commit(1)
    another.close()
    store.discard(another)
    assert [path.name for path in (tmp_path / name).iterdir() if path.is_dir()] == [current]
    assert (store.version(), store.clean()) == (current, [])
    kept = store.open()
    assert kept.count() == 1
    kept.close()
