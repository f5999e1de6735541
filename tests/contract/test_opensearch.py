from pathlib import Path

import pytest

from engines.base import IndexStore
from engines.registry import open_store
from tests.cluster.asking import ask
from tests.contract.suite import EngineContract
from tests.every_engine import on_node


class TestOpenSearch(EngineContract):
    """On a node of version 3 and on one of version 2."""

    @pytest.fixture(autouse=True)
    def _on_node(self, opensearch_url: str):
        index = on_node(opensearch_url)
        yield
        ask(f"{opensearch_url}/{index}-*", method="DELETE")

    def make_store(self, data: Path) -> IndexStore:
        return open_store("opensearch", data)
