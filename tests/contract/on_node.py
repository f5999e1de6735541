"""The contract suite on a real node of OpenSearch."""

from collections.abc import Callable, Iterator
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


def drop(url: str, index: str) -> None:
    ask(f"{url}/{index}-*?expand_wildcards=all", method="DELETE")


class OnANode(EngineContract):
    """Each test, and each index that tests of a class share, has its own indices on a node of all tests."""

    SHARDS = 1

    @pytest.fixture(scope="class")
    @classmethod
    def url(cls, opensearch_3_url: str) -> str:
        return opensearch_3_url

    @pytest.fixture(scope="class")
    @classmethod
    def prepare(cls, url: str) -> Iterator[Callable[[], object]]:
        indices: list[str] = []
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("FEHREST_OPENSEARCH_SHARDS", str(cls.SHARDS))
            yield lambda: indices.append(on_node(url))
        for index in indices:
            drop(url, index)

    @pytest.fixture(autouse=True)
    def _on_node(self, url: str, prepare: object):
        index = on_node(url)
        yield
        drop(url, index)

    @classmethod
    def make_store(cls, data: Path) -> IndexStore:
        return open_store("opensearch", data)
