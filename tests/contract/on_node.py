"""The contract suite on a real node of OpenSearch."""

from pathlib import Path

import pytest

from engines.port.engine import IndexStore
from engines.registry import open_store
from tests.cluster.asking import ask
from tests.contract.suite import EngineContract
from tests.every_engine import on_node

ANALYSIS = frozenset(
    {
        "test_words",
        "test_syntax",
        "test_prefix_wildcard_fuzzy",
        "test_dates_in_a_query",
        "test_any_value_of_a_facet_can_be_chosen",
    }
)
"""Tests of the analysis of words and values, which shards and versions of the node do not change."""


class OnANode(EngineContract):
    """Each test has its own indices on a node that all tests share."""

    SHARDS = 1

    @pytest.fixture
    def url(self, opensearch_3_url: str) -> str:
        return opensearch_3_url

    @pytest.fixture(autouse=True)
    def _on_node(self, url: str, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setenv("FEHREST_OPENSEARCH_SHARDS", str(self.SHARDS))
        index = on_node(url)
        yield
        ask(f"{url}/{index}-*?expand_wildcards=all", method="DELETE")

    def make_store(self, data: Path) -> IndexStore:
        return open_store("opensearch", data)
