from pathlib import Path

from engines.port.engine import IndexStore
from engines.registry import open_store
from tests.contract.library import fill, indexed
from tests.contract.suite import EngineContract


class TestTantivy(EngineContract):
    @classmethod
    def make_store(cls, data: Path) -> IndexStore:
        return open_store("tantivy", data)


def test_the_folder_stays_small_over_many_small_commits(tmp_path: Path) -> None:
    from engines.port.model import Document

    engine = open_store("tantivy", tmp_path).create()
    fill(engine)
    for number in range(100):
        engine.add([indexed(Document("same", f"note {number}", "body " * 50, "en"))])
        engine.commit(number)
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    engine.close()
    assert len(files) < 200
    assert sum(file.stat().st_size for file in files if file.exists()) < 2_000_000
