from pathlib import Path

from engines.port.engine import IndexStore
from engines.registry import open_store
from tests.contract.suite import EngineContract


class TestWhoosh(EngineContract):
    @classmethod
    def make_store(cls, data: Path) -> IndexStore:
        return open_store("whoosh", data)
