from pathlib import Path

from engines.port.engine import IndexStore
from engines.registry import open_store
from tests.contract.suite import EngineContract


class TestWhoosh(EngineContract):
    def make_store(self, data: Path) -> IndexStore:
        return open_store("whoosh", data)
